"""The interface over fakes."""

from __future__ import annotations

from typing import cast

import pytest
from fastapi.testclient import TestClient

from assistant import Assistant
from retrieval import Library
from tests.ui.fakes import FakeAssistant, FakeLibrary
from ui.api.app import create_api
from ui.settings import Settings


@pytest.fixture
def assistant() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture
def library() -> FakeLibrary:
    return FakeLibrary()


@pytest.fixture
def client(assistant: FakeAssistant, library: FakeLibrary, tmp_path: object) -> TestClient:
    settings = Settings.from_environment()
    api = create_api(cast("Assistant", assistant), cast("Library", library), settings)
    return TestClient(api, raise_server_exceptions=False)

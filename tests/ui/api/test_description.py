"""The interface keeps to its own description: generated requests, valid and not, at every address."""

from __future__ import annotations

from typing import Any, cast

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from assistant import Assistant
from assistant.records import Answer
from retrieval import Library
from tests.ui.fakes import FakeLibrary, an_answer
from ui.api.app import create_api
from ui.settings import Settings


class Answering:
    """An assistant that always has an answer."""

    def ask(self, question: str, **_: object) -> Answer:
        return an_answer()


api = create_api(cast("Assistant", Answering()), cast("Library", FakeLibrary()), Settings())
schema = schemathesis.openapi.from_asgi("/openapi.json", api)
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.mark.slow
@schema.parametrize()
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_answer_is_as_described(case: schemathesis.Case[Any]) -> None:
    """Whatever is sent, the status, the kind of document and its members are those of /openapi.json."""
    case.call_and_validate(checks=CHECKS)

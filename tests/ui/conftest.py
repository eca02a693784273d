"""Every test of the faces runs with an empty `SHENBAO_…` environment and in a folder of its own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.builders import QINGSHAN, QINGSHAN_CARD


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith("SHENBAO_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("SHENBAO_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A documents folder with one notice, named by the environment."""
    monkeypatch.setenv("SHENBAO_DOCUMENTS", str(tmp_path / "documents"))
    return a_documents_folder(tmp_path / "documents")


def a_documents_folder(folder: Path) -> Path:
    """A new folder with one notice and its card."""
    (folder / "qingshan-2030").mkdir(parents=True)
    (folder / "qingshan-2030" / "notice.txt").write_text(QINGSHAN, encoding="utf-8")
    (folder / "qingshan-2030" / "card.yaml").write_text(QINGSHAN_CARD, encoding="utf-8")
    return folder

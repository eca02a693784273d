"""Bringing the library up to date, when that cannot be done."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest

from retrieval import Library
from retrieval.errors import DataFolderError
from retrieval.held import Report
from tests.ui.fakes import FakeLibrary
from ui.opening import bring_up_to_date
from ui.settings import Settings

FULL = DataFolderError("no space", reason_zh="磁盘空间不足，请清理后重试")


class Unwritable(FakeLibrary):
    """A library whose data folder cannot be written."""

    def sync(self, documents: Path, **_: Any) -> Report:
        raise FULL


class Refusing(FakeLibrary):
    """A library that cannot take one notice in."""

    def sync(self, documents: Path, **_: Any) -> Report:
        return Report(refused=(("broken.txt", "正文为空"),))


def test_a_data_folder_that_cannot_be_written_keeps_nobody_from_asking(capsys: pytest.CaptureFixture[str]) -> None:
    """Read-only, full or busy: what is held goes on answering, and it is said that changes are missing."""
    bring_up_to_date(cast("Library", Unwritable()), Settings())

    assert "磁盘空间不足" in capsys.readouterr().err


def test_with_nothing_held_there_is_nothing_to_fall_back_on() -> None:
    """An empty library would answer every question with "not held"; the reason is better."""
    with pytest.raises(DataFolderError):
        bring_up_to_date(cast("Library", Unwritable(notices={})), Settings())


def test_a_notice_that_is_refused_is_named_and_the_others_are_served(capsys: pytest.CaptureFixture[str]) -> None:
    """One broken file must neither stop the program nor be missing in silence."""
    bring_up_to_date(cast("Library", Refusing()), Settings())

    assert "未收录 broken.txt：正文为空" in capsys.readouterr().err

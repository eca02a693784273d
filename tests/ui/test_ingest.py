"""`shenbao ingest`: what is taken in, what is refused, and that it stays."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.builders import BAISHUI, QINGSHAN_CARD
from ui.cli import main


class TestIngest:
    def test_an_ingested_notice_outlives_the_next_start(
        self, documents: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """The documents folder is compared at every start; what was ingested must not be taken for gone."""
        file = tmp_path / "baishui-2031.txt"
        file.write_text(BAISHUI, encoding="utf-8")

        assert main(["ingest", str(file)]) == 0
        assert re.search(r"新增 +1 +baishui-2031", capsys.readouterr().out)
        file.unlink()

        main(["notices"])
        out = capsys.readouterr().out
        assert "baishui-2031" in out
        assert "qingshan-2030" in out

    def test_ingesting_again_updates(self, documents: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """The same file is unchanged, a changed one is updated, and the change outlives the next start."""
        file = tmp_path / "baishui-2031.txt"
        file.write_text(BAISHUI, encoding="utf-8")
        main(["ingest", str(file)])
        main(["ingest", str(file)])
        assert "未变" in capsys.readouterr().out

        file.write_text(BAISHUI.replace("25万元", "26万元"), encoding="utf-8")
        main(["ingest", str(file)])
        assert "更新" in capsys.readouterr().out
        main(["show", "baishui-2031", "--json"])
        assert "26万元" in capsys.readouterr().out

    def test_refused_notices_are_named_with_the_reason(
        self, documents: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Empty, binary, a card with a false quote: the good ones are taken in, exit code 1 tells of the others."""
        folder = tmp_path / "new"
        (folder / "liar").mkdir(parents=True)
        (folder / "liar" / "notice.txt").write_text(BAISHUI, encoding="utf-8")
        (folder / "liar" / "card.yaml").write_text(QINGSHAN_CARD, encoding="utf-8")
        (folder / "empty.txt").write_text("")
        (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
        (folder / "good.txt").write_text(BAISHUI, encoding="utf-8")

        assert main(["ingest", str(folder)]) == 1

        out = capsys.readouterr().out
        assert re.search(r"新增 +1 +good", out)
        assert out.count("拒绝") == 3

    def test_an_id_of_the_documents_folder_is_refused(
        self, documents: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """The next start would silently undo it: better to say where to make the change."""
        file = tmp_path / "qingshan-2030.txt"
        file.write_text(BAISHUI, encoding="utf-8")

        assert main(["ingest", str(file)]) == 1
        assert str(documents) in capsys.readouterr().out

    def test_a_path_that_is_not_there_is_said(self, documents: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Before anything is done."""
        assert main(["ingest", "no-such-file.txt"]) == 1
        assert "no-such-file.txt" in capsys.readouterr().err

    def test_without_a_path_the_documents_folder_is_compared(
        self, documents: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """A removed notice is reported as removed."""
        main(["ingest"])
        (documents / "qingshan-2030" / "notice.txt").unlink()
        (documents / "qingshan-2030" / "card.yaml").unlink()
        (documents / "qingshan-2030").rmdir()
        (documents / "b.txt").write_text(BAISHUI, encoding="utf-8")
        capsys.readouterr()

        assert main(["ingest", "--rebuild"]) == 0

        out = capsys.readouterr().out
        assert re.search(r"移除 +1 +qingshan-2030", out)
        assert re.search(r"新增 +1 +b", out)

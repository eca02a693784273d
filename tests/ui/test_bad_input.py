"""What people, file systems and terminals hand over by mistake: a sentence in Chinese, and nothing lost."""

from __future__ import annotations

import errno
import io
import os
import re
import sqlite3
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from threading import Timer
from typing import Any

import pytest
from pydantic import ValidationError

from assistant import Assistant, QuestionError
from retrieval import Library
from retrieval.errors import DataFolderError
from tests.builders import BAISHUI
from ui.api.schemas import AskBody
from ui.api.unreadable import answering_in_chinese
from ui.api.validation import field_errors
from ui.cli import main
from ui.console import why

ROOT = Path(__file__).resolve().parents[2]
ASK = ["ask", "青山市网上填报什么时候截止", "--as-of", "2030-03-01"]
_ODD_NAMES = pytest.mark.skipif(sys.platform != "linux", reason="needs file names of any bytes")


class TestNames:
    @_ODD_NAMES
    @pytest.mark.parametrize("name", [b"na\xffme.txt", b"red\x1b[31m.txt", "turned\u202e.txt".encode()])
    def test_a_file_name_that_cannot_be_shown_refuses_only_its_own_notice(
        self, documents: Path, name: bytes, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """One file from a foreign system must not keep all others from being indexed, nor steer the terminal."""
        Path(os.fsdecode(os.fsencode(documents) + b"/" + name)).write_text(BAISHUI, encoding="utf-8")

        assert main(["notices"]) == 0

        out, err = capsys.readouterr()
        assert "qingshan-2030" in out
        assert "看不见的字符" in err
        assert not re.search("[\x1b\u202e\udcff]", err)

    @_ODD_NAMES
    def test_a_notice_below_a_folder_of_odd_name_is_taken_in(
        self, documents: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Only the notice's own name becomes its id; the folders above may be called anything."""
        folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff"))
        folder.mkdir()
        (folder / "baishui-2031.txt").write_text(BAISHUI, encoding="utf-8")

        assert main(["ingest", str(folder)]) == 0
        assert "baishui-2031" in capsys.readouterr().out


class TestDataFolder:
    @pytest.mark.parametrize("name", ["a?b#c", "a%20b", "a&b=c", "数据　夹"])
    def test_the_folder_may_have_any_name(self, documents: Path, tmp_path: Path, name: str) -> None:
        """`?` and `%` mean something in addresses: the database once lay beside the folder that was named."""
        assert main([*ASK, "--data", str(tmp_path / name)]) == 0

        assert (tmp_path / name / "library.db").is_file()
        assert not (tmp_path / "a").exists()

    @_ODD_NAMES
    def test_a_folder_name_that_no_database_takes_is_said(
        self, documents: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Before anything is indexed."""
        assert main(["notices", "--data", os.fsdecode(os.fsencode(tmp_path) + b"/\xff")]) == 1
        assert "SHENBAO_DATA" in capsys.readouterr().err

    def test_two_that_make_the_database_at_one_moment_wait_for_each_other(self, tmp_path: Path) -> None:
        """Of two servers started together one once ended with "cannot be used": SQLite does not wait there."""
        from retrieval.store import Store

        path = tmp_path / "library.db"
        other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        other.execute("CREATE TABLE t (x)")
        other.execute("BEGIN IMMEDIATE")
        timer = Timer(0.3, other.rollback)
        timer.start()

        Store(path).close()

        assert timer.finished.is_set()
        other.close()

    def test_where_there_is_no_room_to_open_for_writing_what_is_held_answers(
        self, documents: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """On a full disk SQLite cannot make its side files; reading needs none."""
        from retrieval.store import Store

        def without_room(path: Path, *, read_only: bool = False) -> Store:
            if not read_only:
                raise DataFolderError("full", reason_zh="磁盘空间不足")
            return Store(path, read_only=True)

        main(["notices"])
        monkeypatch.setattr("retrieval.library.Store", without_room)

        assert main(ASK) == 0
        assert "3月31日" in capsys.readouterr().out

    def test_where_there_is_no_room_and_nothing_held_the_reason_is_said(
        self, documents: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """The first refusal is the cause, not what follows from it."""

        def without_room(path: Path, *, read_only: bool = False) -> None:
            raise DataFolderError("x", reason_zh="没有索引" if read_only else "磁盘空间不足")

        monkeypatch.setattr("retrieval.library.Store", without_room)

        assert main(ASK) == 1
        assert "磁盘空间不足" in capsys.readouterr().err


class TestEnvFile:
    def test_another_encoding_is_said(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Written in Notepad on an older Windows, a Chinese remark in it is GBK."""
        (tmp_path / ".env").write_bytes("# 数据文件夹\nSHENBAO_PORT=80\n".encode("gbk"))

        assert main(["notices"]) == 1
        assert "“.env”不是 UTF-8 文本" in capsys.readouterr().err

    def test_a_byte_order_mark_is_no_part_of_the_first_name(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """The first line would otherwise count for nothing, in silence."""
        monkeypatch.setenv("SHENBAO_DOCUMENTS", "unset-at-teardown")
        monkeypatch.delenv("SHENBAO_DOCUMENTS")
        (tmp_path / ".env").write_text("SHENBAO_DOCUMENTS=nowhere\n", encoding="utf-8-sig")

        assert main(["notices"]) == 1
        assert "nowhere" in capsys.readouterr().err


class TestStreams:
    def test_closed_streams_lead_nowhere(self, documents: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Started by a supervisor without terminal, or with `>&-`."""
        for name in ("stdin", "stdout", "stderr"):
            monkeypatch.setattr(sys, name, None)

        assert main(["notices"]) == 0
        assert main(["chat"]) == 0

    def test_a_terminal_without_chinese_characters_is_no_error(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """What its encoding lacks is replaced, in help pages too."""
        out = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
        monkeypatch.setattr(sys, "stdout", out)

        assert main(["--help"]) == 0

    def test_ctrl_c_within_a_command_is_said(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Code 130, as shells have it."""

        def interrupted(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("ui.opening.open_library", interrupted)

        assert main(["notices"]) == 130
        assert capsys.readouterr().err == "已中断。\n"

    def test_what_the_system_refused_is_in_chinese(self) -> None:
        """A full disk behind `>` is the reader's matter; errno's English is not."""
        assert why(OSError(errno.ENOSPC, "No space left on device")) == "读写失败：磁盘空间不足，请清理后再试。"
        assert why(OSError(errno.EACCES, "Permission denied", "甲.txt")).startswith("读写失败：“甲.txt”没有权限")

    @pytest.mark.slow
    def test_log_lines_are_not_for_readers(self, documents: Path) -> None:
        """Left alone, Python prints warnings and traces of libraries to the terminal of whoever asks."""
        code = (
            "import assistant.assistant as inside\n"
            "def answer(*_): raise ZeroDivisionError\n"
            "inside.answer = answer\n"
            "from ui.cli import main; raise SystemExit(main(['ask', '什么时候截止']))"
        )
        env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
        done = subprocess.run(
            [sys.executable, "-c", code], check=False, capture_output=True, text=True, env=env, timeout=60
        )

        assert done.returncode == 1
        assert re.search("[一-鿿]", done.stdout)
        assert "Traceback" not in done.stderr


class TestRequests:
    def test_a_question_is_counted_in_characters(self) -> None:
        """Not in "items": the sentence is read by whoever pasted too much."""
        with pytest.raises(ValidationError) as refused:
            AskBody.model_validate({"question": "问" * 2001, "conversation_id": "x" * 129})

        details = [error["detail"] for error in field_errors(refused.value.errors())]
        assert details == ["不能超过 2000 个字", "不能超过 128 个字"]

    def test_a_body_that_is_missing_is_named(self) -> None:
        """There is no member to name: the whole is absent."""
        (error,) = field_errors([{"type": "missing", "loc": ("body",)}])

        assert error["detail"] == "请求体是空的，应为 JSON 对象"

    def test_what_is_no_http_is_refused_as_a_problem_document(self) -> None:
        """curl sends Chinese in an address as it is; the server's own parser would answer in English."""

        class Transport:
            sent, closed = b"", False

            def write(self, data: bytes) -> None:
                self.sent += data

            def close(self) -> None:
                self.closed = True

        class Protocol:
            transport: Any = Transport()

        answering_in_chinese(Protocol)().send_400_response("Invalid HTTP request received.")

        head, body = Protocol.transport.sent.decode().split("\r\n\r\n")
        assert head.startswith("HTTP/1.1 400 ")
        assert f"Content-Length: {len(body.encode())}" in head
        assert "--data-urlencode" in body
        assert Protocol.transport.closed


class TestFromPython:
    """Through `as_runnable` arguments come from chains and JSON."""

    @pytest.mark.parametrize(
        ("field", "wrong"),
        [
            ("question", {"question": None}),
            ("as_of", {"as_of": "2030-03-01"}),
            ("notice_ids", {"notice_ids": "qingshan-2030"}),
            ("notice_ids", {"notice_ids": ["\ud800"]}),
        ],
    )
    def test_a_wrong_argument_is_named(self, field: str, wrong: dict[str, Any]) -> None:
        """A refusal that can be printed, instead of an answer that says it failed."""
        with Library.in_memory() as library, pytest.raises(QuestionError) as refused:
            Assistant(library).as_runnable().invoke({"question": "什么时候截止", **wrong})

        assert refused.value.field == field
        assert refused.value.reason_zh.encode()

    def test_a_moment_is_its_day(self) -> None:
        """`datetime.now()` is a date to Python, and cannot be compared with one."""
        with Library.in_memory() as library:
            answer = Assistant(library).ask("什么时候截止", as_of=datetime(2030, 3, 1, 9))

        assert answer.as_of == date(2030, 3, 1)

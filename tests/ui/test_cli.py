"""The command line: what each command prints, and how it fails."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import QINGSHAN
from ui.cli import app, main
from ui.settings import default_documents

ROOT = Path(__file__).resolve().parents[2]


def shenbao(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **environment}
    return subprocess.run(
        [sys.executable, "-m", "ui", *arguments],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=env,
        timeout=100,
    )


class TestOptions:
    def test_every_option_has_an_environment_variable(self) -> None:
        """Containers are set up by environment; an option without one could not be set there."""
        from typer.main import get_command

        options = {
            f"{name} {option.name}": option.envvar
            for name, command in get_command(app).commands.items()  # type: ignore[attr-defined]
            for option in command.params
            if option.param_type_name == "option" and option.name != "help"
        }

        assert len(options) > 20
        assert [name for name, variable in options.items() if not str(variable).startswith("SHENBAO_")] == []

    def test_env_file_counts_less_than_the_environment(
        self, documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """`.env` holds what is usual here; a variable or an option is what is wanted now."""
        monkeypatch.delenv("SHENBAO_DOCUMENTS")
        (tmp_path / ".env").write_text(f"SHENBAO_DOCUMENTS={documents}\nSHENBAO_DATA=/nowhere/at/all\n")

        assert main(["notices"]) == 0
        assert "qingshan-2030" in capsys.readouterr().out

    def test_the_program_brings_its_notices(self) -> None:
        """Without --documents the notices that come with the program are served."""
        assert sorted(path.name for path in default_documents().iterdir() if path.is_dir())


class TestMisuse:
    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["asK"], "没有“asK”这个命令"),
            (["ask"], "缺少“QUESTION”"),
            (["ask", "问", "--foo"], "没有“--foo”这个选项"),
            (["ask", "问", "--as-of", "2023-02-30"], "不存在“2023-02-30”这一天"),
            (["ask", "问", "--as-of", "明天"], "不是日期"),
            (["ask", "问", "--as-of"], "--as-of"),
            (["ask", "问", "又问"], "写法不对"),
            (["serve", "--port", "70000"], "1 到 65535"),
            (["serve", "--port", "七"], "1 到 65535"),
            (["search", "问", "-k", "0"], "1 到 100"),
            (["ask", "问", "--data", " "], "路径不能为空"),
        ],
    )
    def test_a_wrong_command_line_is_explained_in_chinese(
        self, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Exit code 2, nothing on standard output, one sentence and where the use is explained."""
        assert main(arguments) == 2

        out, err = capsys.readouterr()
        assert out == ""
        assert said in err
        assert not re.search(r"Traceback|Error|Invalid|Missing", err)

    @pytest.mark.parametrize("question", ["", "  ", "\u200b", "问" * 2001])
    def test_an_unusable_question_is_misuse(
        self, documents: Path, question: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """The same limits as over HTTP."""
        assert main(["ask", question]) == 2
        assert re.search("[一-鿿]", capsys.readouterr().err)

    def test_an_unknown_embedding_is_a_matter_of_settings(
        self, documents: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """A mistyped setting is named, with what would be right."""
        monkeypatch.setenv("SHENBAO_EMBEDDING", "lokal")

        assert main(["notices"]) == 1
        assert "SHENBAO_EMBEDDING" in capsys.readouterr().err

    def test_an_unknown_notice_is_named(self, documents: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """A mistyped id must not look like a notice that says nothing."""
        assert main(["show", "qingshan-2031"]) == 1
        assert "qingshan-2031" in capsys.readouterr().err
        assert main(["ask", "截止", "--notice", "x-y"]) == 2
        assert "x-y" in capsys.readouterr().err

    def test_a_documents_folder_that_is_not_there_empties_nothing(
        self, documents: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """A wrong path is said; what was held stays."""
        assert main(["notices"]) == 0
        capsys.readouterr()

        assert main(["notices", "--documents", str(tmp_path / "typo")]) == 1
        assert "Traceback" not in capsys.readouterr().err
        assert main(["notices"]) == 0
        assert "qingshan-2030" in capsys.readouterr().out


class TestAsk:
    def test_an_answer_with_its_citation_under_it(self, documents: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """What is claimed and the clause that says so, on one screen."""
        assert main(["ask", "青山市网上填报什么时候截止", "--as-of", "2030-03-01"]) == 0

        out = capsys.readouterr().out
        assert "3月31日" in out
        assert "依据：" in out
        assert "[1] 《关于组织申报2030年度青山市星光计划项目的通知》" in out

    def test_json_is_the_body_of_the_http_answer(self, documents: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Scripts move from one to the other without change."""
        assert main(["ask", "青山市网上填报什么时候截止", "--as-of", "2030-03-01", "--json"]) == 0

        body = json.loads(capsys.readouterr().out)
        assert list(body) == [
            *("status", "reason", "answer", "citations", "notices", "deadline", "follow_ups", "mode", "as_of"),
            *("answer_id", "conversation_id", "timing_ms"),
        ]
        assert body["as_of"] == "2030-03-01"
        assert body["citations"][0]["quote"] in QINGSHAN

    def test_a_second_run_says_nothing_of_indexing(self, documents: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """The bar is for when there is something to wait for."""
        main(["ask", "青山市截止"])
        assert "建立索引" in capsys.readouterr().err

        main(["ask", "青山市截止"])
        assert capsys.readouterr().err == ""

    def test_asking_loads_no_web_stack(self, documents: Path) -> None:
        """`shenbao ask` starts at once: it must not wait for a server or a page that it does not need."""
        main(["notices"])
        code = (
            "import sys; from ui.cli import main; code = main(['ask', '青山市什么时候截止'])\n"
            "print(sorted({name.split('.')[0] for name in sys.modules} & "
            "{'gradio', 'fastapi', 'uvicorn', 'starlette', 'langchain', 'langchain_core', 'openai', 'pandas'}))"
        )
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            [sys.executable, "-c", code], check=False, capture_output=True, text=True, env=env, timeout=60
        )

        assert done.stdout.splitlines()[-1] == "[]", done.stderr

    def test_a_reader_that_goes_away_is_no_error(self, documents: Path) -> None:
        """`shenbao show … | head -1` ends quietly."""
        main(["notices"])
        env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
        command = f"{sys.executable} -m ui show qingshan-2030 --json | head -c 1"
        done = subprocess.run(["bash", "-c", command], check=False, capture_output=True, text=True, env=env, timeout=60)

        assert done.stdout == "{"
        assert done.stderr == ""


class TestChat:
    def test_a_follow_up_knows_what_was_said(self, documents: Path) -> None:
        """Piped lines are questions of one conversation, and the end of input ends it."""
        env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
        done = subprocess.run(
            [sys.executable, "-m", "ui", "chat", "--as-of", "2030-03-01"],
            check=False,
            input="青山市网上填报什么时候截止\n那纸质材料呢\n",
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=env,
            timeout=60,
        )

        assert done.returncode == 0, done.stderr
        assert "3月31日" in done.stdout
        assert "4月10日" in done.stdout


class TestNotices:
    def test_notices_and_show(self, documents: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """What is held, its clauses, and its card with the proof of each fact."""
        assert main(["notices"]) == 0
        assert "qingshan-2030  关于组织申报2030年度青山市星光计划项目的通知" in capsys.readouterr().out

        assert main(["show", "qingshan-2030"]) == 0
        assert "三、申报要求" in capsys.readouterr().out

        assert main(["show", "qingshan-2030", "--card"]) == 0
        assert "“纸质材料一式三份”" in capsys.readouterr().out

    def test_search_explains_itself(self, documents: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """A miss can be understood afterwards: terms added, what was rejected, times, which index."""
        assert main(["search", "纸质材料几份", "-k", "2", "--explain"]) == 0

        out = capsys.readouterr().out
        assert "纸质材料" in out
        assert all(word in out for word in ("扩展词：", "落选片段", "用时：", "索引版本："))

    def test_search_json_is_the_body_of_the_http_search(
        self, documents: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """One shape for both."""
        assert main(["search", "纸质材料几份", "-k", "2", "--json"]) == 0

        hits = json.loads(capsys.readouterr().out)
        assert [list(hit) for hit in hits] == [["notice_id", "section", "text", "start", "end", "score"]] * 2
        assert all(hit["text"] == QINGSHAN[hit["start"] : hit["end"]] for hit in hits)


def test_an_unexpected_error_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No reader is shown a traceback, unless asked for with SHENBAO_DEBUG."""

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("inside")

    monkeypatch.setattr("ui.opening.open_library", broken)

    assert main(["notices"]) == 1
    err = capsys.readouterr().err
    assert "程序内部出错" in err
    assert "Traceback" not in err


@pytest.mark.slow
def test_python_m_ui_is_the_same_program() -> None:
    """Without an installed console script the program still runs."""
    done = shenbao("--help")

    assert done.returncode == 0
    assert all(
        name in done.stdout for name in ("serve", "ask", "chat", "ingest", "notices", "show", "search", "eval", "bench")
    )

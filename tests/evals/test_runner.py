"""A whole evaluation: what is asked, what fails it, what is shown and what is kept apart."""

from __future__ import annotations

import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

import evals.runner
from assistant.records import Answer, Turn
from evals.compare import compared, mcnemar_p
from evals.compare import main as compare_main
from evals.prepared import outside_folder, outside_suites
from evals.report import report_html
from evals.run import Run, judged, run
from evals.runner import main_eval
from evals.sample import SampleError
from evals.saved import SavedRunError, read_saved, saved, write_saved
from tests.evals.made import MadeAssistant, MadeLibrary, a_sample, an_answer

SECRET = "留出的<问题>"


def an_entry(id: str, **more: object) -> dict[str, Any]:
    quote = {"notice_id": "qingshan", "quote": "最高60万元"}
    base = {"id": id, "kind": "fact", "question": id, "must": [["60万元"]], "evidence": [quote], "status": ["answered"]}
    return {**base, **more}


@pytest.fixture
def samples(tmp_path: Path) -> Path:
    """Two shown samples, one kept apart, one about a notice outside."""
    suites = {
        "fact": [an_entry("f1"), an_entry("f2", as_of="2030-03-01", history=[{"role": "user", "content": "青山"}])],
        "held/fact": [an_entry("h1", question=SECRET)],
        "unseen/fact": [an_entry("u1")],
    }
    for name, entries in suites.items():
        path = tmp_path / "samples" / f"{name}.jsonl"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(json.dumps(entry) for entry in entries), encoding="utf-8")
    return tmp_path / "samples"


def an_assistant(**answers: Answer | Exception) -> MadeAssistant:
    return MadeAssistant({"f1": an_answer(), "f2": an_answer(), SECRET: an_answer(), "u1": an_answer(), **answers})


def a_run(root: Path, assistant: MadeAssistant | None = None, *, held: bool = False) -> Run:
    return run(None, assistant=assistant or an_assistant(), library=MadeLibrary(), held=held, root=root)


class TestRun:
    def test_asks_as_a_face_would(self, samples: Path) -> None:
        """The question with its history and its day, and nothing else of the sample."""
        assistant = an_assistant()
        a_run(samples, assistant)

        assert [question for question, _, _ in assistant.asked] == ["f1", "f2"]
        assert assistant.asked[1][1] == (Turn("user", "青山"),)
        assert str(assistant.asked[1][2]) == "2030-03-01"

    def test_what_is_kept_apart_runs_only_on_request(self, samples: Path) -> None:
        """It stays an honest measure only as long as nobody tunes on it."""
        assert [result.sample.id for result in a_run(samples, held=True).results] == ["f1", "f2", "h1"]
        with pytest.raises(SampleError, match="--held"):
            run(["held/fact"], assistant=an_assistant(), library=MadeLibrary(), root=samples)

    def test_a_crash_fails_one_sample(self, samples: Path) -> None:
        """The other answers are still worth knowing."""
        done = a_run(samples, an_assistant(f1=RuntimeError("boom")))

        assert [(result.passed, result.why) for result in done.results] == [
            (False, ("RuntimeError: boom",)),
            (True, ()),
        ]

    def test_a_faulty_sample_is_not_asked(self) -> None:
        """What it demands cannot be met by anybody."""
        assistant = an_assistant()
        result = judged(a_sample(evidence=[{"notice_id": "gone", "quote": "x"}]), assistant, MadeLibrary())

        assert (result.passed, assistant.asked) == (None, [])

    @pytest.mark.parametrize("demand", [{"must": [["70万元"]]}, {"max_chars": 3}, {"status": ["clarify"]}])
    def test_every_demand_can_fail_a_sample(self, demand: dict[str, Any]) -> None:
        """A sample passes when it is right, cited, verbatim and brief; each alone fails it."""
        assistant = MadeAssistant({"青山最多给多少": an_answer()})

        assert judged(a_sample(), assistant, MadeLibrary()).passed is True
        assert judged(a_sample(**demand), assistant, MadeLibrary()).passed is False


class TestMainEval:
    @pytest.fixture(autouse=True)
    def only_made_samples(self, samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(evals.runner, "run", lambda *a, **k: run(*a, **k, root=samples))
        monkeypatch.delenv("SHENBAO_EVAL_NOTICES", raising=False)
        monkeypatch.setattr(evals.runner, "outside_suites", lambda names, **k: outside_suites(names, **k, root=samples))

    def evaluate(self, assistant: MadeAssistant, **more: Any) -> tuple[int, str]:
        out = io.StringIO()
        given = {"suites": [], "report": None, "held": False, "compare": None, **more}
        console = Console(file=out, width=160)
        return main_eval(**given, assistant=assistant, library=MadeLibrary(), console=console), out.getvalue()

    def test_good_answers_end_with_0_and_bad_ones_with_1(self) -> None:
        """A build stops below a floor, and the reason is on the screen."""
        assert self.evaluate(an_assistant())[0] == 0

        status, printed = self.evaluate(an_assistant(f1=an_answer("不知道", status="not_found")))
        assert status == 1
        assert "✗ f1" in printed
        assert "未达要求：公开样例 通过率 50.0%，要求 ≥ 0.9" in printed

    def test_a_skipped_suite_is_said(self) -> None:
        """Without the folder the outside notices are not asked, which must not look like success."""
        assert "跳过：unseen/fact" in self.evaluate(an_assistant())[1]
        assert self.evaluate(an_assistant(), suites=["unseen"])[0] == 2

    def test_an_unknown_suite_ends_with_2(self) -> None:
        """A misspelt name is not a failed evaluation."""
        status, printed = self.evaluate(an_assistant(), suites=["facts"])

        assert status == 2
        assert "unknown suite facts" in printed

    def test_failures_kept_apart_are_counted_not_shown(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Neither the screen nor a file gives away what was asked, unless somebody asks for it."""
        wrong, report = an_assistant(**{SECRET: an_answer("九十万元[1]")}), tmp_path / "out" / "report.html"
        status, printed = self.evaluate(wrong, held=True, report=report)

        assert status == 1
        assert "留出样例有 1 个未通过" in printed
        for text in (
            printed,
            report.read_text(encoding="utf-8"),
            report.with_suffix(".json").read_text(encoding="utf-8"),
        ):
            assert "九十万元" not in text
            assert "的<问题>" not in text
        monkeypatch.setenv("SHENBAO_EVAL_SHOW_HELD", "1")
        assert SECRET in self.evaluate(wrong, held=True)[1]

    def test_a_run_is_compared_with_an_earlier_one(self, tmp_path: Path) -> None:
        """A mend that breaks something else is seen."""
        report = tmp_path / "before.html"
        self.evaluate(an_assistant(f1=an_answer("无", status="not_found")), report=report)
        printed = self.evaluate(an_assistant(f2=RuntimeError("x")), compare=report.with_suffix(".json"))[1]

        assert "改好 1，改坏 1，不变 0" in printed
        assert "改坏：f2" in printed


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


class TestReport:
    def page(self, samples: Path) -> str:
        return report_html(a_run(samples, an_assistant(f1=an_answer("<script>alert(1)</script>"))))

    def test_nothing_is_fetched(self, samples: Path) -> None:
        """The file is sent by mail and opened without a network."""
        parser = _Page()
        parser.feed(self.page(samples))
        names = {tag for tag, _ in parser.tags}

        assert not names & {"link", "script", "img", "iframe"}
        assert not [attrs for _, attrs in parser.tags if {"src", "href"} & attrs.keys()]
        assert not re.search(r"url\(|@import", self.page(samples))
        assert {"svg", "details"} <= names

    def test_a_failure_is_shown_with_everything(self, samples: Path) -> None:
        """Question, answer, citation, demand and reason, all escaped."""
        page = self.page(samples)

        for words in ("f1", "&lt;script&gt;alert(1)", "最高60万元", "须含：60万元", "缺少：60万元"):
            assert words in page

    def test_it_fits_a_phone(self, samples: Path) -> None:
        """Officers read it on the way."""
        assert 'name="viewport" content="width=device-width' in self.page(samples)


class TestSavedAndCompared:
    def test_a_run_comes_back_as_it_was_written(self, samples: Path, tmp_path: Path) -> None:
        """What is compared is what was measured."""
        run_saved = saved(a_run(samples))
        write_saved(run_saved, tmp_path / "a" / "run.json")

        assert read_saved(tmp_path / "a" / "run.json") == run_saved

    @pytest.mark.parametrize("content", ["", "{}", "[1]", '{"format": 1}'])
    def test_another_file_is_refused_with_its_name(self, tmp_path: Path, content: str) -> None:
        """Comparing with nothing would look like no change."""
        path = tmp_path / "other.json"
        path.write_text(content, encoding="utf-8")

        with pytest.raises(SavedRunError, match=r"other\.json"):
            read_saved(path)
        assert compare_main([str(path), str(path)]) == 2

    def test_a_changed_demand_is_not_compared(self, samples: Path) -> None:
        """An easier sample is no better program."""
        before = saved(a_run(samples))
        after = before.model_copy(
            update={"samples": [one.model_copy(update={"digest": "new", "passed": False}) for one in before.samples]}
        )

        assert compared(before, before).same == 2
        assert compared(before, after).changed == ("f1", "f2")
        assert compared(before, after).broken == ()

    def test_mcnemar_s_exact_p(self) -> None:
        """Figures worked out from the binomial: 0 against 5 is 2/32; nothing changed is no evidence."""
        assert mcnemar_p(0, 5) == 0.0625
        assert mcnemar_p(5, 0) == 0.0625
        assert mcnemar_p(3, 3) == 1.0
        assert mcnemar_p(0, 0) == 1.0


class TestOutsideNotices:
    def test_the_setting_names_the_folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A folder that is not there is no folder."""
        monkeypatch.setenv("SHENBAO_EVAL_NOTICES", str(tmp_path))
        assert outside_folder() == tmp_path
        monkeypatch.setenv("SHENBAO_EVAL_NOTICES", str(tmp_path / "gone"))
        assert outside_folder() is None

    def test_unseen_names_them_all(self, samples: Path) -> None:
        """`shenbao eval unseen` needs no file names."""
        assert outside_suites(["unseen"], root=samples) == outside_suites([], root=samples)
        assert list(outside_suites([], root=samples).values()) == [("unseen/fact",)]
        assert outside_suites(["fact"], root=samples) == {}

    def test_each_folder_of_notices_has_its_suites(self, tmp_path: Path) -> None:
        """Invented notices that are kept apart lie apart too, so that nobody reads them by the way."""
        for name in ("invented/a", "invented/held/b"):
            path = tmp_path / f"{name}.jsonl"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()

        shown = outside_suites([], root=tmp_path)
        every = outside_suites([], held=True, root=tmp_path)
        assert {folder.name: names for folder, names in shown.items() if folder} == {"shown": ("invented/a",)}
        assert {folder.name: names for folder, names in every.items() if folder} == {
            "shown": ("invented/a",),
            "held": ("invented/held/b",),
        }

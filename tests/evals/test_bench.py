"""Benchmarks: what a figure is compared with, and how a child process is read. Nothing here is slow."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from evals.bench import main as bench_main
from evals.bench import main_bench
from evals.bench.child import environment, shenbao
from evals.bench.commands import import_times
from evals.bench.figure import BenchError, Figure, peak_mb, spread
from evals.bench.many import moved, short_variants
from evals.bench.over_http import payload
from evals.bench.scaled import variant, write_variants
from retrieval.notice import Notice
from tests.evals.made import a_sample


class TestFigure:
    def test_a_time_is_compared_whatever_its_unit(self) -> None:
        """0.2 s and 200 ms beside a reference of 0.1 s are both twice it."""
        assert Figure("a", 0.2, "秒").ratio(0.1, 10) == pytest.approx(2)
        assert Figure("a", 200, "毫秒").ratio(0.1, 10) == pytest.approx(2)

    def test_a_rate_is_what_is_done_in_the_reference_s_time(self) -> None:
        """On a machine half as fast the rate halves, the reference doubles, and the ratio stays."""
        assert Figure("a", 50, "份/秒").ratio(0.1, 10) == Figure("a", 25, "份/秒").ratio(0.2, 10) == pytest.approx(5)

    def test_memory_is_compared_with_a_bare_interpreter(self) -> None:
        """And with nothing where that could not be measured."""
        assert Figure("a", 50, "MB").ratio(0.1, 10) == 5
        assert Figure("a", 50, "MB").ratio(0.1, 0) is None
        assert Figure("a", 5, "个").ratio(0.1, 10) is None

    def test_spread_is_in_milliseconds(self) -> None:
        """Times are taken in seconds and read in milliseconds."""
        assert [figure.value for figure in spread("ask", [0.001, 0.002, 0.003])] == pytest.approx([2.0, 2.9])

    def test_peak_memory_of_this_process_is_plausible(self) -> None:
        """A pytest takes more than 10 MB, and less than what a wrong unit would make of it."""
        assert 10 < peak_mb() < 20_000


class TestChild:
    def test_settings_of_ours_do_not_reach_it(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Whoever has SHENBAO_DOCUMENTS set measures the project's notices all the same."""
        monkeypatch.setenv("SHENBAO_DOCUMENTS", "/elsewhere")
        monkeypatch.setenv("LANG", "C.UTF-8")

        child = environment(tmp_path)

        assert {name for name in child if name.startswith("SHENBAO_")} == {"SHENBAO_DATA"}
        assert child["LANG"] == "C.UTF-8"

    def test_a_failure_says_what_was_run(self, tmp_path: Path) -> None:
        """A benchmark of a command that failed would look very fast."""
        with pytest.raises(BenchError, match="ended with 3: oh"):
            shenbao([], tmp_path, module=("-c", "import sys; sys.stderr.write('oh'); sys.exit(3)"))


class TestImportTimes:
    def test_self_times_add_up_by_top_level_package(self) -> None:
        """Cumulative times would count a package again in each that imports it."""
        report = "\n".join(
            [
                "import time: self [us] | cumulative | imported package",
                "import time:       100 |        100 |   rich.box",
                "import time:        50 |        900 | rich",
                "import time:         7 |          7 |     yaml",
                "答复",
            ]
        )

        assert import_times(report) == {"rich": 150, "yaml": 7}


class TestVariants:
    TEXT = "青山市2030年通知\n" + "\n".join(f"第{number}段" for number in range(40))

    def test_no_two_are_alike(self) -> None:
        """Equal passages would be embedded once and flatter the figures."""
        places = ["青山", "白水", "赤水"]
        made = {variant(self.TEXT, number, places) for number in range(30)}

        assert len(made) == 30

    def test_place_and_year_move_together(self) -> None:
        """A variant reads like a notice of another town and year."""
        assert variant(self.TEXT, 1, ["青山", "白水"]).startswith("白水市2031年通知")

    def test_as_many_as_asked_for(self, tmp_path: Path) -> None:
        """Each of its own id."""
        originals = tmp_path / "originals"
        originals.mkdir()
        (originals / "a.txt").write_text(self.TEXT, encoding="utf-8")
        (originals / "b.txt").write_text(self.TEXT, encoding="utf-8")
        write_variants(originals, tmp_path / "varied", 5)

        assert len(list((tmp_path / "varied").iterdir())) == 5


class TestShortVariants:
    TEXT = "青岛市2030年通知\n" + "\n".join(f"第{number}段" for number in range(40))

    ORIGINALS = (Notice.from_text("a", TEXT), Notice.from_text("b", TEXT))

    def test_each_is_short_and_its_own(self) -> None:
        """A thousand whole ones are not indexed in under a minute."""
        made = short_variants(self.ORIGINALS, 30)

        assert len({notice.id for notice in made}) == len({notice.text for notice in made}) == 30
        assert all(len(notice.text) < len(self.TEXT) / 2 for notice in made)

    def test_questions_are_asked_about_places_that_are_held(self) -> None:
        """A question about a place that is not held is answered at once and says nothing of many notices."""
        made = short_variants(self.ORIGINALS, 30)
        asked = moved(["青岛最多给多少", "青岛几号截止", "电话多少"], self.ORIGINALS, 30)

        assert all(any(question[:2] in notice.text for notice in made) for question in asked[:2])
        assert asked[0][:2] != asked[1][:2]
        assert "电话多少" == asked[2]


class TestMainBench:
    @pytest.fixture(autouse=True)
    def made_benches(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def good(folder: Path) -> Iterator[Figure]:
            assert folder.is_dir()
            yield Figure("一项", 0.5, "秒", "说明")

        def bad(folder: Path) -> Iterator[Figure]:
            raise BenchError("no server")

        benches = {"good": ("好的", good), "bad": ("坏的", bad), "scaled": ("大量", bad)}
        monkeypatch.setattr(bench_main, "BENCHES", benches)
        monkeypatch.setattr(bench_main, "reference_s", lambda: 0.1)

    def bench(self, *what: str) -> tuple[int, str]:
        out = io.StringIO()
        return main_bench(list(what), console=Console(file=out, width=120)), out.getvalue()

    def test_prints_value_ratio_and_note(self) -> None:
        """0.5 s beside a reference of 0.1 s."""
        status, printed = self.bench("good")

        assert status == 0
        assert all(part in printed for part in ("一项", "0.5", "5", "说明", "固定计算 100.0 毫秒"))

    def test_one_that_could_not_be_taken_does_not_end_the_rest(self) -> None:
        """The others are still worth knowing, and the status tells."""
        status, printed = self.bench("bad", "good")

        assert status == 1
        assert "坏的：没有测成。no server" in printed
        assert "一项" in printed

    def test_the_long_one_runs_only_when_named(self) -> None:
        """`make bench` is run often."""
        assert "大量" not in self.bench()[1]
        assert "大量" in self.bench("scaled")[1]

    def test_an_unknown_name_is_told_what_there_is(self) -> None:
        """And nothing is measured."""
        status, printed = self.bench("speed")

        assert status == 2
        assert "可选：good、bad、scaled" in printed


def test_a_question_is_posted_with_its_history_and_day() -> None:
    """Over HTTP the same is asked as in process."""
    sample = a_sample(as_of="2030-03-01", history=[{"role": "user", "content": "青山"}])

    assert payload(sample) == {
        "question": "青山最多给多少",
        "history": [{"role": "user", "content": "青山"}],
        "as_of": "2030-03-01",
    }


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory of another process is read from /proc")
def test_peak_memory_is_the_process_s_own(tmp_path: Path) -> None:
    """A child started by a big process is not big for that."""
    assert peak_mb(os.getpid()) == pytest.approx(peak_mb(), rel=0.2)
    script = "import evals.bench.figure as f, pathlib; pathlib.Path('peak').write_text(str(f.peak_mb()))"
    ballast = bytearray(200 * 1024 * 1024)
    shenbao([], tmp_path, module=("-c", script))

    assert float((tmp_path / "peak").read_text()) < 200 <= len(ballast) / 1024 / 1024

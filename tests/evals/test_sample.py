"""Reading samples: a suite with a mistake is refused with its place, never half run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evals.sample import SampleError, load_suites, parse_sample, suite_files
from tests.evals.made import a_sample

ENTRY: dict[str, Any] = {"id": "a", "kind": "fact", "question": "多少", "status": ["answered"]}


def write(root: Path, name: str, *entries: object) -> None:
    path = root / f"{name}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries) + "\n\n", encoding="utf-8")


class TestParseSample:
    def test_only_four_keys_are_required(self) -> None:
        """A sample may leave out what it does not demand; null is the same as absent."""
        bare = parse_sample(ENTRY)
        spelled = parse_sample(
            {**ENTRY, "history": None, "as_of": None, "must": None, "evidence": [], "max_chars": None}
        )

        assert bare == spelled
        assert bare.must == ()

    def test_a_single_word_is_a_group_of_its_own(self) -> None:
        """["60万元"] and "60万元" demand the same."""
        assert parse_sample({**ENTRY, "must": ["60万元"]}).must == (("60万元",),)

    @pytest.mark.parametrize(
        ("change", "says"),
        [
            ({"mustnot": []}, "unknown key mustnot"),
            ({"id": " "}, "id is a text"),
            ({"status": ["perhaps"]}, "status accepts"),
            ({"status": []}, "status accepts"),
            ({"must": [[]]}, "could never be hit"),
            ({"must_not": [""]}, "not blank"),
            ({"must": "60万元"}, "must is a list"),
            ({"max_chars": 0}, "positive"),
            ({"as_of": "2030-02-30"}, "day"),
            ({"history": [{"role": "system", "content": "x"}]}, "role is user"),
        ],
    )
    def test_a_demand_that_cannot_be_meant_is_refused(self, change: dict[str, Any], says: str) -> None:
        """A misspelt key or an empty group would pass silently for ever."""
        with pytest.raises(ValueError, match=says):
            parse_sample({**ENTRY, **change})

    def test_digest_follows_the_demand_and_not_the_name(self) -> None:
        """Two runs are compared only where the same was demanded; renaming a suite demands nothing new."""
        assert a_sample(suite="fact").digest == a_sample(suite="other").digest
        assert a_sample().digest != a_sample(max_chars=99).digest


class TestLoadSuites:
    def test_suites_are_named_by_their_place(self, tmp_path: Path) -> None:
        """The name tells what is kept apart, so the folder belongs to it."""
        write(tmp_path, "fact", ENTRY)
        write(tmp_path, "held/fact", {**ENTRY, "id": "b"})

        assert list(suite_files(tmp_path)) == ["fact", "held/fact"]
        assert [sample.held for sample in load_suites(["fact", "held/fact"], tmp_path)] == [False, True]

    def test_a_broken_line_is_named(self, tmp_path: Path) -> None:
        """Who wrote the line finds it."""
        write(tmp_path, "fact", ENTRY, {"id": "b"})

        with pytest.raises(SampleError, match=r"fact\.jsonl line 2: missing kind, question, status"):
            load_suites(["fact"], tmp_path)

    def test_an_id_is_used_once(self, tmp_path: Path) -> None:
        """A later run could not be compared sample by sample."""
        write(tmp_path, "fact", ENTRY, ENTRY)

        with pytest.raises(SampleError, match="used twice: a"):
            load_suites(["fact"], tmp_path)

    def test_an_unknown_suite_is_told_what_there_is(self, tmp_path: Path) -> None:
        """A misspelt suite must not look like a clean run of nothing."""
        write(tmp_path, "fact", ENTRY)

        with pytest.raises(SampleError, match="unknown suite facts; there are: fact"):
            load_suites(["facts"], tmp_path)

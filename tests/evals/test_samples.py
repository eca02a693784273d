"""The evaluation samples are well formed, and every proof they name stands in its notice."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "evals" / "samples"
HELD = SAMPLES / "held"
KEYS = ["id", "kind", "history", "question", "as_of", "must", "must_not", "evidence", "status", "max_chars"]
STATUSES = {"answered", "clarify", "not_found", "declined"}
LEAST_SAMPLES = 900


def _squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


def _read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


FILES = [*sorted(SAMPLES.glob("*.jsonl")), *sorted(HELD.glob("*.jsonl"))]
CASES = [(path, sample) for path in FILES for sample in _read(path)]
NOTICES = {path.parent.name: _squeeze(path.read_text(encoding="utf-8")) for path in ROOT.glob("documents/*/notice.txt")}
each_sample = pytest.mark.parametrize(("path", "sample"), CASES, ids=[sample["id"] for _, sample in CASES])


def test_there_are_enough_samples_and_no_id_twice() -> None:
    """Floors mean something only over many samples, each counted once."""
    ids = [sample["id"] for _, sample in CASES]
    assert len(ids) >= LEAST_SAMPLES
    assert len(ids) == len(set(ids))


def test_no_question_is_asked_twice_alike() -> None:
    """A sample copied under a second id would count one success or failure twice."""
    asked = [json.dumps([sample[key] for key in ("history", "question", "as_of")]) for _, sample in CASES]
    assert len(asked) == len(set(asked))


@each_sample
def test_sample_has_the_fields_of_its_format(path: Path, sample: dict[str, Any]) -> None:
    """A sample has exactly the ten keys, stands in the file of its kind, and is of the types the scorers expect."""
    assert list(sample) == KEYS
    assert sample["kind"] == path.stem
    assert re.fullmatch(re.escape(sample["kind"]) + r"(-[a-z0-9]+)+", sample["id"])
    assert sample["question"].strip()
    assert sample["status"]
    assert set(sample["status"]) <= STATUSES
    assert isinstance(sample["max_chars"], int)
    assert sample["max_chars"] >= 100
    if sample["as_of"] is not None:
        assert date.fromisoformat(sample["as_of"]).isoformat() == sample["as_of"]


@each_sample
def test_history_is_whole_turns(path: Path, sample: dict[str, Any]) -> None:
    """Earlier turns alternate from the user to the assistant, so that the question is the user's next turn."""
    roles = [turn["role"] for turn in sample["history"]]
    assert roles == ["user", "assistant"] * (len(roles) // 2)
    assert all(set(turn) == {"role", "content"} and turn["content"].strip() for turn in sample["history"])


@each_sample
def test_demands_can_be_met(path: Path, sample: dict[str, Any]) -> None:
    """Every demand names a text without blanks, and none forbids what another demands or the evidence says."""
    alternatives = [text for group in sample["must"] for text in group]
    assert all(sample["must"])
    assert all(text and text == _squeeze(text) for text in [*alternatives, *map(_squeeze, sample["must_not"])])
    for forbidden in map(_squeeze, sample["must_not"]):
        assert all(any(forbidden not in text for text in group) for group in sample["must"])
        assert all(forbidden not in _squeeze(proof["quote"]) for proof in sample["evidence"])


@each_sample
def test_evidence_is_verbatim_in_its_notice(path: Path, sample: dict[str, Any]) -> None:
    """Each proof is a text of the notice it names, white space apart."""
    for proof in sample["evidence"]:
        assert set(proof) == {"notice_id", "quote"}
        quote = _squeeze(proof["quote"])
        assert quote
        assert quote in NOTICES[proof["notice_id"]]


@each_sample
def test_an_answer_is_asked_for_something(path: Path, sample: dict[str, Any]) -> None:
    """A sample that only an answer passes demands a text, so that an empty answer cannot pass it."""
    if sample["status"] == ["answered"]:
        assert sample["must"]


def test_whole_rounds_are_held_apart() -> None:
    """A round of samples is kept apart as a whole, by whom it was written, never sample by sample or by its outcome."""
    rounds = {
        held: {_round(sample) for path, sample in CASES if (path.parent == HELD) is held} for held in (True, False)
    }
    assert rounds[True]
    assert not rounds[True] & rounds[False]


def _round(sample: dict[str, Any]) -> str:
    found = re.search(r"-(r\d+)-", sample["id"])
    return found[1] if found else "r1"

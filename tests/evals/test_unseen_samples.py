"""The samples over outside notices are well formed, brief in what they quote, and true to their notices."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from evals.prepared import outside_folder
from evals.sample import KEYS, STATUSES

UNSEEN = Path(__file__).resolve().parents[2] / "evals" / "samples" / "unseen"
FOLDER = outside_folder()  # asked for at collection: the settings of whoever runs the tests are taken away before any
LEAST_SAMPLES = 120
LONGEST_QUOTE = 24
KINDS = {
    "fact",
    "multi",
    "status",
    "followup",
    "absent",
    "calc",
    "which-notice",
    "noisy",
    "check",
    "false-premise",
    "direction",
    "compare",
    "off-topic",
    "hostile",
}


def _squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


def _read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


FILES = sorted(UNSEEN.rglob("*.jsonl"))
CASES = [(path, sample) for path in FILES for sample in _read(path)]
each_sample = pytest.mark.parametrize(("path", "sample"), CASES, ids=[sample["id"] for _, sample in CASES])


@pytest.fixture(scope="module")
def notices() -> dict[str, str]:
    """The outside notices, white space apart; skips where they are missing."""
    if FOLDER is None:
        pytest.skip("the folder of outside notices is missing; name it in SHENBAO_EVAL_NOTICES")
    return {path.stem: _squeeze(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.txt")}


def test_there_are_enough_samples_and_no_id_or_question_twice() -> None:
    """A share means something only over many samples, each counted once."""
    ids = [sample["id"] for _, sample in CASES]
    asked = [json.dumps([sample[key] for key in ("history", "question", "as_of")]) for _, sample in CASES]
    assert len(ids) >= LEAST_SAMPLES
    assert len(ids) == len(set(ids))
    assert len(asked) == len(set(asked))


@each_sample
def test_sample_has_the_fields_of_its_format(path: Path, sample: dict[str, Any]) -> None:
    """A sample has exactly the ten keys, is of a known kind, and is of the types the scorers expect."""
    assert set(sample) == KEYS
    assert sample["kind"] in KINDS
    assert re.fullmatch(re.escape(sample["kind"]) + r"(-[a-z0-9]+)+", sample["id"])
    assert sample["question"].strip()
    assert sample["status"]
    assert set(sample["status"]) <= STATUSES
    assert sample["max_chars"] >= 100
    if sample["as_of"] is not None:
        assert date.fromisoformat(sample["as_of"]).isoformat() == sample["as_of"]


@each_sample
def test_history_is_whole_turns(path: Path, sample: dict[str, Any]) -> None:
    """Earlier turns alternate from the user to the assistant, and only a follow-up leans on them."""
    roles = [turn["role"] for turn in sample["history"]]
    assert roles == ["user", "assistant"] * (len(roles) // 2)
    assert bool(roles) is (sample["kind"] == "followup")


@each_sample
def test_a_verdict_on_dates_names_its_day(path: Path, sample: dict[str, Any]) -> None:
    """Asked on another day, a question about what is open has another answer."""
    assert sample["kind"] != "status" or sample["as_of"]


@each_sample
def test_demands_can_be_met(path: Path, sample: dict[str, Any]) -> None:
    """Every demand names a text without blanks, and none forbids what another demands or the evidence says."""
    assert sample["must"] or "answered" not in sample["status"]
    assert all(sample["must"])
    assert all(text and text == _squeeze(text) for group in sample["must"] for text in group)
    for forbidden in map(_squeeze, sample["must_not"]):
        assert all(any(forbidden not in text for text in group) for group in sample["must"])
        assert all(forbidden not in _squeeze(proof["quote"]) for proof in sample["evidence"])


@each_sample
def test_an_answer_has_evidence_and_an_absence_none(path: Path, sample: dict[str, Any]) -> None:
    """What a notice says is proven from that notice, the one its file is named for; what it leaves out has no proof."""
    proven = {proof["notice_id"] for proof in sample["evidence"]}
    assert proven <= {path.stem} or (sample["kind"] == "compare" and path.stem in proven)
    assert bool(proven) is (set(sample["status"]).isdisjoint({"not_found", "declined"}))


@each_sample
def test_quotes_are_anchors_only(path: Path, sample: dict[str, Any]) -> None:
    """The notices are not ours to publish, so a quote is no longer than it takes to find its clause."""
    assert all(0 < len(_squeeze(proof["quote"])) <= LONGEST_QUOTE for proof in sample["evidence"])


@each_sample
def test_each_anchor_stands_in_its_notice(path: Path, sample: dict[str, Any], notices: dict[str, str]) -> None:
    """An anchor that stands nowhere proves nothing."""
    for proof in sample["evidence"]:
        assert _squeeze(proof["quote"]) in notices[proof["notice_id"]]

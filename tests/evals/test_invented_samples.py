"""The invented notices and their samples: of nowhere, well formed, and true to their notices."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from evals.prepared import INVENTED
from evals.sample import KEYS, STATUSES
from retrieval.lexicon import lexicon

SAMPLES = Path(__file__).resolve().parents[2] / "evals" / "samples" / "invented"
LEAST_SAMPLES = 300
NOTICES = sorted(INVENTED.rglob("*.txt"))


def _squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


FILES = sorted(SAMPLES.rglob("*.jsonl"))
CASES = [
    (path, json.loads(line)) for path in FILES for line in path.read_text(encoding="utf-8").splitlines() if line.strip()
]
each_sample = pytest.mark.parametrize(("path", "sample"), CASES, ids=[sample["id"] for _, sample in CASES])
TEXTS = {path.stem: _squeeze(path.read_text(encoding="utf-8")) for path in NOTICES}


@pytest.mark.parametrize("path", NOTICES, ids=lambda path: path.stem)
def test_an_invented_notice_is_of_no_real_place(path: Path) -> None:
    """Nobody may take it for a rule that holds somewhere."""
    opening = path.read_text(encoding="utf-8").lstrip()[:4]
    real = {name for name, places in lexicon().places.items() if any(place.level == "city" for place in places)}
    assert not any(opening.startswith(name) for name in real)


def test_there_are_enough_samples() -> None:
    """A share means something only over many samples."""
    assert len(CASES) >= LEAST_SAMPLES


def test_every_suite_has_its_notice() -> None:
    """A suite kept apart is about a notice kept apart."""
    assert {(path.stem, path.parent.name == "held") for path in FILES} == {
        (path.stem, path.parent.name == "held") for path in NOTICES
    }


@each_sample
def test_a_sample_is_well_formed_and_true(path: Path, sample: dict[str, Any]) -> None:
    """It has the fields of its format, and its proofs stand in the notice it is about."""
    assert set(sample) == KEYS
    assert sample["must"] or "answered" not in sample["status"]
    assert set(sample["status"]) <= STATUSES
    for proof in sample["evidence"]:
        assert proof["notice_id"] == path.stem or sample["kind"] == "compare"
        assert _squeeze(proof["quote"]) in TEXTS[proof["notice_id"]]

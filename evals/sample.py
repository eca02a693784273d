"""Samples: known facts as data, one JSON object a line, read and checked here.

A sample is a question in the words of real people, with what a right answer must say, must
not say and must cite. They live in `samples/*.jsonl` (a file is a suite), `samples/unseen/` (about real
notices outside the project) and `samples/invented/` (about invented ones in `notices/`); what stands in a
folder `held/` is kept apart: run only on request, its failures not shown. What makes an answer right is in
`scorers.py`; running is in `runner.py`. To report a wrong answer, add a line to a suite first, then mend.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, get_args

from assistant.records import Status, Turn

SAMPLES = Path(__file__).parent / "samples"
OUTSIDE = ("unseen/", "invented/")
KEYS = frozenset({"id", "kind", "history", "question", "as_of", "must", "must_not", "evidence", "status", "max_chars"})
REQUIRED = frozenset({"id", "kind", "question", "status"})
STATUSES = frozenset(get_args(Status))


class SampleError(Exception):
    """A suite that cannot be run: where, what was found, what is allowed."""


@dataclass(frozen=True, slots=True)
class EvidenceQuote:
    """Words of a notice that a right answer cites, or cites a part of; white space does not count."""

    notice_id: str
    quote: str


@dataclass(frozen=True, slots=True)
class Sample:
    """One question with what its answer is held against.

    `must` are groups of alternatives: every group needs one of its own in the answer.
    `status` lists the accepted outcomes. `max_chars` counts the characters of the answer as
    written, markers included; None sets no limit. `as_of` None asks today.
    """

    id: str
    kind: str
    question: str
    status: tuple[str, ...]
    history: tuple[Turn, ...] = ()
    as_of: date | None = None
    must: tuple[tuple[str, ...], ...] = ()
    must_not: tuple[str, ...] = ()
    evidence: tuple[EvidenceQuote, ...] = ()
    max_chars: int | None = None
    suite: str = ""

    @property
    def notices(self) -> tuple[str, ...]:
        """The notices of the evidence, each once, in its order."""
        return tuple(dict.fromkeys(entry.notice_id for entry in self.evidence))

    @property
    def held(self) -> bool:
        """Whether this sample belongs to the part that is kept apart."""
        return is_held(self.suite)

    @property
    def digest(self) -> str:
        """Names the sample's content, so that two runs are compared only on the same demand."""
        whole = (self.question, self.history, self.as_of, self.must, self.must_not, self.evidence, self.status)
        return hashlib.sha256(repr((*whole, self.max_chars)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def is_held(suite: str) -> bool:
    """Whether a suite is kept apart, by its name."""
    return "held" in suite.split("/")[:-1]


def suite_files(root: Path = SAMPLES) -> dict[str, Path]:
    """Every suite by name: `facts` for samples/facts.jsonl, `held/facts` for samples/held/facts.jsonl."""
    return {path.relative_to(root).with_suffix("").as_posix(): path for path in sorted(root.rglob("*.jsonl"))}


def load_suites(names: Sequence[str], root: Path = SAMPLES) -> tuple[Sample, ...]:
    """The samples of the named suites, in order. Raises `SampleError` on an unknown suite or an id used twice."""
    files = suite_files(root)
    if unknown := [name for name in names if name not in files]:
        raise SampleError(f"unknown suite {', '.join(unknown)}; there are: {', '.join(files) or 'none'}")
    samples = tuple(sample for name in names for sample in load_suite(files[name], name))
    twice = [name for name, count in Counter(sample.id for sample in samples).items() if count > 1]
    if twice:
        raise SampleError(f"sample ids are used twice: {', '.join(twice)}. Give each sample an id of its own.")
    return samples


def load_suite(path: Path, name: str) -> tuple[Sample, ...]:
    """The samples of one file; blank lines are skipped. Raises `SampleError` naming file and line."""
    samples = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{path.name} line {number}"
        try:
            samples.append(parse_sample(json.loads(line), suite=name))
        except (ValueError, TypeError, KeyError, AttributeError) as problem:
            raise SampleError(f"{where}: {problem}") from problem
    return tuple(samples)


def parse_sample(entry: Mapping[str, Any], *, suite: str = "") -> Sample:
    """The sample that one JSON object describes. Raises `ValueError` with what is wrong and what is allowed."""
    if not isinstance(entry, dict):
        raise ValueError(f"a sample is a JSON object, found {type(entry).__name__}")
    if missing := REQUIRED - entry.keys():
        raise ValueError(f"missing {', '.join(sorted(missing))}")
    if unknown := entry.keys() - KEYS:
        raise ValueError(f"unknown key {', '.join(sorted(unknown))}; allowed: {', '.join(sorted(KEYS))}")
    day = entry.get("as_of")
    max_chars = entry.get("max_chars")
    if max_chars is not None and (not isinstance(max_chars, int) or max_chars < 1):
        raise ValueError(f"max_chars is a positive integer or null, found {max_chars!r}")
    return Sample(
        id=_word(entry, "id"),
        kind=_word(entry, "kind"),
        question=_word(entry, "question"),
        status=_statuses(entry["status"]),
        history=tuple(_turn(turn) for turn in entry.get("history") or ()),
        as_of=None if day is None else date.fromisoformat(day),
        must=tuple(_words(group, "must") for group in _list(entry, "must")),
        must_not=_words(_list(entry, "must_not"), "must_not"),
        evidence=tuple(EvidenceQuote(_word(one, "notice_id"), _word(one, "quote")) for one in _list(entry, "evidence")),
        max_chars=max_chars,
        suite=suite,
    )


def _word(entry: Mapping[str, Any], key: str) -> str:
    value = entry[key]
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{key} is a text that is not blank, found {value!r}")
    return value


def _list(entry: Mapping[str, Any], key: str) -> list[Any]:
    value = entry.get(key)
    if value is not None and not isinstance(value, list):
        raise ValueError(f"{key} is a list, found {value!r}")
    return value or []


def _words(value: Any, key: str) -> tuple[str, ...]:
    words = [value] if isinstance(value, str) else value
    if not isinstance(words, list) or not all(isinstance(word, str) and word.strip() for word in words):
        raise ValueError(f"{key} holds texts that are not blank, found {value!r}")
    if key == "must" and not words:
        raise ValueError("a group of must is empty and could never be hit")
    return tuple(words)


def _statuses(value: Any) -> tuple[str, ...]:
    statuses = _words(value, "status")
    if not statuses or not STATUSES.issuperset(statuses):
        raise ValueError(f"status accepts {', '.join(sorted(STATUSES))}, found {value!r}")
    return statuses


def _turn(entry: Mapping[str, Any]) -> Turn:
    role = entry["role"]
    if role not in ("user", "assistant"):
        raise ValueError(f"role is user or assistant, found {role!r}")
    return Turn(role=role, content=_word(entry, "content"))

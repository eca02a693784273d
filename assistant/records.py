"""The records that pass from step to step: question → reading → scope → evidence → statements → answer.

All frozen, and all in this one file, long as it is: whoever changes a step sees what goes in and
what comes out. Steps live in `read.py`, `scope.py`, `retrieve.py`, `compose/` and `verify.py`;
what a reader is told for each outcome is in `replies.toml`. Records of notices, clauses
and hits belong to `retrieval`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from retrieval import Hit
from retrieval.values import Value

Status = Literal["answered", "clarify", "not_found", "declined"]

Reason = Literal[
    "not_stated",
    "region_not_held",
    "year_not_held",
    "nothing_held",
    "which_notice",
    "what_is_meant",
    "out_of_scope",
    "other_programme",
    "prompt_injection",
    "no_guarantee",
    "no_fabrication",
    "smalltalk",
    "unverified",
    "failed",
]

Form = Literal["fact", "status", "which", "compare", "calculate", "direction"]

WindowState = Literal["upcoming", "open", "closed", "none"]


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier message of a conversation."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a face hands in. `as_of` is the day on which it is asked; `notice_ids` limits it to some notices."""

    text: str
    history: tuple[Turn, ...]
    as_of: date
    notice_ids: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the asker says of their own case. `organisations` are kinds of `lexicon/organisations.tsv`."""

    amounts: tuple[Value, ...] = ()
    organisations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Aspect:
    """A narrow thing asked for (`aspects.yaml`): only a sentence that `cue` matches can answer it."""

    name: str
    cue: str


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing asked for.

    `bare` is `text` without the names that say which notice is meant; `topics` maps topic ids to
    how strongly they are asked for (1 the strongest); `terms` are
    the content words, each with its expansions; `wants` are the kinds of value an answer
    must hold ("phone", "date"…, "person"), empty when any sentence will do; `measures` the units of the numbers
    that are asked for (岁, 工作日); `listed`: all that
    applies is wanted, not the one sentence that fits best; `organisations` are the kinds it names;
    `intents` are what it may ask for, with probabilities, narrower things than topics among them;
    `carried` are the words among `terms` that an earlier message said, not this one.
    """

    text: str
    bare: str
    topics: Mapping[str, float]
    terms: tuple[tuple[str, tuple[str, ...]], ...]
    form: Form
    wants: frozenset[str] = frozenset()
    measures: frozenset[str] = frozenset()
    listed: bool = False
    aspects: tuple[Aspect, ...] = ()
    organisations: tuple[str, ...] = ()
    carried: frozenset[str] = frozenset()
    intents: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mentions:
    """Which notices a text points to: cities and regions held, places not held, years, notice ids by name.

    `beside` are the places not held that are named in one breath with another ("A和B分别…"): asked for as well.
    """

    regions: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    notices: tuple[str, ...] = ()
    every: bool = False

    def __bool__(self) -> bool:
        """Whether anything points anywhere."""
        return bool(self.regions or self.foreign or self.years or self.notices or self.every)


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as understood: the asks in it, where it points, the asker's case, or why it is turned away."""

    question: Question
    asks: tuple[Ask, ...]
    mentions: Mentions
    circumstances: Circumstances
    turned_away: Reason | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """The notices that are meant. `named` tells whether the asker (or the conversation) named them.

    `reason` is set when what was named is not held; `missing` says what, in the asker's words. Without a reason,
    `missing` are places that were asked for beside the ones that are held.
    """

    notices: tuple[str, ...]
    named: bool
    reason: Reason | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer an ask: its span in the notice's text and what speaks for it.

    `topic` is how well it states the topics asked for, `coverage` the share of the question's content found in
    it and its headings, `alike` the likeness of the question to known phrasings of its clause (each 0 to 1),
    `asked` how likely people ask so about it; `worth` is the weighted sum of the first and of the likeness in
    intents, `strength` with `asked` and the search's ranks, `score` with what the question wants and whom it
    names: they are ranked by it. `share` is how likely it is the one of its notice that answers, if one does.
    """

    notice_id: str
    start: int
    end: int
    section: str
    topic: float
    coverage: float
    asked: float
    alike: float
    worth: float
    strength: float
    score: float
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """Per ask, in the order of `Reading.asks`: candidates of all notices in scope, best first."""

    candidates: tuple[tuple[Candidate, ...], ...]
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim quote: `quote == text[start:end]` of the notice. `marker` is its number in the answer."""

    marker: int
    notice_id: str
    title: str
    document_number: str | None
    section: str
    quote: str
    start: int
    end: int
    url: str | None = None


Operator = Literal["+", "-", "*", "/", "over", "min", "share", "whole", "up", "down", "days", "months", "years"]


@dataclass(frozen=True, slots=True)
class Sum:
    """A shown calculation: `left operator right = result`, numbers in one unit (yuan, percent, days, people).

    A quotient ("/") is rounded up to whole hundreds of yuan: it is what is needed at least; "over" is exact. "share" is
    what percentage of `right` the `left` is, "whole" how many times `right` goes into `left`, "up" and "down" the whole
    number beside `left`; "days", "months" and "years" move a day on. `assistant/sums.py` works them out again.

    Its operands stand in cited quotes, in the question, or are the day; "date" operands are ordinals. `unit` is what
    the result counts (分, 个, %, 元): it may be written in no other. Left empty, it is money, days, percent or people.
    """

    left: Decimal
    operator: Operator
    right: Decimal
    result: Decimal
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim of an answer, in the reader's words, without markers.

    `notice_id` says whose rule it is; `citations` prove it (markers are assigned on rendering);
    `given` are texts it may take values from beside its quotes (the question, the day);
    `sums` show what was worked out. `lead` is a label put before it ("海州…项目"), checked like the rest.
    """

    text: str
    notice_id: str
    citations: tuple[Citation, ...]
    given: tuple[str, ...] = ()
    sums: tuple[Sum, ...] = ()
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """The window that matters most to the asker: the next to close, or the last that closed."""

    state: WindowState
    closes: date | None
    days_left: int | None
    label: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What compose hands to verify: an outcome, its statements, and words around them that claim nothing.

    `before` and `after` are plain sentences from `replies.toml`, free of values; `rows` makes a table of
    the statements: a row per lead when compare asks for one.
    """

    status: Status
    reason: Reason | None = None
    before: str = ""
    statements: tuple[Statement, ...] = ()
    after: str = ""
    follow_ups: tuple[str, ...] = ()
    deadline: Deadline | None = None
    notices: tuple[str, ...] = ()
    table: bool = False


@dataclass(frozen=True, slots=True)
class Withheld:
    """A statement that failed a check, and why; kept in the trace, never shown."""

    statement: Statement
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, rendered by each face in its own way. `text` has markers [1]… for `citations`."""

    status: Status
    reason: Reason | None
    text: str
    citations: tuple[Citation, ...]
    notices: tuple[str, ...]
    deadline: Deadline | None
    follow_ups: tuple[str, ...]
    mode: Literal["extractive", "generative"]
    as_of: date
    answer_id: str
    timing_ms: Mapping[str, float] = field(default_factory=dict)
    withheld: tuple[Withheld, ...] = ()

"""Reckoned: the day that a rule sets from an event of the asker's own ("自收到通知之日起15日内").

The question gives the day of the event; the last day is worked out and shown, with a verdict against the day of asking.
Only where the rule's event and the asker's are of one kind; how both are worded is data (`sums.yaml`). Working days are
not worked out: holidays are not known. Days that a notice itself names are in `status.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.catalogue import View
from assistant.compose.citing import cite, lead_of, prose
from assistant.compose.part import Case, Part
from assistant.language import pattern, table, words
from assistant.records import Candidate, Citation, Operator, Statement, Sum
from assistant.replies import phrase
from assistant.sums import MOVES, day_text, moved
from retrieval.normalise import fold
from retrieval.values import Value, values_in

LOOKED_AT = 8
"""Sentences of a notice, best first, among which the rule is looked for."""

AHEAD = 183
"""Days by which a day told without its year may lie ahead; one further ahead is likely the year before's."""

LEADS = 1.2
"""How many times a rule's score must be that of another one for the same event, with another length of time."""


FEWEST = 2
"""Pairs of characters that an event of no known family must share with the asker's."""


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to the asker: the words around its day, the day, and the day of asking by the question itself."""

    words: str
    day: date
    today: date


@dataclass(frozen=True, slots=True)
class Rule:
    """A sentence that sets a day: `kind` within, barred, valid or after; `alike`: how well its event fits."""

    candidate: Candidate
    kind: str
    span: Value
    alike: int


def reckoned(case: Case) -> Part | None:
    """The last day (or the first) by the rule that reckons from the event whose day the question gives."""
    if not pattern("sums.yaml", "reckoned", "asked").search(case.ask.text):
        return None
    event = event_told(case)
    if event is None or not (case.scope.named or len(case.scope.notices) == 1):
        return None
    told = (_of_notice(case, case.catalogue.view(notice_id), event) for notice_id in case.scope.notices)
    statements = tuple(statement for statement in told if statement is not None)
    return Part(statements=statements) if statements else None


def event_told(case: Case) -> Event | None:
    """The one day of a question that is neither today nor the notice's, None where there is none or more than one."""
    text = case.given[1]
    own: list[tuple[Value, date]] = []
    today = case.day
    for value in values_in(text):
        day = _whole(value, case.day) if value.kind == "date" else None
        if day is None:
            continue
        if pattern("sums.yaml", "reckoned", "today").search(text[: value.start]):
            today = day
        else:
            own.append((value, day))
    if len(own) != 1 or (own[0][1] - today).days > AHEAD:
        return None
    value, day = own[0]
    before, after = (
        re.split("[，。,；;?？!]", text[: value.start])[-1],
        re.split("[，。,；;?？!]", text[value.end :])[0],
    )
    return Event(before + after, day, today)


def _whole(value: Value, asked: date) -> date | None:
    """The day that a value names, in the year of asking where it gives none."""
    norm = value.norm.removeprefix("date:")
    norm = f"{asked.year}{norm[1:]}" if norm.startswith("--") else norm
    return date.fromisoformat(norm) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", norm) else None


def _of_notice(case: Case, view: View, event: Event) -> Statement | None:
    best = [one for one in case.candidates if one.notice_id == view.held.id][:LOOKED_AT]
    rules = sorted(
        (rule for one in best for rule in _rules(view, one, event) if _is_asked(case, rule)),
        key=lambda rule: (rule.alike, rule.candidate.score),
        reverse=True,
    )
    if not rules or _rivals(rules):
        return None
    return _statement(case, view, event, rules[0])


def _is_asked(case: Case, rule: Rule) -> bool:
    return rule.kind != "after" or _asks(case.ask.text, "from_when")


def _rivals(rules: list[Rule]) -> bool:
    """Whether another rule fits as well and sets another day."""
    first = rules[0]
    others = (rule for rule in rules[1:] if rule.alike == first.alike and rule.span.norm != first.span.norm)
    return any(rule.candidate.score * LEADS > first.candidate.score for rule in others)


def _rules(view: View, candidate: Candidate, event: Event) -> Iterator[Rule]:
    text = re.sub(r"\s+", "", fold(view.held.text[candidate.start : candidate.end]))
    for kind in ("valid", "after", "within"):
        for expression in table("sums.yaml")["reckoned"][kind]:
            for match in re.finditer(expression, text):
                span = [value for value in values_in(match["span"]) if value.kind == "count"]
                alike = _alike(match["event"], event.words)
                if len(span) == 1 and span[0].number is not None and alike:
                    barred = pattern("sums.yaml", "reckoned", "barred").search(text[match.end("span") :])
                    yield Rule(candidate, "barred" if kind == "within" and barred else kind, span[0], alike)
                    return


def _alike(ruled: str, told: str) -> int:
    """How much two events have in common, 0 when they are not one: families of words, and telling pairs of characters.

    Each family that the rule's event is of must be the asker's: 申请截止 is no 提交申请. An event of no known
    family needs two pairs.
    """
    families = [family for family in table("sums.yaml")["reckoned"]["events"] if re.search(family, ruled)]
    if not all(re.search(family, told) for family in families):
        return 0
    pairs = {ruled[at : at + 2] for at in range(len(ruled) - 1)} - words("sums.yaml", "reckoned", "idle")
    shared = sum(1 for pair in pairs if pair in told)
    return len(families) + shared if families or shared >= FEWEST else 0


def _statement(case: Case, view: View, event: Event, rule: Rule) -> Statement:
    stated = re.sub(r"[。；;，,]+$", "", prose(view.held.text[rule.candidate.start : rule.candidate.end]))
    lead, proof = lead_of(view)
    citations = (cite(view, rule.candidate.start, rule.candidate.end), *proof)
    given = (*case.given, day_text(event.today), day_text(case.day))
    move: Operator | None = MOVES.get(rule.span.unit)
    if move is None or rule.span.number is None or rule.span.number != int(rule.span.number):
        shown = f"{stated}。" + (
            phrase("working_days") if pattern("sums.yaml", "reckoned", "working_days").search(rule.span.text) else ""
        )
        return Statement(shown, view.held.id, citations, given=given, lead=lead)
    last = moved(event.day, move, int(rule.span.number))
    left, result = Decimal(event.day.toordinal()), Decimal(last.toordinal())
    sums = [Sum(left, move, rule.span.number, result)]
    said = {"rule": stated, "day": day_text(event.day), "span": rule.span.text, "last": day_text(last)}
    shown = phrase(f"reckoned_{rule.kind}", **said)
    text = case.given[1]
    if _asks(text, "verdict") and not _asks(text, "supposed"):
        shown += _verdict(rule.kind, last, event.today)
    excepted = _exception(view, rule)
    if excepted is not None:
        shown += phrase("excepted", rule=re.sub(r"[。；;，,]+$", "", prose(excepted.quote)))
        citations = (*citations, excepted)
    return Statement(shown, view.held.id, citations, given=given, sums=tuple(sums), lead=lead)


def _exception(view: View, rule: Rule) -> Citation | None:
    """The sentence right behind the rule, in its clause, that frees some of it."""
    behind = next((unit for unit in view.units if unit.start >= rule.candidate.end), None)
    if behind is None or behind.section != rule.candidate.section:
        return None
    frees = pattern("sums.yaml", "reckoned", "frees").search(behind.body)
    return cite(view, behind.start, behind.end) if frees else None


def _asks(text: str, name: str) -> bool:
    return bool(pattern("sums.yaml", "reckoned", name).search(text))


def _verdict(kind: str, last: date, today: date) -> str:
    """How the day of asking stands to the day worked out."""
    over = today > last
    if kind == "after":
        name = "reckoned_early" if today < last else "reckoned_reached"
    elif kind == "within":
        name = "reckoned_over" if over else "reckoned_last" if today == last else "reckoned_open"
    else:
        name = "reckoned_ended" if over else "reckoned_running"
    return phrase(name, today=day_text(today))

"""Compose: statements that answer, in the notices' own words or worked out from them.

Fourth step of the flow. Each composer answers one kind of ask or returns None; `COMPOSERS` lists
them in the order in which they are tried, `quote` last. Nothing here is shown before `verify.py`
has checked it. To add a kind of answer: a file with one composer, appended to the list.
"""

from __future__ import annotations

from assistant.catalogue import Catalogue
from assistant.compose.compare import compare
from assistant.compose.decline import declined, follow_ups, lists_no_such, not_held, not_stated, unheld_programme
from assistant.compose.direction import direction
from assistant.compose.head import head
from assistant.compose.judge import judge
from assistant.compose.naming import name_of
from assistant.compose.outline import outline
from assistant.compose.part import Case, Composer, Part
from assistant.compose.quote import quote
from assistant.compose.roll import roll
from assistant.compose.shelf import shelf
from assistant.compose.status import status
from assistant.compose.sums.added_up import added_up
from assistant.compose.sums.by_grade import by_grade
from assistant.compose.sums.by_parts import by_parts
from assistant.compose.sums.calculate import calculate
from assistant.compose.sums.classed import classed
from assistant.compose.sums.grant_sums import first_payment, needed_total, total_of_years
from assistant.compose.sums.instalments import instalments
from assistant.compose.sums.of_things import of_things
from assistant.compose.sums.own_funds import own_funds
from assistant.compose.sums.per_unit import per_unit
from assistant.compose.sums.portion import portion
from assistant.compose.sums.reckoned import reckoned
from assistant.compose.sums.shares import shares
from assistant.compose.sums.short_of import short_of
from assistant.compose.sums.tier_sum import tier_sum
from assistant.compose.validity import validity
from assistant.compose.windows import deadline_of
from assistant.reading.topics import topics_of
from assistant.records import Ask, Citation, Draft, Evidence, Reading, Scope, Statement
from assistant.replies import phrase, reply
from retrieval.lexicon import lexicon

COMPOSERS: tuple[Composer, ...] = (
    shelf,
    head,
    reckoned,
    added_up,
    validity,
    compare,
    judge,
    portion,
    status,
    instalments,
    first_payment,
    needed_total,
    total_of_years,
    own_funds,
    tier_sum,
    by_grade,
    of_things,
    short_of,
    by_parts,
    classed,
    calculate,
    per_unit,
    shares,
    outline,
    roll,
    direction,
    quote,
)

SURELY = 0.5
"""A topic asked for with this probability is also told to be missing beside an answer on another."""

TOO_MANY = 5
"""When more notices than this would answer a question that names none, it is asked back which is meant."""


def compose(reading: Reading, scope: Scope, evidence: Evidence, catalogue: Catalogue) -> Draft:
    """The draft of an answer to all asks of `reading`."""
    if reading.turned_away is not None:
        return declined(reading, catalogue)
    if scope.reason is not None:
        return not_held(scope, catalogue)
    outside = unheld_programme(reading, scope, catalogue)
    if outside is not None:
        return outside
    parts = [
        (
            ask,
            _part(
                Case(
                    ask,
                    candidates,
                    scope,
                    reading.circumstances,
                    reading.question.as_of,
                    reading.question.text,
                    catalogue,
                )
            ),
        )
        for ask, candidates in zip(reading.asks, evidence.candidates, strict=True)
    ]
    if not any(part and part.statements for _, part in parts):
        return not_stated(reading, scope, catalogue)
    return _merged(parts, reading, scope, catalogue)


def _part(case: Case) -> Part | None:
    return next((part for composer in COMPOSERS if (part := composer(case)) is not None), None)


def _merged(parts: list[tuple[Ask, Part | None]], reading: Reading, scope: Scope, catalogue: Catalogue) -> Draft:
    statements: list[Statement] = []
    before, after = "", ""
    missing = reply("region_not_held", missing="、".join(scope.missing)) if scope.missing else ""
    for ask, part in parts:
        if part is None or not part.statements:
            label = catalogue.view(scope.notices[0]).card.label if len(scope.notices) == 1 else phrase("these_notices")
            told = _also_missing(ask, scope, label, catalogue)
            after += told if told not in after else ""
            continue
        statements.extend(part.statements)
        after += _silence(ask, part, catalogue)
        before, after = before or part.before, after + part.after
    statements = _told_once(statements)
    notices = tuple(dict.fromkeys(statement.notice_id for statement in statements))
    if not scope.named and len(notices) > TOO_MANY:
        return _ask_back(notices, catalogue)
    asked = " ".join(ask.text for ask in reading.asks)
    deadline = deadline_of(catalogue.view(notices[0]), reading.question.as_of, asked) if len(notices) == 1 else None
    return Draft(
        status="answered",
        before=before,
        statements=tuple(statements),
        after=after + missing,
        follow_ups=follow_ups(reading, notices, catalogue),
        deadline=deadline,
        notices=notices,
    )


def _told_once(statements: list[Statement]) -> list[Statement]:
    """Statements without those that another tells as well: the same, or one whose words and quotes it holds."""
    distinct = list(dict.fromkeys(statements))
    return [one for one in distinct if not any(other != one and _tells(other, one) for other in distinct)]


def _tells(other: Statement, one: Statement) -> bool:
    quoted = all(any(_covers(their, own) for their in other.citations) for own in one.citations)
    return quoted and one.text.rstrip("。") in other.text and one.notice_id == other.notice_id


def _covers(their: Citation, own: Citation) -> bool:
    return their.notice_id == own.notice_id and their.start <= own.start and own.end <= their.end


def _also_missing(ask: Ask, scope: Scope, label: str, catalogue: Catalogue) -> str:
    """What is said of an ask that nothing answers beside one that is answered."""
    if lists_no_such(ask, [catalogue.view(notice_id) for notice_id in scope.notices]):
        return phrase("direction_none", label=label)
    return phrase("also_not_stated", topic=name_of(ask), label=label)


def _silence(ask: Ask, part: Part, catalogue: Catalogue) -> str:
    """What is said beside an answer on topics also asked for on which its one notice is known to be silent."""
    notices = {statement.notice_id for statement in part.statements}
    if len(notices) != 1 or any(statement.sums for statement in part.statements):
        return ""
    card = catalogue.view(*notices).card
    named = topics_of(ask.bare)
    silent = [topic for topic in card.silent if topic in named and ask.intents.get(topic, 0.0) >= SURELY]
    known = lexicon().topics
    return "".join(phrase("also_not_stated", topic=known[topic].name, label=card.label) for topic in silent)


def _ask_back(notices: tuple[str, ...], catalogue: Catalogue) -> Draft:
    choices = tuple(phrase("choice", label=catalogue.view(notice_id).card.label) for notice_id in notices[:TOO_MANY])
    return Draft(
        status="clarify", reason="which_notice", before=reply("which_notice"), follow_ups=choices, notices=notices
    )


__all__ = ["COMPOSERS", "compose"]

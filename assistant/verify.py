"""Verify: check an answer's statements against the clauses they cite, before anyone sees them.

In the flow: read, scope, retrieve, compose, VERIFY. The checks are exact and need no model, so
the built-in answerer and a language model pass through the same door. A statement that fails
is replaced by the clause itself; if even that fails, it is withheld.

To add a check: write a function that takes a `Statement` and the catalogue and returns its problems,
and append it to `CHECKS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from assistant.catalogue import Catalogue
from assistant.compose.citing import prose
from assistant.language import any_of, table
from assistant.reading.mentions import places_in
from assistant.records import Citation, Draft, Statement, Withheld
from assistant.sums import adds_up, dated, results_of
from retrieval.normalise import fold
from retrieval.values import Value, supports, values_in

Check = Callable[[Statement, Catalogue], tuple[str, ...]]


def verify(draft: Draft, catalogue: Catalogue) -> tuple[Draft, tuple[Withheld, ...]]:
    """The draft with only statements that pass every check, and those that were withheld with the reasons."""
    kept: list[Statement] = []
    withheld: list[Withheld] = []
    for statement in draft.statements:
        problems = problems_of(statement, catalogue)
        if problems:
            withheld.append(Withheld(statement, problems))
        shown = as_clause(statement) if problems else statement
        if shown not in kept and not (problems and problems_of(shown, catalogue)):
            kept.append(shown)
    return replace(draft, statements=tuple(kept)), tuple(withheld)


def problems_of(statement: Statement, catalogue: Catalogue) -> tuple[str, ...]:
    """What is wrong with a statement, by all checks; empty when it may be shown."""
    return tuple(problem for check in CHECKS for problem in check(statement, catalogue))


def as_clause(statement: Statement) -> Statement:
    """The statement replaced by the clauses it cites, in their own words."""
    text = "".join(prose(citation.quote) for citation in statement.citations)
    return replace(statement, text=text, given=(), sums=())


def uncited(statement: Statement, catalogue: Catalogue) -> tuple[str, ...]:
    """No statement without a citation."""
    return () if statement.citations else ("cites nothing",)


def untrue_quotes(statement: Statement, catalogue: Catalogue) -> tuple[str, ...]:
    """A quote is the notice's own characters at its offsets."""
    return tuple(
        f"not verbatim: {citation.quote[:40]!r}"
        for citation in statement.citations
        if not _verbatim(citation, catalogue)
    )


def other_notices(statement: Statement, catalogue: Catalogue) -> tuple[str, ...]:
    """A statement about one notice rests on that notice's clauses alone."""
    return tuple(
        f"cites {citation.notice_id} for a rule of {statement.notice_id}"
        for citation in statement.citations
        if citation.notice_id != statement.notice_id
    )


def unsupported_values(statement: Statement, catalogue: Catalogue) -> tuple[str, ...]:
    """Every value stands in a cited quote, in what was given, or is the result of a shown sum whose operands do."""
    quoted = _values(*(citation.quote for citation in statement.citations))
    given = dated(_values(*statement.given))
    problems = [f"wrong sum: {shown}" for shown in statement.sums if not adds_up(shown)]
    worked = results_of(statement.sums, (*quoted, *given))
    evidence = (*quoted, *given, *worked)
    claimed = (*values_in(statement.lead), *values_in(statement.text))
    problems.extend(f"value not in its citations: {value.text}" for value in claimed if not supports(evidence, value))
    return tuple(problems)


def unsupported_names(statement: Statement, catalogue: Catalogue) -> tuple[str, ...]:
    """Titles in quotation marks, Latin words and places stand in a cited quote, in the lead or in what was given."""
    known = fold("".join((*(citation.quote for citation in statement.citations), *statement.given, statement.lead)))
    known = re.sub(r"\s+", "", known)
    names = [match.group(1) for match in re.finditer(r"[《“]([^》”]+)[》”]", statement.text)]
    names.extend(match.group() for match in re.finditer(r"[A-Za-z][A-Za-z0-9\-]+", statement.text))
    names.extend(name for name, _ in places_in(fold(statement.text)))
    return tuple(f"name not in its citations: {name}" for name in names if re.sub(r"\s+", "", fold(name)) not in known)


def dropped_conditions(statement: Statement, catalogue: Catalogue) -> tuple[str, ...]:
    """A statement in words of our own keeps the conditions of the sentences it takes values from.

    A statement that says a quote whole keeps them by itself; one with sums shows the bounds it applied.
    """
    text = fold(statement.text)
    problems = []
    for citation in statement.citations:
        quote = fold(prose(citation.quote))
        if quote in text or statement.sums or not _takes_value(statement, citation):
            continue
        for forms in table("wording.yaml")["conditions"]:
            expression = any_of(forms)
            if expression.search(quote) and not expression.search(text):
                problems.append(f"condition dropped: {'/'.join(forms)}")
    return tuple(problems)


CHECKS: tuple[Check, ...] = (
    uncited,
    untrue_quotes,
    other_notices,
    unsupported_values,
    unsupported_names,
    dropped_conditions,
)


def _verbatim(citation: Citation, catalogue: Catalogue) -> bool:
    if citation.notice_id not in catalogue.ids:
        return False
    text = catalogue.view(citation.notice_id).held.text
    return bool(citation.quote.strip()) and text[citation.start : citation.end] == citation.quote


def _values(*texts: str) -> tuple[Value, ...]:
    return tuple(value for text in texts for value in values_in(text))


def _takes_value(statement: Statement, citation: Citation) -> bool:
    claimed = values_in(statement.text)
    quoted = values_in(citation.quote)
    return any(supports(quoted, value) for value in claimed)

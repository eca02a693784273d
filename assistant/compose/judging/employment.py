"""Employment: where the asker's leader is employed or insured, against a rule that it be with the applicant."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalogue import View
from assistant.compose.judging.bounds import limits_in
from assistant.compose.judging.ruling import Ruling, rules_of
from assistant.compose.judging.told import Told, expression
from assistant.language import table
from assistant.replies import phrase
from retrieval import Fact
from retrieval.normalise import fold


def employment(told: Told, view: View) -> Iterator[Ruling]:
    """Rules that a leader be on the applicant's staff, for one who is said to be elsewhere, or on it."""
    elsewhere = expression("employed_elsewhere").search(told.text)
    here = expression("employed_here").search(told.text)
    if not elsewhere and not here:
        return
    for fact in rules_of(view):
        if not expression("employed_rule").search(fold(fact.quote.text)) or _bounds_time(fact):
            continue
        if elsewhere:
            yield Ruling(fact.quote, "unmet", phrase("judge_employed_elsewhere"))
        else:
            yield Ruling(fact.quote, "met", phrase("judge_employed_here"))


def _bounds_time(fact: Fact) -> bool:
    """Whether a rule asks for how long somebody has been insured or employed: left to `amounts`."""
    return any(limit.value.unit in table("judging.yaml")["months"] for limit in limits_in(fact))

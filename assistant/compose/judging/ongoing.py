"""Projects in progress: a rule against them, and a project of the asker's that runs or is finished."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalogue import View
from assistant.compose.judging.ruling import Ruling, rules_of
from assistant.compose.judging.told import Told, denied, expression
from assistant.language import pattern, table, words
from assistant.replies import phrase
from retrieval import Fact
from retrieval.normalise import fold


def ongoing(told: Told, view: View) -> Iterator[Ruling]:
    """Rules that shut out those with a project in progress, for a case that tells of a project running or finished."""
    found = list(pattern("judging.yaml", "ongoing").finditer(told.text))
    none = bool(found) and all(denied(told.text, match.start()) for match in found)
    running = bool(found) and not none
    finished = bool(pattern("judging.yaml", "finished").search(told.text)) and not running
    if not running and not finished and not none:
        return
    rules = [fact for fact in rules_of(view) if _forbids(fact, told)]
    named = [fact for fact in rules if _named(fold(fact.quote.text), told.text, view)]
    for fact in named or rules:
        of_leader = bool(expression("of_leader").search(fact.quote.text))
        if none:
            yield Ruling(fact.quote, "met", phrase("judge_no_ongoing"))
        elif finished:
            yield Ruling(fact.quote, "free", phrase("judge_finished"))
        elif of_leader or fact in named:
            yield Ruling(fact.quote, "unmet", phrase("judge_ongoing"))
        else:
            yield Ruling(fact.quote, "open", phrase("judge_ongoing_open"))


def _forbids(fact: Fact, told: Told) -> bool:
    """Whether a rule shuts out one like the asker: a leader or an organisation, with a like project or any."""
    rule = fold(fact.quote.text)
    if not expression("ongoing_rule").search(rule) or not expression("forbidden").search(rule):
        return False
    if expression("alike_rule").search(rule) and not expression("alike_told").search(told.text):
        return False
    leads = expression("leads").search(told.text) or told.organisations == ("individual",)
    return bool(expression("of_leader").search(rule)) == bool(leads)


def _named(rule: str, text: str, view: View) -> bool:
    """Whether the asker's words name a programme of the rule, not the notice's own name or place."""
    size: int = table("judging.yaml")["programme_word"]
    own = {fold(name) for name in (*view.names, *view.card.region_names)}
    runs = {rule[at : at + size] for at in range(len(rule) - size + 1)}
    shared = [text[at : at + size] for at in range(len(text) - size + 1) if text[at : at + size] in runs]
    common = words("judging.yaml", "said_of_any_project")
    return any(run not in common and not any(run in name for name in own) for run in shared)

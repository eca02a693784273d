"""Decline: what is said when nothing is answered, and where to turn instead.

The sentences are in `replies.toml`. A notice that is silent is named, and its contact is offered
where it gives one; another notice's rule is never offered in its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from assistant.catalogue import Catalogue, View
from assistant.compose.citing import cite_quote, prose
from assistant.compose.fields import directions
from assistant.compose.naming import topic_of
from assistant.compose.shelf import labels
from assistant.language import words
from assistant.reading.topics import ASKED
from assistant.reading.turned_away import in_field, other_programme
from assistant.records import Ask, Draft, Reading, Scope, Statement, Status
from assistant.replies import phrase, reply
from retrieval.lexicon import lexicon

MOST_FOLLOW_UPS, MOST_CHOICES = 3, 6
MOST_CONTACTS = 2

OFFICIAL = 4
"""Characters of an official term from which a notice that is named by it is on the matter."""

ELSEWHERE = 0.15
"""Probability of another office's business from which its name is taken for what is asked."""


def declined(reading: Reading, catalogue: Catalogue) -> Draft:
    """The draft for a message that is turned away, with questions that would be answered."""
    reason = reading.turned_away or "out_of_scope"
    status: Status = "clarify" if reason == "what_is_meant" else "declined"
    return Draft(status=status, reason=reason, before=reply(reason), follow_ups=_examples(catalogue))


def not_held(scope: Scope, catalogue: Catalogue) -> Draft:
    """The draft when what was named is not held: what was missed, and what is held."""
    reason = scope.reason or "nothing_held"
    text = reply(reason, missing="、".join(scope.missing))
    if catalogue.ids:
        text += phrase("held", held=labels(catalogue))
    return Draft(status="not_found", reason=reason, before=text, follow_ups=_examples(catalogue))


def unheld_programme(reading: Reading, scope: Scope, catalogue: Catalogue) -> Draft | None:
    """The draft for a programme outside ours (人才公寓…) that no notice in scope speaks of; None when none is named."""
    other = other_programme(" ".join(ask.text for ask in reading.asks))
    if (
        other is None
        or not any(_may_be_elsewhere(ask) for ask in reading.asks)
        or any(_speaks_of(catalogue.view(notice_id), other) for notice_id in scope.notices)
    ):
        return None
    return Draft(status="declined", reason="other_programme", before=reply("other_programme", missing=other))


def _speaks_of(view: View, other: str) -> bool:
    """Whether a notice holds the name of a programme, or is named by the official term for it (高企补贴)."""
    official = (term for term in lexicon().expansions(other) if len(term) >= OFFICIAL)
    return other in view.held.text or any(term in name for term in official for name in view.names)


def _may_be_elsewhere(ask: Ask) -> bool:
    """Whether an ask may be about another office's business: "公司注册在…" is not about registering a company."""
    return sum(ask.intents.get(intent, 0.0) for intent in words("turned_away.yaml", "elsewhere")) >= ELSEWHERE


def not_stated(reading: Reading, scope: Scope, catalogue: Catalogue) -> Draft:
    """The draft when no notice in scope states what is asked: said plainly, with a contact where one is named."""
    if _asks_nothing(reading) and (reading.mentions or in_field(" ".join(ask.text for ask in reading.asks))):
        choices = tuple(question for notice_id in scope.notices for question in _questions(catalogue.view(notice_id)))
        return Draft("clarify", "what_is_meant", before=reply("what_is_meant"), follow_ups=choices[:MOST_CHOICES])
    text = " ".join(ask.text for ask in reading.asks)
    topics = [topic for ask in reading.asks for topic, strength in ask.topics.items() if strength >= ASKED]
    if not topics and not in_field(text) and not reading.mentions:
        return Draft(
            status="declined", reason="out_of_scope", before=reply("out_of_scope"), follow_ups=_examples(catalogue)
        )
    views = [catalogue.view(notice_id) for notice_id in scope.notices]
    label = f"“{views[0].card.label}”" if len(views) == 1 else phrase("these_notices")
    name = next(filter(None, map(topic_of, reading.asks)), phrase("that"))
    contacts = contact_of(views[0]) if len(views) == 1 and "contact" not in topics[:1] else ()
    said = reply("not_stated", label=label, topic=name)
    if reading.asks and lists_no_such(reading.asks[0], views):
        said = phrase("direction_none", label=label)
    return Draft(
        status="not_found",
        reason="not_stated",
        before=said + (phrase("contact") if contacts else ""),
        statements=contacts,
        notices=scope.notices if len(views) == 1 else (),
        follow_ups=_examples(catalogue),
    )


def lists_no_such(ask: Ask, views: Sequence[View]) -> bool:
    """Whether a direction is asked for and directions are listed: then none of them fits, not that there are none."""
    asked = next((topic for topic, strength in ask.topics.items() if strength >= ASKED), "")
    return asked == "direction" and any(directions(view) for view in views)


def contact_of(view: View) -> tuple[Statement, ...]:
    """Statements that quote whom the notice names for questions."""
    facts = [fact for fact in view.card.of_topic("contact") if any(char.isdigit() for char in fact.quote.text)]
    return tuple(
        Statement(prose(fact.quote.text), view.held.id, (cite_quote(view, fact.quote),))
        for fact in facts[:MOST_CONTACTS]
    )


def follow_ups(reading: Reading, notices: tuple[str, ...], catalogue: Catalogue) -> tuple[str, ...]:
    """Questions that lead on: topics near the one asked that the answering notice does state."""
    if not notices or not reading.asks:
        return ()
    view = catalogue.view(notices[0])
    known = lexicon().topics
    asked = {topic for ask in reading.asks for topic in ask.topics}
    near = [topic for first in list(asked)[:2] for topic in known[first].near]
    stated = view.stated - asked
    wanted = [topic for topic in dict.fromkeys((*near, "deadline", "cap", "applicant")) if topic in stated]
    return tuple(
        phrase("follow_up", label=view.card.label, topic=known[topic].name) for topic in wanted[:MOST_FOLLOW_UPS]
    )


def _asks_nothing(reading: Reading) -> bool:
    """Whether a message names at most a notice: no topic, no word with content."""
    topics = any(strength >= ASKED for ask in reading.asks for strength in ask.topics.values())
    return not topics and not any(len(word) > 1 for ask in reading.asks for word, _ in ask.terms)


def _questions(view: View) -> tuple[str, ...]:
    """What people ask of a notice first, as far as it states it."""
    known = lexicon().topics
    stated = {fact.topic for fact in view.card.facts}
    first = [topic for topic in ("deadline", "cap", "applicant", "direction") if topic in stated]
    return tuple(phrase("follow_up", label=view.card.label, topic=known[topic].name) for topic in first[:2])


def _examples(catalogue: Catalogue) -> tuple[str, ...]:
    """Questions about the notices held that would be answered, from their cards."""
    known = lexicon().topics
    firsts = ((view, _first_topic(view)) for view in catalogue.views())
    examples = (phrase("follow_up", label=view.card.label, topic=known[topic].name) for view, topic in firsts if topic)
    return tuple(islice(examples, MOST_FOLLOW_UPS))


def _first_topic(view: View) -> str | None:
    return next((fact.topic for fact in view.card.facts if fact.topic in ("deadline", "cap", "applicant")), None)

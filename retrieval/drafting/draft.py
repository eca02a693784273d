"""Draw up the card of a notice that nobody has reviewed.

Where a notice has no card.yaml: `taking_in.py` calls `draft_card` with the notice's clauses.
Everything on the card is read from the text with its quote, and the card says that it was
drafted. What words mean is in `lexicon/`; each step below has a file of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from retrieval.card import Card, Fact, Named
from retrieval.clause import Clause
from retrieval.drafting.classes import directions_of
from retrieval.drafting.contacts import contact_facts
from retrieval.drafting.facts import facts_in
from retrieval.drafting.head import Head, head_of
from retrieval.drafting.programme import programme_of
from retrieval.drafting.said import Said, said_in
from retrieval.drafting.windows import Calendar
from retrieval.passage import Passage

_MAX_SENTENCE = 2000
_READ_ELSEWHERE = frozenset(("contact", "system_support"))


def draft_card(notice_id: str, text: str, clauses: Sequence[Clause], passages: Sequence[Passage]) -> Card:
    """The card that the notice's own words give: head, and facts with verbatim quotes, `reviewed` False.

    Precise before complete: a date, an amount or a share becomes a fact only where the words
    around it say what it is. `passages` are not needed yet; callers have them at hand.
    """
    head = head_of(text, clauses)
    about = programme_of(head)
    said = [one for one in said_in(text, clauses) if _is_read(one, head)]
    calendar = Calendar(_day(head.published), int(head.year.value) if head.year else None)
    facts = [fact for one in said for fact in facts_in(one, calendar) if fact.topic not in _READ_ELSEWHERE]
    contacts = tuple(contact_facts(text))
    facts = [fact for fact in facts if not _says_no_more(fact, contacts)]
    facts += [*contacts, *directions_of(text, clauses)]
    return Card(
        notice_id=notice_id,
        reviewed=False,
        label=about.label,
        title=head.title,
        issuers=head.issuers,
        document_number=head.document_number,
        region=about.region,
        region_names=about.region_names,
        year=head.year,
        programme=about.programme,
        programme_names=about.names,
        published=head.published,
        facts=_in_order(facts),
    )


def _is_read(said: Said, head: Head) -> bool:
    """Whether a sentence is of the body: below the title, in no form or table, of a length that people write."""
    below = head.title.quote is None or said.start >= head.title.quote.end
    return below and said.zone == "body" and len(said.text) <= _MAX_SENTENCE


def _says_no_more(fact: Fact, contacts: Iterable[Fact]) -> bool:
    """Whether a fact is a contact's once more, with a word or two around it."""
    start, end = fact.quote.start, fact.quote.end
    same = (one.quote for one in contacts if one.topic == fact.topic)
    return any(start <= one.start and one.end <= end <= one.end + 2 and one.start - start < 8 for one in same)


def _day(published: Named | None) -> date | None:
    try:
        return date.fromisoformat(published.value) if published else None
    except ValueError:
        return None


def _in_order(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Facts in the order of the text, each once."""
    unique = dict.fromkeys(facts)
    return tuple(sorted(unique, key=lambda fact: (fact.quote.start, fact.quote.end)))

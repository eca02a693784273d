"""Read: what is asked, about which notices, in whose case, and whether it is ours to answer.

First step of the flow. Parts are in `reading/`; the words of questions are in `forms.yaml` and
`retrieval/lexicon/`. Whether a notice answers is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.catalogue import Catalogue
from assistant.language import pattern, table, words
from assistant.reading.circumstances import circumstances_of, organisations_in
from assistant.reading.conversation import Understood, completed
from assistant.reading.measures import measures_asked
from assistant.reading.mentions import within_regions, without_names
from assistant.reading.pieces import Piece, pieces_of
from assistant.reading.sense import makes_sense
from assistant.reading.terms import terms_of
from assistant.reading.topics import intents_of, topics_among, topics_of
from assistant.reading.turned_away import attempt_in, in_field, is_steering, turned_away
from assistant.records import Ask, Aspect, Circumstances, Form, Mentions, Question, Reading, Reason
from assistant.stated.designators import designators_in
from retrieval.lexicon import lexicon
from retrieval.normalise import normalise_question

BACKGROUND = 0.3
"""How much a topic counts that only the background of a question names."""

OWN_TOPIC, OWN_WORDS = 0.6, 0.2
"""How much a follow-up's own words say of what it asks, with and without a topic named in them."""

OF_DIRECTION = 0.3
"""How likely, beside the likeliest intent, a direction must be asked for where the words are those of a look-up."""

SURELY_NOT_OURS = 0.8
"""Probability of what is none of our business from which a message without our words is turned away."""

MAY_ASK = 0.1
"""From this probability on an intent may be what is asked."""

LESS = 0.8
"""How much a topic counts whose clauses hold no value of the wanted kind beside one whose clauses do."""


def read(question: Question, catalogue: Catalogue) -> Reading:
    """The question as understood; turned away when it is steering, off our field or mere talk."""
    text = normalise_question(question.text)
    honest = _honest(text, catalogue)
    reason = turned_away(text, topical=bool(topics_of(text))) or _none_of_ours(text) or _attempt(text, catalogue)
    if reason is not None and (reason != "prompt_injection" or not honest):
        return Reading(question, (), Mentions(), Circumstances(), turned_away=reason)
    if not question.history and not makes_sense(honest or text, catalogue):
        return Reading(question, (), Mentions(), Circumstances(), turned_away="what_is_meant")
    earlier = [turn.content for turn in question.history if turn.role == "user"]
    understood = completed(honest or text, earlier, catalogue)
    asks = tuple(_ask(piece, catalogue, understood) for piece in pieces_of(understood.text))
    return Reading(question, asks, understood.mentions, circumstances_of(understood.text))


def _none_of_ours(text: str) -> Reason | None:
    """Whether a message is surely none of our business (a poem, the weather), by its likeness to others."""
    if topics_of(text) and in_field(text):
        return None
    intents = intents_of(text)
    told = sum(intents.get(intent, 0.0) for intent in words("turned_away.yaml", "none_of_ours"))
    return "out_of_scope" if told >= SURELY_NOT_OURS else None


def _honest(text: str, catalogue: Catalogue) -> str:
    """What is left to answer of a message that also tries to steer or cheat: its other pieces that ask for a topic."""
    pieces = [piece.text for piece in pieces_of(text)]
    honest = [piece for piece in pieces if not is_steering(piece) and _attempt(piece, catalogue) is None]
    if not is_steering(text) and len(honest) == len(pieces):
        return text
    return "。".join(piece for piece in honest if topics_of(piece))


def _attempt(text: str, catalogue: Catalogue) -> Reason | None:
    """What a message tries to get of the assistant beside answers, by its likeness to others: all its pieces try."""
    tried = [attempt_in(without_names(piece.text, catalogue)) for piece in pieces_of(text)]
    return tried[0] if tried and all(tried) else None


def _ask(piece: Piece, catalogue: Catalogue, understood: Understood) -> Ask:
    text = piece.text
    around = without_names(piece.background, catalogue)
    before = without_names(piece.before, catalogue)
    own = without_names(text, catalogue)
    bare = _of_class(own, around)
    fresh = understood.fresh
    intents = _continued(understood) if fresh else intents_of(bare)
    form = _form(text, intents)
    if form in ("compare", "which"):
        intents = _without_comparing(intents)
    wants = _wants(bare, intents)
    topics = _most_specific(topics_among(intents), wants)
    if not topics:
        topics = {
            topic: BACKGROUND * weight for topic, weight in topics_among(intents_of(f"{around} {before}")).items()
        }
    whole = f"{bare} {around} {before}"
    terms = terms_of(whole, within_regions(whole, catalogue))
    said = fresh or f"{bare} {around}"
    return Ask(
        text=text,
        bare=bare,
        topics=topics,
        terms=terms,
        form=form,
        wants=wants,
        measures=measures_asked(bare),
        listed=bool(pattern("forms.yaml", "list").search(bare)),
        aspects=_aspects(bare),
        organisations=organisations_in(f"{text} {piece.background} {piece.before}"),
        intents=intents,
        carried=frozenset(word for word, _ in terms if word not in said),
    )


def _of_class(text: str, context: str) -> str:
    """`text` with the one class that its context names and it does not ("重点类的，人要多少" is about 重点类)."""
    own = designators_in(text)
    named = [classes for family, classes in designators_in(context).items() if family not in own]
    return " ".join((*(one for classes in named if len(classes) == 1 for one in classes), text))


def _continued(understood: Understood) -> Mapping[str, float]:
    """Intents of a message that goes on with an earlier one: mostly those of the earlier, unless it names a topic."""
    own = OWN_TOPIC if topics_of(understood.fresh) else OWN_WORDS
    fresh, kept = intents_of(understood.fresh), intents_of(understood.kept)
    mixed = {i: own * fresh.get(i, 0.0) + (1 - own) * kept.get(i, 0.0) for i in dict.fromkeys((*fresh, *kept))}
    return dict(sorted(mixed.items(), key=lambda item: -item[1]))


def _form(text: str, intents: Mapping[str, float]) -> Form:
    forms: dict[Form, object] = table("forms.yaml")["forms"]
    fitting = (form for form in forms if pattern("forms.yaml", "forms", form).search(text))
    looked_up = not pattern("forms.yaml", "not_direction").search(text) and _may_be_direction(intents)
    return next((form for form in fitting if form != "direction" or looked_up), "fact")


def _may_be_direction(intents: Mapping[str, float]) -> bool:
    topics = topics_among(intents)
    return not topics or topics.get("direction", 0.0) >= OF_DIRECTION


def _without_comparing(intents: Mapping[str, float]) -> Mapping[str, float]:
    """Intents without that of comparing itself: what is compared is what is asked for."""
    left = {intent: share for intent, share in intents.items() if intent not in words("forms.yaml", "comparing")}
    total = sum(left.values()) or 1.0
    return {intent: share / total for intent, share in left.items()}


def _most_specific(topics: Mapping[str, float], wants: frozenset[str]) -> dict[str, float]:
    """`topics` with those first whose clauses hold the wanted kind of value: "几份材料" is about copies first."""
    known = lexicon().topics
    if not any(wants & set(known[topic].value) for topic in topics):
        return dict(topics)
    weighed = {t: strength if wants & set(known[t].value) else LESS * strength for t, strength in topics.items()}
    return dict(sorted(weighed.items(), key=lambda item: -item[1]))


def _aspects(text: str) -> tuple[Aspect, ...]:
    found = (Aspect(entry["name"], entry["cue"]) for entry in table("aspects.yaml") if re.search(entry["ask"], text))
    return tuple(found)


def _wants(text: str, intents: Mapping[str, float]) -> frozenset[str]:
    """Kinds of value wanted; a phone number only where it may be asked for ("会打电话通知吗" wants none)."""
    kinds: dict[str, object] = table("forms.yaml")["wants"]
    found = {kind for kind in kinds if pattern("forms.yaml", "wants", kind).search(text)}
    if sum(intents.get(intent, 0.0) for intent in words("forms.yaml", "phone_intents")) < MAY_ASK:
        found.discard("phone")
    return frozenset(found)

"""Which topics a question asks for, by the everyday words of `retrieval/lexicon/topics.yaml`."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import cache, lru_cache

from assistant.language import any_of
from assistant.learned.intents import LEAST, questions
from assistant.reading.terms import everyday
from retrieval.lexicon import lexicon
from retrieval.normalise import fold

WEAKEST = 0.4
"""Topics matched by much fewer characters than the best one are chance matches."""


ASKED = 0.6
"""From this strength on a topic is asked for in so many words."""

BY_MEANING = 0.5
"""Strength of a topic that only the official terms of an everyday word state."""


@lru_cache(maxsize=1024)
def topics_of(text: str) -> Mapping[str, float]:
    """Topic ids asked for in `text` (normalised), best first: 1.0 the strongest, less than `ASKED` when only guessed.

    A topic's strength is the number of characters of the question that its words cover:
    "第一笔什么时候到账" asks for payment more than for a deadline.
    """
    covered = {topic: _covered(expression, text) for topic, expression in _asks().items()}
    best = max(covered.values(), default=0)
    strengths = {topic: count / best for topic, count in covered.items() if count and count >= WEAKEST * best}
    for _, terms in everyday(text):
        for topic in _stated_by(terms):
            strengths[topic] = max(strengths.get(topic, 0.0), BY_MEANING)
    return dict(sorted(strengths.items(), key=lambda item: -item[1]))


@cache
def _stated_by(terms: tuple[str, ...]) -> tuple[str, ...]:
    """Topics whose cues or headings the official terms of an everyday word match."""
    topics = lexicon().topics.values()
    return tuple(
        topic.id for topic in topics if any(any_of((*topic.cue, *topic.heading)).search(fold(term)) for term in terms)
    )


def _covered(expression: re.Pattern[str], text: str) -> int:
    return sum(len(match.group()) for match in expression.finditer(text))


@cache
def _asks() -> Mapping[str, re.Pattern[str]]:
    return {topic.id: any_of(topic.ask) for topic in lexicon().topics.values()}


BY_NAME = 1.0
"""What a topic named in so many words adds to the log-likelihood of the intent of its name."""

LEAST_SHARE = 0.15
"""Topics less likely than this share of the likeliest intent are not asked for."""


def intents_of(text: str) -> Mapping[str, float]:
    """Intents of `text` (normalised) with probabilities, likeliest first: by the bank and by the words of topics."""
    named = topics_of(text)
    about = questions().about(text)
    scores = {
        intent: math.log(about.get(intent, LEAST / 2)) + BY_NAME * named.get(intent, 0.0)
        for intent in dict.fromkeys((*about, *named))
    }
    total = sum(math.exp(score) for score in scores.values()) or 1.0
    shares = {intent: math.exp(score) / total for intent, score in scores.items()}
    return dict(sorted(shares.items(), key=lambda item: -item[1]))


def topics_among(intents: Mapping[str, float]) -> Mapping[str, float]:
    """The topics among intents, the likeliest first, 1.0 for one that no other intent outdoes."""
    best = max(intents.values(), default=0.0)
    known = lexicon().topics
    return {
        intent: share / best for intent, share in intents.items() if intent in known and share >= LEAST_SHARE * best
    }

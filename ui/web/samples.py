"""Questions to begin with, made from the notices held: what their cards state, put as people ask for it.

How a topic is asked for is data (`labels.toml`, [samples], in the order of what most people want to
know); a notice is asked only what its card holds a fact for. Notices take turns, and so do topics.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from retrieval import Held
from ui.web.labels import labels

MOST_SAMPLES = 4


def sample_questions(notices: Sequence[Held], most: int = MOST_SAMPLES) -> list[str]:
    """Up to `most` questions that the notices held can answer, about different topics where they can be."""
    wordings = labels("samples")
    found: list[str] = []
    asked: dict[str, int] = dict.fromkeys(wordings, 0)
    left = {held.id: _topics(held, wordings) for held in notices}
    while len(found) < most and any(left.values()):
        for held in notices:
            if left[held.id] and len(found) < most:
                topic = min(left[held.id], key=lambda topic: asked[topic])
                left[held.id].remove(topic)
                asked[topic] += 1
                found.append(wordings[topic].format(label=held.card.label))
    return found


def _topics(held: Held, wordings: Mapping[str, str]) -> list[str]:
    stated = {fact.topic for fact in held.card.facts}
    return [topic for topic in wordings if topic in stated]

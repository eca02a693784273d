"""What an ask is about, in words that the asker understands: the name of its topic, or what they typed.

A topic is only named when the question surely asks for it: told that "材料份数" is missing, who asked for the
term of a contract learns nothing.
"""

from __future__ import annotations

import re

from assistant.language import pattern
from assistant.reading.topics import ASKED, topics_of
from assistant.records import Ask
from assistant.replies import phrase
from retrieval.lexicon import lexicon

SURELY = 0.6
"""Probability from which a topic that a question names is what it asks for."""

LONGEST = 20
"""Characters of a question up to which it is repeated as it was asked."""


def name_of(ask: Ask) -> str:
    """The name of the topic asked for, else the question itself where it is short."""
    words = re.sub(r"^\W+|\W+$", "", pattern("forms.yaml", "opening").sub("", ask.text))
    return topic_of(ask) or (words if 0 < len(words) <= LONGEST else phrase("that"))


def topic_of(ask: Ask) -> str:
    """The name of the topic that an ask surely asks for, "" where none is sure."""
    own = topics_of(ask.bare)
    surely = (t for t in ask.topics if own.get(t, 0.0) >= ASKED and ask.intents.get(t, 0.0) >= SURELY)
    topic = next(surely, None)
    return lexicon().topics[topic].name if topic else ""

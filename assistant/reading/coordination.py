"""Take a question for several attributes of one thing apart: "重点类的人数、面积和原值分别要多少".

Each attribute becomes a question of its own, with the thing that they share before it and what is asked behind it:
"重点类的人数要多少", "重点类的面积要多少", "重点类的原值要多少". What names an attribute is in `forms.yaml`.
"""

from __future__ import annotations

from assistant.language import pattern

LONGEST_TAIL = 10
"""Characters behind the last attribute up to which they only say what is asked of each."""

LONGEST_ATTRIBUTE = 12


def coordinated(text: str) -> tuple[str, ...]:
    """The questions that `text` (normalised) asks by naming several attributes; itself when it names one."""
    ends = [found.end() for found in pattern("forms.yaml", "attributes").finditer(text)]
    if not ends or len(text) - ends[-1] > LONGEST_TAIL:
        return (text,)
    named, tail = text[: ends[-1]], pattern("forms.yaml", "each").sub("", text[ends[-1] :])
    first, *others = pattern("forms.yaml", "and").split(named)
    if not others or not all(_is_attribute(one) for one in others) or not _ends_in_attribute(first):
        return (text,)
    thing = first[: first.rfind("的") + 1]
    return tuple(f"{one}{tail}" for one in (first, *(one if "的" in one else f"{thing}{one}" for one in others)))


def _is_attribute(text: str) -> bool:
    return len(text) <= LONGEST_ATTRIBUTE and _ends_in_attribute(text)


def _ends_in_attribute(text: str) -> bool:
    return any(found.end() == len(text) for found in pattern("forms.yaml", "attributes").finditer(text))

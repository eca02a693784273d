"""Codes: the direction of a guide ("方向1.3 港口机器人") that a question names, by its number or by its name."""

from __future__ import annotations

import re

from assistant.catalogue import View
from assistant.stated.portions import pairs
from retrieval.normalise import fold

CODE = re.compile(r"(?<![\d.])\d{1,2}\.\d{1,2}(?![\d.%])")
_NAMED = re.compile(r"(?:方向|专题|课题|任务)(?P<code>\d{1,2}\.\d{1,2})(?![\d.%])\s*(?P<name>[^。；;:：\n]{4,40})")

FEWEST = 2
"""Pairs of characters of a direction's name that a question must hold to name it."""


def code_named(question: str, view: View) -> str:
    """The code that a question names; "" where it names none, or several could be meant."""
    text = fold(view.held.text)
    names: dict[str, str] = {}
    for match in _NAMED.finditer(text):
        names.setdefault(match["code"], match["name"])
    told = {code for code in CODE.findall(question) if code in names}
    if told:
        return told.pop() if len(told) == 1 else ""
    shared = {code: len(pairs(name) & pairs(question)) for code, name in names.items()}
    most = [code for code, count in shared.items() if count >= FEWEST and count == max(shared.values())]
    return most[0] if len(most) == 1 else ""

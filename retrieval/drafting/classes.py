"""Classes and groups among which an applicant chooses, that stand under no title of fields.

Three forms: look-alike headings side by side (企业类平台, 学科类平台), labelled lines (A组：…；B组：…), and a list
inside one sentence (重点支持以下领域：（1）…；（2）…). Each becomes a fact under `direction`, like the entries of a
guide in `directions.py`. What the words for a class are is in `lexicon/wording.yaml`, `classes`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby, pairwise

from retrieval.card import Fact, Quote
from retrieval.clause import Clause, clause_path
from retrieval.drafting.directions import direction_facts, is_field_title, quote_of
from retrieval.drafting.limits import one_of
from retrieval.lexicon import lexicon
from retrieval.lexicon.wording import wording

_NUMBER = re.compile(r"[（(]?(?:\d{1,2}[)）.、]|[①-⑳]|[一二三四五六七八九十]{1,2}[)）])")
_PAUSE = re.compile(r"[，,。；;：:\n（(]")
_LONGEST_NAME, _LONGEST_LEAD = 24, 40


def directions_of(text: str, clauses: Sequence[Clause]) -> Iterator[Fact]:
    """The entries of a notice's guide, then the classes and groups that are none of them."""
    entries = tuple(direction_facts(text, clauses))
    yield from entries
    begun = {fact.quote.start for fact in entries}
    named = {re.sub(r"\W", "", fact.name) for fact in entries}
    for fact in _classes(text, clauses):
        if fact.quote.start not in begun:
            begun.add(fact.quote.start)
            named.add(fact.name)
            yield fact
    yield from (fact for fact in _told_apart(text) if not any(fact.name in name for name in named))


def _classes(text: str, clauses: Sequence[Clause]) -> Iterator[Fact]:
    yield from _look_alikes(text, clauses)
    yield from _labelled(text, clauses)
    for clause in clauses:
        if clause.kind in ("paragraph", "item", "heading"):
            yield from _listed(text, clauses, clause)


def _look_alikes(text: str, clauses: Sequence[Clause]) -> Iterator[Fact]:
    """Headings side by side that end in the same word for a class."""
    groups: dict[tuple[int | None, str], list[Clause]] = defaultdict(list)
    for clause in clauses:
        if clause.kind == "heading" and clause.number and (end := _ending().search(clause.heading)):
            groups[clause.parent, end[0]].append(clause)
    for (_, word), group in groups.items():
        if len({one.heading for one in group if len(one.heading) > len(word)}) > 1 and not _elsewhere(
            clauses, group[0]
        ):
            for one in group:
                below = [
                    each for each in clauses if each.parent == one.index and each.kind == "heading" and each.number
                ]
                for each in below if len(below) > 1 else (one,):
                    yield Fact("direction", quote_of(text, each), label=_above(clauses, each), name=each.heading)


def _labelled(text: str, clauses: Sequence[Clause]) -> Iterator[Fact]:
    """Paragraphs side by side that open with the name of a group and a colon."""
    for _, lines in groupby(clauses, key=lambda clause: (clause.parent, _label(text, clause)[1])):
        group = [line for line in lines if _label(text, line)[0]]
        for line in group if len(group) > 1 and not _elsewhere(clauses, group[0]) else ():
            name, _ = _label(text, line)
            yield Fact("direction", quote_of(text, line), label=_above(clauses, line), name=name)


def _label(text: str, clause: Clause) -> tuple[str, str]:
    """The name of the group that a paragraph opens with, and the word it ends in; both "" for none."""
    found = _opening().match(text, clause.start, clause.end) if clause.kind in ("paragraph", "item") else None
    return (found["name"], found["end"]) if found else ("", "")


def _listed(text: str, clauses: Sequence[Clause], clause: Clause) -> Iterator[Fact]:
    """The entries of a list inside a paragraph, behind words that announce fields or groups."""
    whole = quote_of(text, clause)
    if any(one.parent == clause.index and one.number for one in clauses):
        return
    title = _above(clauses, clause)
    announced = _announced().search(whole.text)
    begin = announced.end() if announced else 0
    marks = list(_NUMBER.finditer(whole.text, begin))
    if len(marks) < 2 or marks[0].start() - begin > 1 or (announced is None and not is_field_title(title)):
        return
    lead = re.split(r"[。；\n]", whole.text[:begin])[-1].rstrip("：:")[-_LONGEST_LEAD:] or title
    stop = re.search(r"[。\n]", whole.text[marks[-1].end() :])
    ends = [later.start() for _, later in pairwise(marks)]
    ends.append(marks[-1].end() + stop.end() if stop else len(whole.text))
    for mark, end in zip(marks, ends, strict=True):
        entry = whole.text[mark.start() : end].rstrip()
        name = _PAUSE.split(entry[len(mark[0]) :].strip(), maxsplit=1)[0][:_LONGEST_NAME]
        start = whole.start + mark.start()
        if name:
            quote = Quote(entry, start, start + len(entry))
            yield Fact("direction", quote, label=lead, code=mark[0], name=name)


def _elsewhere(clauses: Sequence[Clause], clause: Clause) -> bool:
    """Whether a group stands under a title of another matter: what each class hands in, whom it asks."""
    topics = lexicon().topics
    matters = (topics[topic].heading for topic in wording()["classes"]["elsewhere"])
    title = _above(clauses, clause)
    return any(word in title for words in matters for word in words)


def _told_apart(text: str) -> Iterator[Fact]:
    """Sentences that say who may apply for one of several classes (申报某某方向项目的单位，应是…)."""
    found = list(_applying().finditer(text))
    if len({one["name"] for one in found}) > 1:
        for one in found:
            yield Fact("direction", Quote(one[0], *one.span()), name=one["name"])


def _above(clauses: Sequence[Clause], clause: Clause) -> str:
    titles = [one.heading for one in clause_path(clauses, clause.index)[:-1] if one.heading]
    return titles[-1][:_LONGEST_LEAD] if titles else ""


@cache
def _ending() -> re.Pattern[str]:
    return re.compile(f"(?:{one_of(wording()['classes']['words'])})(?:{one_of(wording()['classes']['behind'])})?$")


@cache
def _opening() -> re.Pattern[str]:
    ends = one_of(wording()["classes"]["words"])
    return re.compile(
        rf"(?P<name>(?:[A-Za-z]|[^\s，。；：:、（(]{{1,12}}?)(?P<end>{ends}))(?:（[^（）\n]{{1,30}}）)?[：:](?=[^\n]{{2}})"
    )


@cache
def _applying() -> re.Pattern[str]:
    ends = one_of(wording()["classes"]["words"])
    return re.compile(
        rf"(?<![一-鿿])(?:申报|申请|报名参加)[“”]?(?P<name>[^\W\d_]{{2,14}}?(?:{ends}))[“”]?[^，。；\n]{{0,10}}的[^，。；\n]{{0,8}}"
        r"[，,]?(?:应|须|需|由|为|是|可以|限)[^。；\n]{4,200}[。；]?"
    )


@cache
def _announced() -> re.Pattern[str]:
    return re.compile(f"(?:{one_of(wording()['classes']['announced'])})[^。；\n：:]{{0,12}}[：:]")

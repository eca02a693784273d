"""Values of an answer that stand nowhere: checked again, independently of the assistant's own check.

A value may stand in a cited quote, in the question, be the day, belong to the name of a
notice spoken of or named (title, 发文字号, year), or be worked out in sight: 200万元×50%=100万元 is
computed here again. Reading and comparing values is in `retrieval.values`.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from assistant.records import Answer
from evals.matching import Holding, without_marks
from evals.sample import Sample
from evals.score import Score
from retrieval.card import Card
from retrieval.normalise import normalise_question
from retrieval.values import Value, supports, values_in

_LABEL = r"[\s()\u4e00-\u9fff]*"
_OPERATOR = re.compile(rf"{_LABEL}([×xX*÷/+\-−]){_LABEL}")
_EQUALS = re.compile(rf"{_LABEL}([=≈]){_LABEL}")
_NUMBERING = re.compile(r"(?m)^[ \t]*\d{1,2}[.、)]\s*(?=\D)")
_MARKED = re.compile(r"(?P<words>[^\n]+?)(?P<markers>(?:\[\d{1,3}\])+)")
_ROUNDED = Decimal("0.01")
_MONTHS = {"个月": 1, "年": 12}


def unsupported_values(sample: Sample, answer: Answer, library: Holding) -> Score:
    """How many values of the answer stand neither in its citations nor in the question, nor are worked out in sight."""
    odd = _odd(sample, answer, library)
    return Score(float(len(odd)), f"没有出处的数值：{'、'.join(odd)}" if odd else "")


def misplaced_values(sample: Sample, answer: Answer, library: Holding) -> Score:
    """How many values of the answer do not stand in the very citations that are marked behind them.

    Stricter than `unsupported_values`: 30% of the enterprises marked with the clause on universities counts.
    """
    odd = []
    for said in _MARKED.finditer(answer.text):
        marked = {int(number) for number in re.findall(r"\d+", said["markers"])}
        citations = tuple(one for one in answer.citations if one.marker in marked)
        odd += _odd(sample, replace(answer, text=said["words"], citations=citations), library)
    return Score(float(len(odd)), f"所标引文中没有的数值：{'、'.join(odd)}" if odd else "")


def printed(text: str) -> str:
    """The words of an answer: without markers, Markdown and the numbers of list items."""
    return _NUMBERING.sub("", unicodedata.normalize("NFKC", without_marks(text)))


def _odd(sample: Sample, answer: Answer, library: Holding) -> list[str]:
    said = values_in(printed(answer.text))
    given = tuple(_given(sample, answer, library))
    known = [value for value in said if supports(given, value) or _days_between(value, said, given, answer.as_of)]
    worked_out = tuple(_results(printed(answer.text), said, known))
    return [value.text for value in said if value not in known and not supports(worked_out, value)]


def _given(sample: Sample, answer: Answer, library: Holding) -> Iterator[Value]:
    for text in (sample.question, *(turn.content for turn in sample.history if turn.role == "user")):
        yield from values_in(text)
        yield from values_in(normalise_question(text))
        yield from _in_year(values_in(text), answer.as_of.year)
    yield from values_in(answer.as_of.isoformat())
    for citation in answer.citations:
        for text in (citation.quote, citation.title, citation.document_number or "", citation.section):
            yield from values_in(text)
    spoken_of = {*answer.notices, *(one.notice_id for one in answer.citations)}
    for notice_id in library.ids:
        for name in _names(library.held(notice_id).card):
            if notice_id in spoken_of or answer.status != "answered" or name in answer.text:
                yield from values_in(name)


def _names(card: Card) -> Iterator[str]:
    for named in (card.title, card.document_number, card.year, card.programme):
        if named is not None:
            yield named.value
    yield from (card.label, *card.programme_names)


def _results(text: str, said: Sequence[Value], known: Iterable[Value]) -> Iterator[Value]:
    """Right results of sums shown in `text` whose operands are known, or are such results themselves."""
    proven = list(known)
    for terms, operators, sign, result in _sums(text, said):
        worked_out = _moved(terms, operators) or _computed([_quantity(term) for term in terms], operators)
        if worked_out is None or not all(supports(proven, term) for term in terms):
            continue
        stated = _quantity(result)
        if stated is not None and _is_right(worked_out, stated, about=sign == "≈"):
            proven.append(result)
            yield result


def _is_right(worked_out: Decimal, stated: Decimal, *, about: bool) -> bool:
    """Whether a result is stated right; after ≈ it may be rounded: by a hundredth, or to a whole number beside it."""
    if not about:
        return worked_out == stated
    whole = worked_out // 1
    return abs(worked_out - stated) <= abs(worked_out) * _ROUNDED or stated in (whole, whole + 1)


def _moved(terms: Sequence[Value], operators: Sequence[str]) -> Decimal | None:
    """The day that lies so many months or years after another, as an ordinal; None where the sum is none of that."""
    day = _day(terms[0])
    if day is None or list(operators) != ["+"] or terms[1].unit not in _MONTHS or terms[1].number is None:
        return None
    months = day.year * 12 + day.month - 1 + int(terms[1].number) * _MONTHS[terms[1].unit]
    year, month = months // 12, months % 12 + 1
    return Decimal(date(year, month, min(day.day, monthrange(year, month)[1])).toordinal())


def _sums(text: str, said: Sequence[Value]) -> Iterator[tuple[list[Value], list[str], str, Value]]:
    terms, operators = list(said[:1]), list[str]()
    for left, right in pairwise(said):
        between = text[left.end : right.start]
        if operator := _OPERATOR.fullmatch(between):
            operators.append(operator.group(1))
            terms.append(right)
            continue
        if operators and (equals := _EQUALS.fullmatch(between)):
            yield terms, operators, equals.group(1), right
        terms, operators = [right], []


def _computed(terms: Sequence[Decimal | None], operators: Sequence[str]) -> Decimal | None:
    """The sum's result, products before additions; None where a term is no quantity or divides by nothing."""
    parts = [Decimal(0)]
    for operator, term in zip(("+", *operators), terms, strict=True):
        if term is None or (operator in "÷/" and not term):
            return None
        if operator == "+":
            parts.append(term)
        elif operator in "-−":
            parts.append(-term)
        else:
            parts[-1] = parts[-1] / term if operator in "÷/" else parts[-1] * term
    return sum(parts, Decimal(0))


def _quantity(value: Value) -> Decimal | None:
    if (value.kind == "percent" or value.unit == "百分点") and value.number is not None:
        return value.number / 100
    day = _day(value)
    return Decimal(day.toordinal()) if day else value.number


def _days_between(value: Value, said: Iterable[Value], given: Sequence[Value], as_of: date) -> bool:
    """Whether `value` counts the days between the day and a date that the answer prints and its citations hold."""
    if value.kind != "count" or value.unit not in ("天", "日"):
        return False
    years = {other.norm.removeprefix("year:")[:4] for other in given if other.kind == "year"}
    days = [day for other in said if supports(given, other) for day in _days(other, years)]
    return any(value.number == abs((day - as_of).days) for day in days)


def _in_year(given: Iterable[Value], year: int) -> Iterator[Value]:
    """Days that were given without a year, in the year of asking."""
    open_days = (value for value in given if value.kind == "date" and value.norm.startswith("date:--"))
    return (replace(value, norm=f"date:{year}{value.norm.removeprefix('date:-')}") for value in open_days)


def _days(value: Value, years: Iterable[str]) -> list[date]:
    """The day a value names; of a day without its year, that day in each year that a citation gives."""
    if value.kind == "date" and value.norm.startswith("date:--"):
        parts = (replace(value, norm=f"date:{year}{value.norm.removeprefix('date:-')}") for year in years)
        return [day for part in parts if (day := _day(part)) is not None]
    day = _day(value)
    return [day] if day else []


def _day(value: Value) -> date | None:
    if value.kind != "date":
        return None
    try:
        return date.fromisoformat(value.norm.removeprefix("date:"))
    except ValueError:
        return None

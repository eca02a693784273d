"""Look a card's quotes and values up in its notice, and gather everything that is not there.

Used by `card_file.py` only. A value is proven by its own quote: a name by its letters, a
number or a date by `values.supports`, so 100万元 is proven by 一百万元 and 6份 by 一式六份.

To check something more of a fact, add it to `Proof.fact`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from retrieval.card import Fact, Measure, Named, Quote, Unit, Window
from retrieval.card_quotes import Quotes, squeezed
from retrieval.card_schema import FactEntry, MeasureEntry, NamedEntry, PhrasingEntry, path_text
from retrieval.card_yaml import Path, Written
from retrieval.errors import CardError, FalseQuote
from retrieval.held import Phrasing
from retrieval.lexicon import lexicon
from retrieval.values import Value, supports, values_in

_TOLD = 12
_UNITS: dict[str, Unit] = {
    **dict.fromkeys(("项", "个", "家", "件", "条", "类", "次", "批", "种"), "item"),
    **dict.fromkeys(("份", "套", "本", "册"), "copy"),
    **dict.fromkeys(("年", "年度", "周年"), "year"),
    **dict.fromkeys(("月", "个月"), "month"),
    **dict.fromkeys(("天", "日", "个工作日", "工作日", "个自然日", "自然日"), "day"),
    **dict.fromkeys(("字", "个字", "字符", "个字符", "汉字", "个汉字"), "character"),
    **dict.fromkeys(("人", "名", "位"), "person"),
    **dict.fromkeys(("岁", "周岁"), "age"),
}


@dataclass(frozen=True, slots=True)
class _Problem:
    english: str
    chinese: str
    false_quote: bool


@dataclass
class Proof:
    """One file being proven against one notice: turns entries into records, then `close` tells what failed."""

    where: str
    written: Written
    quotes: Quotes
    _problems: list[_Problem] = field(default_factory=list)

    def close(self) -> None:
        """Raise what was found: `FalseQuote` when a quote is among it, else `CardError`; nothing when all is proven."""
        if not self._problems:
            return
        kind = FalseQuote if any(problem.false_quote for problem in self._problems) else CardError
        more = len(self._problems) - _TOLD
        told = self._problems[:_TOLD]
        raise kind(
            f"{self.where}: " + "; ".join(problem.english for problem in told) + (f"; {more} more" if more > 0 else ""),
            reason_zh=f"{self.where}："
            + "；".join(problem.chinese for problem in told)
            + (f"；另有{more}处" if more > 0 else ""),
        )

    def named(self, entry: NamedEntry, path: Path) -> Named:
        """A datum of the head whose value stands in its quote."""
        quote = self._quote(entry.quote, entry.after, path)
        self._stands_in(entry.value, quote, (*path, "value"))
        return Named(entry.value, quote)

    def optional(self, entry: NamedEntry | None, key: str) -> Named | None:
        """`named`, for a datum that the notice may lack."""
        return self.named(entry, (key,)) if entry else None

    def day(self, entry: NamedEntry | None, key: str) -> Named | None:
        """A datum that is a date, proven as one: 2031-05-09 by 2031年5月9日."""
        if not entry:
            return None
        quote = self._quote(entry.quote, entry.after, (key,))
        try:
            self._states_day(quote, date.fromisoformat(entry.value), (key, "value"))
        except ValueError:
            self._tell((key, "value"), f"{entry.value} is not a day of the calendar", f"“{entry.value}”不是存在的日期")
        return Named(entry.value, quote)

    def fact(self, entry: FactEntry, path: Path) -> Fact:
        """A fact of a known topic, with every value of it proven."""
        if entry.topic not in lexicon().topics:
            known = "、".join(lexicon().topics)
            self._tell(
                (*path, "topic"),
                f"no topic {entry.topic}; topics are {known}",
                f"没有主题“{entry.topic}”；可用：{known}",
            )
        quote = self._quote(entry.quote, entry.after, path, entry.label)
        for index, kind in enumerate(entry.who):
            if kind not in self.quotes:
                self._tell((*path, "who", index), f"{kind} is nowhere in the notice", f"通知中没有“{kind}”一词")
        self._stands_in(entry.code, quote, (*path, "code"))
        if entry.name not in self.quotes:
            self._tell((*path, "name"), f"{entry.name} is nowhere in the notice", f"通知中没有“{entry.name}”")
        return Fact(
            topic=entry.topic,
            quote=quote,
            label=entry.label,
            who=entry.who,
            measures=tuple(
                self._measure(measure, quote, (*path, "measures", index))
                for index, measure in enumerate(entry.measures)
            ),
            window=self._window(entry, quote, path),
            strength=entry.strength,
            code=entry.code,
            name=entry.name,
            note=entry.note,
        )

    def phrasing(self, entry: PhrasingEntry, path: Path) -> Phrasing:
        """Everyday questions with the clause that they ask for."""
        return Phrasing(self._quote(entry.quote, entry.after, path, entry.asks[0]), entry.asks)

    def silent(self, topics: Sequence[str], facts: Sequence[Fact]) -> tuple[str, ...]:
        """The topics that the notice is silent on: known ones, under which the card has no fact."""
        stated = {fact.topic for fact in facts}
        for index, topic in enumerate(topics):
            if topic not in lexicon().topics:
                self._tell(("silent", index), f"no topic {topic}", f"没有主题“{topic}”")
            elif topic in stated:
                self._tell(
                    ("silent", index),
                    f"{topic} is called silent, but the card has a fact",
                    f"“{topic}”已有要点，不能列为未规定",
                )
        return tuple(topics)

    def _quote(self, words: str, after: str, path: Path, about: str = "") -> Quote:
        found = self.quotes.find(words, after)
        if found:
            return found
        place = (*path, "quote")
        if after and self.quotes.find(words):
            english = f"the quote “{words}” does not stand behind “{after}”"
            chinese = f"引文“{words}”不在“{after}”之后"
        else:
            shared, says = self.quotes.parting(words)
            english = f"the quote “{words}” is not in the notice" + (
                f": after “{shared}” it has “{says}”" if shared else ""
            )
            chinese = f"引文“{words}”不在通知原文中" + (f"：“{shared}”之后原文是“{says}”" if shared else "")
        self._tell(place, english, chinese, about=about, false_quote=True)
        return Quote(words, 0, 0)

    def _measure(self, entry: MeasureEntry, quote: Quote, path: Path) -> Measure:
        self._stands_in(entry.of, quote, (*path, "of"))
        values = values_in(entry.number)
        unit = _unit(values[0]) if len(values) == 1 else None
        if not unit or values[0].number is None:
            self._tell(
                (*path, "number"),
                f"{entry.number} is not one number with its unit, like 80万元, 30%, 6份",
                f"“{entry.number}”应是一个带单位的数，如 80万元、30%、6份",
            )
            return Measure(Decimal(0), "item")
        self._states(quote, values[0], entry.number, (*path, "number"))
        return Measure(values[0].number, unit, entry.bound, entry.of)

    def _window(self, entry: FactEntry, quote: Quote, path: Path) -> Window | None:
        if entry.opens is None and entry.closes is None:
            if entry.closes_at:
                self._tell((*path, "closes_at"), "closes_at needs closes", "写了 closes_at 就要写 closes")
            return None
        for key, day in (("opens", entry.opens), ("closes", entry.closes)):
            if day:
                self._states_day(quote, day, (*path, key))
        if entry.opens and entry.closes and entry.opens > entry.closes:
            self._tell((*path, "closes"), "closes before it opens", "截止日期早于开始日期")
        if entry.closes_at:
            clock = f"{entry.closes_at:%H:%M}"
            self._states(quote, values_in(clock)[0], clock, (*path, "closes_at"))
        return Window(entry.opens, entry.closes, entry.closes_at)

    def _states_day(self, quote: Quote, day: date, path: Path) -> None:
        self._states(quote, values_in(f"{day.year}年{day.month}月{day.day}日")[0], day.isoformat(), path)

    def _states(self, quote: Quote, value: Value, written: str, path: Path) -> None:
        if quote.end and not supports(values_in(quote.text), value):
            self._tell(
                path, f"{written} is not stated by its quote “{quote.text}”", f"引文“{quote.text}”中没有“{written}”"
            )

    def _stands_in(self, words: str, quote: Quote, path: Path) -> None:
        if quote.end and squeezed(words) not in squeezed(quote.text):
            self._tell(path, f"{words} is not in its quote “{quote.text}”", f"“{words}”不在引文“{quote.text}”中")

    def _tell(self, path: Path, english: str, chinese: str, *, about: str = "", false_quote: bool = False) -> None:
        line, place = self.written.line(path), path_text(path) + (f" {about}" if about else "")
        self._problems.append(
            _Problem(f"line {line}, {place}: {english}", f"第{line}行 {place}：{chinese}", false_quote)
        )


def _unit(value: Value) -> Unit | None:
    if value.kind == "amount":
        return "yuan"
    if value.kind == "percent":
        return "percent"
    return _UNITS.get(value.unit)

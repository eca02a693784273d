"""Typed values in Chinese official text: amounts, dates, percentages, counts, phones, codes.

Used where a card is drafted and where an answer is checked, so one reading serves both.
`values_in` accounts for every digit of a text: no number can pass unseen. Normal forms make
100万元, 1000000元 and 一百万元 the same value.

    record.py     what a value is
    numerals.py   digits and Chinese numerals to exact numbers, and back to wording
    money.py      amounts and percentages      days.py    dates, years, times
    counts.py     counts with measure words    marks.py   phones, codes, links, document numbers
    finding.py    the walk over a text         support.py whether one value states another
"""

from retrieval.values.finding import values_in
from retrieval.values.numerals import amount_text, percent_text
from retrieval.values.record import Value, ValueKind
from retrieval.values.support import supports

__all__ = ["Value", "ValueKind", "amount_text", "percent_text", "supports", "values_in"]

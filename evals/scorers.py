"""Scorers: what is right about an answer, one small function each.

Each takes (sample, answer, library) and returns a `Score` (`score.py`). An answer passes
when none of `PASSING` is False. Values without a source are in `sourced.py`; averages and
floors in `metrics.py`.

To add a scorer: write the function and append it to `SCORERS`; name it in `floors.yaml` to
hold a bound.
"""

from __future__ import annotations

from collections.abc import Mapping

from assistant.records import Answer, Citation
from evals.matching import MARKER, Holding, comparable, spans_of
from evals.sample import Sample
from evals.score import Score, Scorer
from evals.sourced import misplaced_values, unsupported_values
from retrieval.errors import UnknownNotice

REFUSALS = frozenset({"not_found", "declined"})


def right(sample: Sample, answer: Answer, library: Holding) -> Score:
    """Whether the answer says what it must, nothing that it must not, with an accepted status.

    An internal failure is never right, although a sample about nothing held may accept its status.
    """
    said = comparable(answer.text)
    problems = [
        f"缺少：{' / '.join(group)}" for group in sample.must if not any(comparable(word) in said for word in group)
    ]
    problems += [f"不应出现：{word}" for word in sample.must_not if comparable(word) in said]
    if answer.reason == "failed":
        problems.append("程序内部出错")
    if answer.status not in sample.status:
        problems.append(f"状态应为 {' / '.join(sample.status)}，实为 {answer.status}")
    return Score(not problems, "；".join(problems))


def cited(sample: Sample, answer: Answer, library: Holding) -> Score:
    """Whether every notice of the evidence is cited with a quote that overlaps its evidence."""
    if not sample.evidence:
        return Score(None, "样例没有给出依据")
    missing = [notice_id for notice_id in sample.notices if not _covers(sample, answer, library, notice_id)]
    return Score(not missing, f"没有引用到依据：{'、'.join(missing)}" if missing else "")


def brief(sample: Sample, answer: Answer, library: Holding) -> Score:
    """Whether the answer keeps to the sample's length, counted as written."""
    if sample.max_chars is None:
        return Score(None, "样例不限长度")
    length = len(answer.text)
    fits = length <= sample.max_chars
    return Score(fits, "" if fits else f"{length} 字，限 {sample.max_chars} 字")


def verbatim(sample: Sample, answer: Answer, library: Holding) -> Score:
    """Whether every citation gives the notice's own characters at the place it names."""
    if not answer.citations:
        return Score(None, "没有引用")
    false = [f"[{one.marker}]“{one.quote[:30]}”" for one in answer.citations if not _is_verbatim(one, library)]
    return Score(not false, f"引文与原文不符：{'、'.join(false)}" if false else "")


def markers(sample: Sample, answer: Answer, library: Holding) -> Score:
    """Whether every marker in the text has its citation and every citation its marker."""
    used = {int(found.group()[1:-1]) for found in MARKER.finditer(answer.text)}
    given = {one.marker for one in answer.citations}
    if not used | given:
        return Score(None, "没有引用")
    odd = sorted(used ^ given)
    return Score(not odd, f"标号与引文对不上：{odd}" if odd else "")


def citation_precision(sample: Sample, answer: Answer, library: Holding) -> Score:
    """The share of citations that overlap evidence; None without evidence or citations."""
    if not sample.evidence or not answer.citations:
        return Score(None, "没有依据或没有引用")
    good = sum(_overlaps(sample, one, library) for one in answer.citations)
    return Score(good / len(answer.citations), f"{good}/{len(answer.citations)} 条引用落在依据上")


def wrong_notice(sample: Sample, answer: Answer, library: Holding) -> Score:
    """Whether a notice other than the one meant is cited; only for samples whose evidence is of exactly one."""
    if len(sample.notices) != 1:
        return Score(None, "依据不是恰好一份通知")
    others = sorted({one.notice_id for one in answer.citations} - set(sample.notices))
    return Score(bool(others), f"引用了别的通知：{'、'.join(others)}" if others else "")


def refusal(sample: Sample, answer: Answer, library: Holding) -> Score:
    """Of questions that no notice answers: whether it was refused, as it should be."""
    if not REFUSALS.issuperset(sample.status):
        return Score(None, "不是应当拒答的问题")
    refused = answer.status in REFUSALS
    return Score(refused, "" if refused else f"应当拒答，却是 {answer.status}")


def over_refusal(sample: Sample, answer: Answer, library: Holding) -> Score:
    """Of questions that a notice answers: whether it was refused, as it should not be."""
    if not REFUSALS.isdisjoint(sample.status):
        return Score(None, "可以拒答的问题")
    refused = answer.status in REFUSALS
    return Score(refused, f"不应拒答（{answer.reason}）" if refused else "")


def faults(sample: Sample, library: Holding) -> tuple[str, ...]:
    """What is wrong with the sample itself: evidence of a notice not held, or words that it does not contain."""
    found = []
    for entry in sample.evidence:
        if entry.notice_id not in library.ids:
            found.append(f"没有收录通知 {entry.notice_id}")
        elif not spans_of(entry.quote, library.held(entry.notice_id).text):
            found.append(f"{entry.notice_id} 中没有这句话：{entry.quote[:40]}")
    return tuple(found)


def _covers(sample: Sample, answer: Answer, library: Holding, notice_id: str) -> bool:
    return any(one.notice_id == notice_id and _overlaps(sample, one, library) for one in answer.citations)


def _overlaps(sample: Sample, citation: Citation, library: Holding) -> bool:
    return any(
        span.overlaps(citation.start, citation.end)
        for entry in sample.evidence
        if entry.notice_id == citation.notice_id
        for span in spans_of(entry.quote, library.held(entry.notice_id).text)
    )


def _is_verbatim(citation: Citation, library: Holding) -> bool:
    try:
        text = library.held(citation.notice_id).text
    except UnknownNotice:
        return False
    inside = 0 <= citation.start < citation.end <= len(text)
    return inside and text[citation.start : citation.end] == citation.quote


PASSING = ("right", "cited", "verbatim", "brief")

SCORERS: Mapping[str, Scorer] = {
    "right": right,
    "cited": cited,
    "verbatim": verbatim,
    "brief": brief,
    "unsupported_values": unsupported_values,
    "misplaced_values": misplaced_values,
    "markers": markers,
    "citation_precision": citation_precision,
    "wrong_notice": wrong_notice,
    "refusal": refusal,
    "over_refusal": over_refusal,
}

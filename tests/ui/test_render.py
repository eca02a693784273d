"""One answer on the terminal."""

from __future__ import annotations

from dataclasses import replace

from tests.ui.fakes import an_answer
from ui.render import answer_body, printable, terminal_text


class TestTerminalText:
    def test_answer_deadline_citations_and_follow_ups_in_this_order(self) -> None:
        """The reader sees the answer first, then the proof, then what to ask next."""
        assert terminal_text(an_answer()) == (
            "网上填报1月31日截止[1]。\n\n"
            "时间：网上填报，2024-01-31 截止（申报中，还有 61 天）\n\n"
            "依据：\n"
            "  [1] 《某市关于申报项目的通知》 一、申报时间\n"
            "      “网上填报截止时间为2024年1月31日17:00。”\n\n"
            "可以接着问：\n"
            "  - 要交几份材料？"
        )

    def test_an_answer_without_proof_has_no_empty_headings(self) -> None:
        """A refusal is one sentence."""
        refusal = an_answer("不在范围内。", status="declined", citations=(), deadline=None, follow_ups=())

        assert terminal_text(refusal) == "不在范围内。"

    def test_a_notice_cannot_steer_the_terminal(self) -> None:
        """Escape sequences in a quote would clear the screen or forge a line; they are not printed."""
        citation = replace(an_answer().citations[0], quote="资助\x1b[2J\x07一万元\r\n")

        assert "“资助[2J一万元”" in terminal_text(an_answer(citations=(citation,)))
        assert printable("甲\x00\x9b乙\n") == "甲乙\n"


def test_the_body_is_plain_json() -> None:
    """No dates, tuples or other records are left in it."""
    import json

    body = answer_body(an_answer(), "c")

    assert json.loads(json.dumps(body)) == body

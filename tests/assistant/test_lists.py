"""Lists quoted whole, over a notice made up for the test: under a sentence or a heading, in one line or more."""

from __future__ import annotations

from datetime import date

import pytest

from assistant import Answer, Assistant
from assistant.catalogue import Catalogue
from assistant.compose.lists import listings
from retrieval import Library, Notice

YUANSHAN = """元衫市农机更新补助办法
第一条 为推动农机更新，制定本办法。
第二条 申请须具备下列条件：（一）在元衫市登记满两年；（二）承包耕地不少于40亩；（三）没有拖欠土地租金。合作社不受限制。
第三条 按购置价的25%补助，最高6万元。
第四条 有下列情形之一的，取消补助资格：
（一）转卖补助所购农机的；
（二）提供虚假发票的；
（三）拒绝现场查验的。
被取消资格的，三年内不得再次申请。
五、申请材料
1.补助申请表；2.身份证复印件；3.购机发票；4.2张农机照片。
材料一式两份，送镇农机站。
六、申请时间
2031年4月1日至2031年4月30日。
元衫市农业农村局
2031年1月5日
"""


@pytest.fixture(scope="module")
def library() -> Library:
    library = Library.in_memory()
    library.add([Notice.from_text("yuanshan-2031", YUANSHAN)])
    return library


@pytest.fixture(scope="module")
def assistant(library: Library) -> Assistant:
    return Assistant(library)


def ask(assistant: Assistant, question: str) -> Answer:
    return assistant.ask(question, as_of=date(2031, 3, 10))


class TestListings:
    def test_the_numbers_tell_the_lists(self, library: Library) -> None:
        """A number before a number ("4.2张") goes on with the list, and what follows the last item is none."""
        view = Catalogue(library).view("yuanshan-2031")
        found = [[view.held.text[start:end] for start, end in one.items] for one in listings(view)]

        assert [3, 3, 4] == [len(items) for items in found]
        assert ["（三）没有拖欠土地租金。", "（三）拒绝现场查验的。", "4.2张农机照片。"] == [
            items[-1] for items in found
        ]

    def test_a_list_under_a_heading_says_so(self, library: Library) -> None:
        view = Catalogue(library).view("yuanshan-2031")

        assert [False, False, True] == [one.headed for one in listings(view)]


class TestWholeList:
    @pytest.mark.parametrize(
        ("question", "items"),
        [
            ("元衫农机补助哪些情况会被取消资格", ("转卖补助所购农机", "提供虚假发票", "拒绝现场查验")),
            ("元衫农机补助要同时满足哪些条件", ("登记满两年", "不少于40亩", "没有拖欠土地租金")),
            ("元衫农机补助申请要交哪几样材料", ("补助申请表", "身份证复印件", "购机发票", "2张农机照片")),
        ],
    )
    def test_who_asks_for_all_is_told_all_and_nothing_else(
        self, assistant: Assistant, question: str, items: tuple[str, ...]
    ) -> None:
        """An item alone is half an answer: who meets one condition of three does not qualify."""
        answer = ask(assistant, question)

        assert [item for item in items if item not in answer.text] == []
        assert "25%" not in answer.text
        assert len(answer.text) < 130

    def test_one_item_is_quoted_by_itself(self, assistant: Assistant) -> None:
        """A question about land is not answered with what land has nothing to do with."""
        text = ask(assistant, "元衫农机补助要承包多少亩耕地").text

        assert "不少于40亩" in text
        assert "拖欠" not in text

    def test_of_a_list_too_long_the_heads_of_its_items_are_told(self) -> None:
        """Every item is named, though not in full."""
        long = "；包括" + "自然人、家庭农场、合作社及其他依法登记的各类农业经营组织" * 8
        library = Library.in_memory()
        text = YUANSHAN.replace("转卖补助所购农机的；", f"转卖补助所购农机的{long}；")
        library.add([Notice.from_text("yuanshan-2031", text.replace("虚假发票的；", f"虚假发票的{long}；"))])
        answer = ask(Assistant(library), "元衫农机补助有哪些情形会取消资格")

        told = ("有下列情形之一的", "转卖补助所购农机", "提供虚假发票", "拒绝现场查验")
        assert [item for item in told if item not in answer.text] == []
        assert "家庭农场" not in answer.text

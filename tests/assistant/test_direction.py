"""Which entry of a guide covers what the asker does: guides of several forms, none of them reviewed."""

from __future__ import annotations

from datetime import date

import pytest

from assistant import Answer, Assistant
from retrieval import Library, Notice

GUIDE = """栖岚市科学技术局关于发布2031年度市重点研发计划申报指南的通知

各有关单位：
现将2031年度市重点研发计划申报指南予以发布。
一、申报要求
申报时须在系统中选定一个专题和方向，选错的不予受理。
附件
2031年度市重点研发计划申报指南
专题一、先进制造
方向1.1  高端数控装备
研究内容：研究五轴联动数控机床整机设计、高速电主轴。
考核指标：定位精度优于5微米。
方向1.2  轻合金构件
研究内容：开展铝合金、镁合金的熔炼与压铸工艺研究。
考核指标：减重不低于20%。
专题二、农业与健康
方向2.1  水产健康养殖
研究内容：开展鱼、虾、蟹良种选育，研究疫病绿色防控技术。
考核指标：成活率提高10%。
方向2.2  高性能医疗器械
研究内容：研制骨科植入器械、内窥镜。
考核指标：完成型式检验。
房地产开发、酒类酿造类项目不予支持。
"""

PLATFORM = """浔原省教育厅关于开展2031年度浔原省创新平台和青年科技奖申报工作的通知

各高等学校：
现就有关事项通知如下。
一、平台类别
（一）企业类平台。申报企业类平台的单位，应是规模以上工业企业或高新技术企业。
（二）学科类平台。申报学科类平台的单位，应是本科高校或科研院所，具有博士学位授权点。
二、支持重点
平台建设重点支持以下领域：（1）现代种业，重点支持畜禽新品种培育；（2）海洋工程，重点支持深远海养殖装备、船舶动力；\
（3）数字文化，重点支持文物数字化保护。
三、学科分组
评审按学科分组，申报人填写组别：
A组：数学、物理学、天文学。
B组：化学、化工、材料科学与工程。
C组：农学、畜牧、兽医、水产。
四、青年科技奖
青年科技奖设下列赛道。
（一）基础研究赛道。在自然规律方面有新发现，以论文、专著公开发表。
（二）创业实践赛道。参评人应为企业创始人，企业成立不超过五年，已有销售收入。
五、材料要求
（一）企业类：营业执照。
（二）学科类：学位授权文件。
"""

CODES = """麓汀高新区2031年企业创新专项申报指南
区内各企业：
一、支持方向
按下表填写指南代码。
| 代码 | 支持方向 | 支持内容 | 支持额度 |
| --- | --- | --- | --- |
| KJ01 | 半导体 | 功率器件、封装测试 | 最高150万元 |
| KJ02 | 智能机器人 | 工业机械臂、减速器与伺服电机 | 最高120万元 |
| KJ03 | 纺织升级 | 功能性面料、无水印染 | 最高60万元 |
二、时间
申报时间：2031年5月6日至6月12日。
"""


def asked(notice: str, question: str) -> Answer:
    library = Library.in_memory()
    library.add([Notice.from_text("notice", notice)])
    return Assistant(library).ask(question, as_of=date(2031, 4, 1))


class TestNumberedDirections:
    @pytest.mark.parametrize(
        ("question", "number"),
        [
            ("我们做机床主轴的，栖岚报哪个方向", "方向1.1"),
            ("汽车用的压铸件，栖岚归哪个专题", "方向1.2"),
            ("栖岚，我们养螃蟹的，填哪个方向", "方向2.1"),
            ("做人工膝盖的，栖岚对应哪个", "方向2.2"),
        ],
    )
    def test_one_is_named_by_its_number_title_and_words(self, question: str, number: str) -> None:
        """Who only reads the research content does not know what to choose in the system."""
        answer = asked(GUIDE, question)

        assert number in answer.text
        assert "研究内容" in answer.text
        assert any(number in citation.quote for citation in answer.citations)

    def test_the_field_above_is_named_too(self) -> None:
        """The system asks for both."""
        assert "专题二、农业与健康" in asked(GUIDE, "养虾的，栖岚归哪个专题").text

    def test_what_no_direction_covers_is_said_to_be_missing_not_that_there_are_none(self) -> None:
        """A neighbour is no answer, and that the notice has no directions would be untrue."""
        answer = asked(GUIDE, "做量子计算的，栖岚报哪个方向")

        assert answer.status == "not_found"
        assert "没有看到写明这一项的" in answer.text

    def test_what_is_shut_out_is_told_first(self) -> None:
        """Brewing is near to food or farming; the notice says that it gets nothing."""
        assert "不予支持" in asked(GUIDE, "做白酒的，栖岚归哪个方向").text

    def test_a_rule_on_choosing_shuts_nothing_out(self) -> None:
        """选错的不予受理 is no field that gets nothing."""
        assert "选错的" not in asked(GUIDE, "养鱼的归栖岚哪个方向").text


class TestClasses:
    @pytest.mark.parametrize(
        ("question", "name", "beside"),
        [
            ("浔原的平台，我们是家高新技术企业，报哪一类", "企业类平台", "学科类平台"),
            ("浔原平台，我们是个研究所，归哪类", "学科类平台", "企业类平台"),
            ("浔原，我研究猪病的，填哪个组", "C组", "A组"),
            ("浔原 做催化剂的老师算哪组", "B组", "C组"),
            ("自己开公司三年了，浔原的青年奖走哪个赛道", "创业实践赛道", "基础研究赛道"),
            ("海里的养鱼网箱，浔原平台归哪个领域", "海洋工程", "现代种业"),
            ("把古画扫描存起来，浔原平台算哪个领域", "数字文化", "海洋工程"),
        ],
    )
    def test_the_class_of_the_kind_asked_for_is_told(self, question: str, name: str, beside: str) -> None:
        """Groups, tracks, fields and classes of one notice are told apart by the word that is asked for."""
        text = asked(PLATFORM, question).text

        assert name in text
        assert beside not in text

    def test_what_each_class_hands_in_is_no_class_of_its_own(self) -> None:
        """营业执照 says nothing of who is meant."""
        assert "营业执照" not in asked(PLATFORM, "浔原平台，我们是家高新技术企业，归哪类").text

    def test_a_roll_names_those_of_the_kind_asked_for(self) -> None:
        """Groups of disciplines are no tracks."""
        text = asked(PLATFORM, "浔原青年奖有哪些赛道").text

        assert "创业实践赛道" in text
        assert "A组" not in text


class TestTables:
    def test_a_zone_in_the_title_is_the_place_and_a_code_of_two_letters_a_code(self) -> None:
        """Else the question is answered from any notice, and without what is to be filled in."""
        answer = asked(CODES, "麓汀那个专项，做谐波减速机的，代码填哪个")

        assert "KJ02" in answer.text
        assert "KJ01" not in answer.text

    def test_a_word_of_the_trade_leads_to_its_row(self) -> None:
        """冲锋衣 stands in no guide."""
        assert "KJ03" in asked(CODES, "麓汀，做冲锋衣的写哪个代码").text

    def test_a_letter_of_another_matter_is_no_look_up(self) -> None:
        """几号 of a font is no code of a guide."""
        text = asked(CODES + "三、格式\n正文用仿宋小四号字。\n", "麓汀申报书正文用啥字体几号").text

        assert "小四" in text

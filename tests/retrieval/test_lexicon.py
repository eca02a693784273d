"""The language tables: well formed, harmless to right texts, and leading from everyday words to official ones."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

import pytest

from retrieval.lexicon import Lexicon, lexicon
from retrieval.normalise import normalise_question

DOCUMENTS = Path(__file__).parents[2] / "documents"
NOTICES = {path.parent.name: path.read_text(encoding="utf-8") for path in DOCUMENTS.glob("*/notice.txt")}
COLUMNS = {"everyday": 2, "technology": 2, "misspellings": 2, "places": 4, "organisations": 2}
LEVELS = {"province", "city", "county", "zone"}
KINDS = {
    "enterprise",
    "foreign",
    "branch",
    "university",
    "institute",
    "hospital",
    "individual",
    "sole_trader",
    "association",
    "public_institution",
    "government",
    "student_team",
    "cooperative",
    "intermediary",
}


def rows(table: str) -> list[list[str]]:
    lines = files("retrieval.lexicon").joinpath(f"{table}.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def terms(table: Mapping[str, tuple[str, ...]]) -> set[str]:
    return {term for found in table.values() for term in found}


def normalised(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


@pytest.fixture(name="words", scope="module")
def _words() -> Lexicon:
    return lexicon()


class TestTables:
    @pytest.mark.parametrize("table", COLUMNS)
    def test_every_line_has_its_columns(self, table: str) -> None:
        """A line with a blank for a tab would silently be lost or shift its columns."""
        assert [row for row in rows(table) if len(row) != COLUMNS[table]] == []

    @pytest.mark.parametrize("table", COLUMNS)
    def test_words_are_written_as_questions_are_normalised(self, table: str) -> None:
        """A key in capitals or full-width letters would never be found in a normalised question."""
        keys = [row[0] for row in rows(table)]

        assert [key for key in keys if key != unicodedata.normalize("NFKC", key).lower().strip()] == []

    @pytest.mark.parametrize("table", ["everyday", "technology", "places", "organisations"])
    def test_no_word_is_a_single_character(self, table: str) -> None:
        """One character stands in too many other words to mean anything."""
        assert [row[0] for row in rows(table) if len(row[0]) < 2] == []

    @pytest.mark.parametrize("table", ["everyday", "technology", "misspellings", "organisations"])
    def test_no_word_stands_twice(self, table: str) -> None:
        """Of two lines for a word an editor would mend only the first."""
        keys = [row[0] for row in rows(table)]

        assert [key for key in set(keys) if keys.count(key) > 1] == []

    @pytest.mark.parametrize("table", ["everyday", "technology"])
    def test_every_word_leads_to_something_else(self, table: str) -> None:
        """A word whose only term is itself, or one character, adds nothing to a query but noise."""
        for word, joined in rows(table):
            found = [term for term in joined.split("、") if term != word]
            assert found, word
            assert all(len(term) > 1 for term in found), word


class TestExpansions:
    @pytest.mark.parametrize(
        ("question", "term"),
        [
            ("顶格能拿几多钱", "最高"),
            ("啥时候打款", "拨付"),
            ("要不要盖戳", "加盖公章"),
            ("材料打印几份", "纸质申报材料"),
            ("胶装还是订书机", "装订"),
            ("ddl是哪天", "截止"),
            ("能不能挂靠大学一起报", "联合申报"),
            ("没中会通知吗", "未立项"),
            ("走后门会怎样", "请托行为"),
            ("自己出的钱要多少", "自筹资金"),
            ("系统登不上", "系统技术支持"),
            ("一家公司能报几个", "限报一个"),
            ("几年做完", "实施周期"),
            ("可以落户吗", "积分制入户"),
            ("国自然谁能报", "国家自然科学基金"),
        ],
    )
    def test_everyday_words_lead_to_official_ones(self, words: Lexicon, question: str, term: str) -> None:
        """Applicants do not write as offices do; without the bridge the clause is not found."""
        assert term in words.expansions(question)

    @pytest.mark.parametrize(
        ("product", "term"),
        [
            ("无人机送外卖", "低空飞行器"),
            ("聊天机器人", "自然语言处理"),
            ("心脏支架", "植介入器械"),
            ("充电宝", "锂离子电池"),
            ("隐形眼镜", "眼科材料"),
            ("种牙", "口腔材料"),
            ("3d打印机", "增材制造"),
            ("sic器件", "碳化硅"),
            ("lidar", "激光雷达"),
            ("vr头盔", "沉浸式头盔"),
            ("光刻机", "半导体高端设备"),
            ("海水制氢", "海水淡化"),
            ("人造肉", "合成生物"),
            ("国产数据库", "基础软件"),
            ("杂交水稻", "水稻生物育种"),
        ],
    )
    def test_products_lead_to_fields(self, words: Lexicon, product: str, term: str) -> None:
        """A maker names what he sells, a guide names the field."""
        assert term in words.expansions(product)

    def test_latin_letters_stand_by_themselves(self, words: Lexicon) -> None:
        """ai in email is no artificial intelligence, ar in market no augmented reality."""
        assert not {"人工智能", "增强现实（AR）"} & set(words.expansions("email和market是什么"))
        assert "人工智能" in words.expansions("做ai的公司")

    def test_a_word_inside_a_longer_one_is_silent(self, words: Lexicon) -> None:
        """隐形眼镜 is a medical material; the glasses in it would lead to consumer goods."""
        assert "消费品" in words.expansions("眼镜")
        assert "消费品" not in words.expansions("隐形眼镜")

    def test_terms_that_stand_in_the_question_are_not_repeated(self, words: Lexicon) -> None:
        """They count already at full weight."""
        assert "截止时间" not in words.expansions("截止时间是哪天")

    def test_ordinary_words_bring_no_technology(self, words: Lexicon) -> None:
        """Words of procedure that also mean a technology must not lead into the guide's tables."""
        found = set(words.expansions("项目定位和量化考核指标怎么显示,忘记密码用手机登录,申报书怎么发射"))

        assert not found & terms(words.technology)

    @pytest.mark.parametrize(
        "phrase", ["重大专项", "另外资助", "平台资金", "联合资助", "落实审核", "单倍体育种", "推动车身", "项目名称重复"]
    )
    def test_no_word_hides_in_ordinary_phrases(self, words: Lexicon, phrase: str) -> None:
        """A word that two right words make where they meet (另外|资助) would lead astray."""
        hidden = {"大专", "外资", "台资", "合资", "实审", "体育", "动车", "称重"}

        assert not {word for word in (*words.everyday, *words.technology) if word in phrase} & hidden

    @pytest.mark.parametrize(
        "direction",
        [
            *re.findall(r"^研发方向：(.+)$", NOTICES["nantong-2023"], re.MULTILINE),
            *re.findall(r"^\d{6} +(?=[^ 除])(.+)$", NOTICES["suzhou-2022"], re.MULTILINE),
            *re.findall(r"^\t(.+；.+等。)$", NOTICES["shenzhen-2023"], re.MULTILINE),
        ],
        ids=lambda direction: direction[:12],
    )
    def test_every_direction_of_a_guide_is_reached(self, words: Lexicon, direction: str) -> None:
        """For each direction that our notices name, some product or everyday word leads to it."""
        assert any(term in direction for term in terms(words.technology))


class TestMisspellings:
    def test_no_right_text_is_touched(self, words: Lexicon) -> None:
        """A wrong form that stands in an official notice is not wrong."""
        for notice, text in NOTICES.items():
            folded = text.lower()
            for wrong in words.misspellings:
                standing = rf"(?<![a-z0-9.@/_-]){wrong}(?![a-z0-9.@/_-])" if wrong.isascii() else re.escape(wrong)
                assert not re.search(standing, folded), (notice, wrong)

    def test_no_official_term_or_name_is_touched(self, words: Lexicon) -> None:
        """What the tables call right, places and organisations among it, is left as it is."""
        right = [*terms(words.everyday), *terms(words.technology), *words.places, *words.organisations]
        right += words.misspellings.values()

        assert [text for text in right if normalise_question(text) != normalised(text)] == []

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("截至日期是哪天", "截止日期"),
            ("申抱要什么", "申报"),
            ("研法费够不够", "研发费"),
            ("怎么装钉", "装订"),
            ("纸制材料几份", "纸质材料"),
            ("什么时候拔款", "拨款"),
            ("suzhou jiezhi", "苏州 截止"),
        ],
    )
    def test_slips_are_mended(self, typed: str, meant: str) -> None:
        """People type by sound; the question is understood all the same."""
        assert meant in normalise_question(typed)


class TestPlaces:
    @pytest.mark.parametrize(
        ("name", "city", "province", "level"),
        [
            ("昆山", "苏州", "江苏", "county"),
            ("苏州工业园区", "苏州", "江苏", "zone"),
            ("深汕特别合作区", "深圳", "广东", "zone"),
            ("通州湾", "南通", "江苏", "zone"),
            ("广东省", "", "广东", "province"),
            ("恩施州", "恩施", "湖北", "city"),
            ("上海", "上海", "上海", "city"),
            ("鹏城", "深圳", "广东", "city"),
        ],
    )
    def test_a_place_knows_where_it_lies(self, words: Lexicon, name: str, city: str, province: str, level: str) -> None:
        """People name their county or zone; the notice names the city."""
        assert [(city, province, level)] == [(place.city, place.province, place.level) for place in words.places[name]]

    def test_a_name_of_several_places_names_them_all(self, words: Lexicon) -> None:
        """通州 is in Beijing and in Nantong: whoever reads it must see both."""
        assert {"北京", "南通"} == {place.city for place in words.places["通州"]}

    @pytest.mark.parametrize(
        "phrase",
        [
            "高要求",
            "云安全",
            "创新会议",
            "采集安全",
            "公开原则",
            "各市和县",
            "推广安全",
            "街道县级",
            "高新区",
            "开发区",
            "道路桥梁",
            "新兴产业",
            "论文成果",
            "普通化学",
            "对应城市",
            "世界首创",
            "最大安全",
            "优惠来源",
            "平安环境",
        ],
    )
    def test_no_name_hides_in_ordinary_phrases(self, words: Lexicon, phrase: str) -> None:
        """A question about 高要求 is not about 高要; a false place sends the asker to another city."""
        assert [name for name in words.places if name in phrase] == []

    def test_levels_and_provinces_are_known(self, words: Lexicon) -> None:
        """Every place lies in one of the provinces, and all 34 are there."""
        places = [place for found in words.places.values() for place in found]

        assert {place.level for place in places} == LEVELS
        assert len({place.province for place in places}) == 34
        assert [place for place in places if place.level != "province" and not place.city and not place.province] == []


class TestOrganisations:
    def test_kinds_are_a_closed_set(self, words: Lexicon) -> None:
        """Rules are judged by kind; an unknown kind would be judged by none."""
        assert set(words.organisations.values()) == KINDS

    @pytest.mark.parametrize(
        ("word", "kind"),
        [
            ("公司", "enterprise"),
            ("分公司", "branch"),
            ("个体户", "sole_trader"),
            ("大学", "university"),
            ("大学生", "student_team"),
            ("外商", "foreign"),
            ("合作社", "cooperative"),
            ("医院", "hospital"),
        ],
    )
    def test_everyday_words_have_a_kind(self, words: Lexicon, word: str, kind: str) -> None:
        """分公司 is no enterprise of its own: the longer word has its own kind."""
        assert words.organisations[word] == kind

    @pytest.mark.parametrize(
        "phrase", ["最高专项", "部分部门", "其中专项", "另外资助", "平台资金", "联合资助", "个体化诊疗"]
    )
    def test_no_kind_hides_in_ordinary_phrases(self, words: Lexicon, phrase: str) -> None:
        """A guide code or a phrase must not make the asker a school or a trader."""
        assert [word for word in words.organisations if word in phrase] == []

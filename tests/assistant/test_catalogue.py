"""The notices held as the assistant sees them: read when first needed, renewed when they change, found by name."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.catalogue import Catalogue
from retrieval import Library, Notice
from retrieval.errors import UnknownNotice

TOWNS = ("柳溪", "松溪", "梅溪")
TEXT = """关于组织申报2030年度{}市星桥补助的通知

一、补助标准
每个项目补助{}0万元。
二、申报时间
2030年5月1日至5月31日。
"""


def notices_of(*towns: str) -> list[Notice]:
    return [Notice.from_text(town, TEXT.format(town, number)) for number, town in enumerate(towns, start=1)]


@pytest.fixture
def library() -> Library:
    held = Library.in_memory()
    held.add(notices_of(*TOWNS))
    return held


def read_so_far(catalogue: Catalogue) -> list[str]:
    return [view.held.id for view in catalogue.views() if "units" in vars(view)]


class TestViews:
    def test_only_the_notice_that_is_meant_is_read_into_sentences(self, library: Library) -> None:
        """Of a thousand notices the first question would wait for all."""
        assistant = Assistant(library)

        assert "20万元" in assistant.ask("松溪每个项目补助多少").text
        assert ["松溪"] == read_so_far(assistant._catalogue)

    def test_the_others_can_be_read_ahead(self, library: Library) -> None:
        """A server reads them while nobody asks, no more than it is told to."""
        assistant = Assistant(library)

        assistant.read_ahead(most=2, rest=0.0)

        assert sorted(TOWNS)[:2] == read_so_far(assistant._catalogue)

    def test_what_did_not_change_is_not_made_again(self, library: Library) -> None:
        """One notice put in must not cost the reading of all others."""
        catalogue = Catalogue(library)
        before = catalogue.view("柳溪")

        library.add([Notice.from_text("松溪", TEXT.format("松溪", 7))])

        assert before is catalogue.view("柳溪")
        assert "70万元" in catalogue.view("松溪").text

    def test_what_is_held_no_longer_is_forgotten(self, library: Library) -> None:
        """Its name must not be taken for one that is held."""
        catalogue = Catalogue(library)
        assert "松溪市" in catalogue.names.region_names

        library.remove(["松溪"])

        assert "松溪市" not in catalogue.names.region_names
        with pytest.raises(UnknownNotice):
            catalogue.view("松溪")


class TestNames:
    def test_a_run_of_a_name_finds_all_notices_that_bear_it(self, library: Library) -> None:
        """Whoever names a programme of several towns means each of them."""
        names = Catalogue(library).names
        shared = names.shared("申报星桥补助要什么材料")

        assert "星桥补助" == max(shared.values(), key=len)
        assert {*TOWNS} == {one for name in shared for one in names.called(name)}

    def test_the_longest_run_of_a_name_counts(self, library: Library) -> None:
        """A name is met by how much of it is said, wherever that is said."""
        names = Catalogue(library).names

        assert "星桥补助" == names.shared("星桥补,还是星桥补助")["星桥补助"]
        assert "星桥补助" not in names.shared("星桥补,助")

    def test_a_year_stands_beside_the_name_of_a_notice_or_of_its_region(self, library: Library) -> None:
        """Only then does it say which notice is meant."""
        names = Catalogue(library).names

        assert [True, False] == [names.end(text) for text in ("请问松溪", "松溪请问")]
        assert [True, False] == [names.begin(text) for text in ("松溪的补助", "请问松溪")]
        assert ["松溪"] == [view.held.id for view in names.bearers("松溪2030")]

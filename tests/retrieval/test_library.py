"""The library: notices in, ranked passages out, nothing lost."""

from __future__ import annotations

import logging
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

import retrieval.embeddings
import retrieval.keeper
from retrieval import (
    DataFolderError,
    EmbeddingChanged,
    EmbeddingUnavailable,
    Library,
    Notice,
    NoticeError,
    UnknownNotice,
)
from retrieval.embeddings import unit
from retrieval.store import Edit, Pointer, Store

MONEY = """关于组织申报青山市星光计划的通知
一、支持方式
单个项目资助最高60万元。
二、申报时间
网上填报截止时间为2031年3月31日。
"""
NAMES = """关于组织申报白水市远航计划的通知
一、申报要求
项目名称须科学规范，一般不超过20字。
二、联系方式
联系人：陈青，电话：0998-81234567。
"""


def _notices() -> list[Notice]:
    return [Notice.from_text("qingshan", MONEY), Notice.from_text("baishui", NAMES)]


def _found(library: Library, query: str = "资助多少") -> list[tuple[str, int]]:
    return [(hit.passage.notice_id, hit.passage.start) for hit in library.search(query)]


@pytest.fixture
def library():
    with Library.in_memory() as library:
        library.add(_notices())
        yield library


@pytest.fixture(scope="module")
def indexed(tmp_path_factory):
    """A data folder with both notices in it. Tests that write take a copy."""
    folder = tmp_path_factory.mktemp("indexed") / "data"
    with Library.open(folder) as library:
        library.add(_notices())
    return folder


@pytest.fixture
def data(indexed, tmp_path):
    return Path(shutil.copytree(indexed, tmp_path / "data"))


class TestSearch:
    def test_a_hit_quotes_the_notice_exactly(self, library):
        """`text[start:end]` is the passage: citations rest on it."""
        (hit, *_) = library.search("项目名称有什么要求", k=3)

        assert "科学规范" in hit.passage.text
        assert hit.passage.text == NAMES[hit.passage.start : hit.passage.end]

    def test_a_scope_leaves_other_notices_out(self, library):
        """A question about one notice is never answered from another."""
        assert {notice for notice, _ in _found(library)} == {"qingshan", "baishui"}
        hits = library.search("资助多少", k=10, notice_ids=["baishui"])

        assert {hit.passage.notice_id for hit in hits} == {"baishui"}
        assert library.search("资助多少", notice_ids=[]) == []

    def test_an_unknown_notice_is_refused(self, library):
        """A misspelt id is an error, not an empty answer."""
        with pytest.raises(UnknownNotice, match="atlantis"):
            library.search("资助多少", notice_ids=["atlantis"])

    @pytest.mark.parametrize(
        "query", ["", "  ", "\ud800\udfff", "\x00\u200b\U000e0041", "？！", "资" * 2000, "a" * 5_000_000]
    )
    def test_no_question_is_an_error(self, library, query):
        """Blank, broken or endless input is searched like any other."""
        assert isinstance(library.search(query, k=3), list)

    def test_fewer_than_one_hit_cannot_be_asked_for(self, library):
        """A wrong `k` is told to the developer."""
        with pytest.raises(ValueError, match="at least 1"):
            library.search("资助", k=0)

    def test_nothing_held_finds_nothing(self):
        """A library starts empty and answers."""
        with Library.in_memory() as library:
            assert library.search("资助多少") == []
            assert library.ids == ()

    def test_threads_share_a_library_while_it_is_written_to(self, library):
        """A web server searches from many threads; nobody sees half an index."""
        failures: list[BaseException] = []
        stop = threading.Event()

        def ask() -> None:
            while not stop.is_set():
                try:
                    assert ("qingshan", MONEY.index("单个项目")) in _found(library)
                except BaseException as failure:  # the thread must hand over whatever went wrong, asserts included
                    failures.append(failure)
                    return

        askers = [threading.Thread(target=ask) for _ in range(3)]
        for asker in askers:
            asker.start()
        for number in range(5):
            library.add([Notice.from_text("changing", f"关于第{number}号事项的通知\n一、要求\n材料一式{number}份。\n")])
        stop.set()
        for asker in askers:
            asker.join()

        assert failures == []


class TestExplain:
    def test_a_search_tells_what_it_rejected_and_where_ranks_came_from(self, library):
        """A miss can be explained afterwards."""
        search = library.explain("资助多少", k=1)

        assert len(search.hits) == 1
        assert search.rejected
        assert search.hits[0].score >= search.rejected[0].score
        assert set(search.hits[0].ranks) == {"lexical", "vector"}
        assert search.index_digest == library.digest
        assert search.timing_ms["total"] > 0
        assert search.unavailable == ()

    def test_hits_and_rejected_continue_one_ranking(self, library):
        """`k` cuts the list, it does not change it."""
        whole = library.explain("申报时间", k=6).hits

        cut = library.explain("申报时间", k=2)

        assert whole[:4] == (*cut.hits, *cut.rejected)[:4]


class TestAdd:
    def test_a_report_says_what_happened_to_each(self, library):
        """Created, updated, unchanged, refused: an operator sees all four."""
        changed = Notice.from_text("qingshan", MONEY + "三、其他\n另行通知。\n")
        bad = Notice("broken", "关于事项的通知\n一、要求\n材料一式三份。\n", card_source="label: [")

        report = library.add([changed, _notices()[1], Notice.from_text("new", NAMES), bad])

        assert report.created == ("new",)
        assert report.updated == ("qingshan",)
        assert report.unchanged == ("baishui",)
        assert [name for name, _ in report.refused] == ["broken"]
        assert library.ids == ("baishui", "new", "qingshan")

    def test_a_false_card_keeps_what_was_held(self, library):
        """A mistake in a correction must not take a notice off the air."""
        before = library.held("qingshan")
        bad = Notice("qingshan", MONEY, card_source="facts: nonsense")

        report = library.add([bad])

        assert report.refused[0][0] == "qingshan"
        assert library.held("qingshan") == before

    def test_the_same_id_twice_in_one_run_is_refused(self):
        """Which of the two would be held must not depend on chance."""
        with Library.in_memory() as library:
            report = library.add([Notice.from_text("one", MONEY), Notice.from_text("one", NAMES)])

            assert library.held("one").text == MONEY
            assert "重复" in report.refused[0][1]

    @pytest.mark.parametrize("text", ["", "  \n ", "申报\ud800通知"])
    def test_a_notice_made_by_hand_is_checked_too(self, library, text):
        """`Notice(...)` goes round the readers; the library does not trust it."""
        report = library.add([Notice("made", text)])

        assert [name for name, _ in report.refused] == ["made"]

    def test_progress_counts_to_the_end(self):
        """A progress bar is told each stage up to its total."""
        seen: list[tuple[str, int, int]] = []
        with Library.in_memory() as library:
            library.add(_notices(), progress=lambda *step: seen.append(step))

        assert ("read", 2, 2) in seen
        assert seen[-1][0] == "index"
        assert seen[-1][1] == seen[-1][2] > 0


class TestSync:
    @pytest.fixture
    def documents(self, tmp_path):
        folder = tmp_path / "documents"
        (folder / "qingshan").mkdir(parents=True)
        (folder / "qingshan" / "notice.txt").write_text(MONEY, encoding="utf-8")
        (folder / "baishui.txt").write_text(NAMES, encoding="utf-8")
        return folder

    def test_what_is_in_the_folder_is_what_is_held(self, documents):
        """Added, then removed with its file."""
        with Library.in_memory() as library:
            assert set(library.sync(documents).created) == {"baishui", "qingshan"}
            (documents / "baishui.txt").unlink()

            assert library.sync(documents).removed == ("baishui",)
            assert library.ids == ("qingshan",)

    def test_an_unreadable_file_is_refused_and_its_earlier_version_stays(self, documents):
        """A half-copied file must not take a notice off the air."""
        with Library.in_memory() as library:
            library.sync(documents)
            (documents / "baishui.txt").write_bytes(b"\x00\x01\x02\xff" * 100)

            report = library.sync(documents)

            assert [name for name, _ in report.refused] == ["baishui.txt"]
            assert library.held("baishui").text == NAMES
            assert report.removed == ()

    def test_a_missing_folder_removes_nothing(self, documents):
        """A misspelt --documents must not empty the library."""
        with Library.in_memory() as library:
            library.sync(documents)

            with pytest.raises(NoticeError, match="no such folder"):
                library.sync(documents / "typo")
            assert library.ids == ("baishui", "qingshan")


class TestRemove:
    def test_a_removed_notice_is_found_no_more(self, library):
        """Neither by search nor by id."""
        assert library.remove(["qingshan"]).removed == ("qingshan",)

        assert {notice for notice, _ in _found(library)} <= {"baishui"}
        with pytest.raises(UnknownNotice):
            library.held("qingshan")

    def test_an_unknown_id_removes_nothing(self, library):
        """All or none."""
        with pytest.raises(UnknownNotice):
            library.remove(["qingshan", "atlantis"])

        assert library.ids == ("baishui", "qingshan")


class TestOpen:
    def test_a_library_on_disk_answers_as_one_in_memory(self, indexed, library):
        """What tests see is what is served: Chroma and the exact scan rank alike."""
        with Library.open(indexed) as opened:
            assert opened.ids == library.ids
            assert opened.digest == library.digest
            for query in ("资助多少", "项目名称有什么讲究", "电话", "哪天截止"):
                assert _found(opened, query) == _found(library, query)
            assert opened.held("qingshan") == library.held("qingshan")

    def test_a_second_run_builds_nothing(self, data):
        """Nothing changed: no lock, no generation, no vector."""
        before = {path: path.stat().st_mtime_ns for path in (data / "index").rglob("*")}
        with Library.open(data) as library:
            report = library.add(_notices())

        assert set(report.unchanged) == {"baishui", "qingshan"}
        assert before == {path: path.stat().st_mtime_ns for path in (data / "index").rglob("*")}

    def test_only_what_changed_is_embedded_again(self, data, monkeypatch):
        """Kept vectors are used again: with a paid endpoint, each text is sent once."""
        with Library.open(data) as library:
            sent: list[str] = []
            original = type(library._keeper.embedding).embed
            monkeypatch.setattr(
                type(library._keeper.embedding),
                "embed",
                lambda self, texts, progress: sent.extend(texts) or original(self, texts, progress),
            )
            library.add([Notice.from_text("new", "关于事项的通知\n一、要求\n材料一式三份。\n")])

        assert sent
        assert not any("星光计划" in text or "远航计划" in text for text in sent)

    @pytest.mark.parametrize("harm", ["folder", "chroma", "lexical", "manifest"])
    def test_a_damaged_index_is_found_and_rebuilt(self, data, library, harm):
        """The index is derived: whatever happens to it, the same answers come back from the database."""
        (generation,) = (data / "index").iterdir()
        if harm == "folder":
            shutil.rmtree(data / "index")
        elif harm == "chroma":
            (generation / "vectors" / "chroma.sqlite3").write_bytes(b"garbage" * 500)
        elif harm == "lexical":
            next((generation / "lexical").glob("*.term")).write_bytes(b"")
        else:
            (generation / "manifest.json").unlink()

        with Library.open(data) as opened:
            search = opened.explain("资助多少")

            assert [(hit.passage.notice_id, hit.passage.start) for hit in search.hits] == _found(library)
            assert search.unavailable == ()
        assert generation.name not in {path.name for path in (data / "index").iterdir()}

    def test_an_index_that_cannot_be_repaired_is_served_from_memory(self, data, library, monkeypatch):
        """Another process keeps the lock: people are answered nevertheless."""
        shutil.rmtree(data / "index")
        monkeypatch.setattr("retrieval.indexer.LOCK_TIMEOUT_S", 0.05)
        with Library.open(data) as holder, holder._keeper._indexer.writing():
            shutil.rmtree(data / "index")
            with Library.open(data) as opened:
                assert _found(opened) == _found(library)

    def test_a_garbage_database_is_refused_with_the_way_out(self, data):
        """Notices are files, so moving the database away loses nothing; doing it unasked would."""
        (data / "library.db").write_bytes(b"no database" * 500)

        with pytest.raises(DataFolderError, match="Move it away"):
            Library.open(data)

    def test_a_folder_that_cannot_be_made_is_refused_in_chinese(self, tmp_path):
        """A file stands where the folder should be."""
        (tmp_path / "file").write_text("x")

        with pytest.raises(DataFolderError) as refusal:
            Library.open(tmp_path / "file" / "data")
        assert "数据文件夹" in refusal.value.reason_zh

    def test_a_read_only_folder_serves_and_refuses_changes(self, data, library, monkeypatch):
        """An index on a read-only medium answers; a change is refused before anything is touched."""
        monkeypatch.setattr("retrieval.library.os.access", lambda *_: False)
        before = sorted(path.relative_to(data) for path in data.rglob("*"))

        with Library.open(data) as opened:
            assert _found(opened) == _found(library)
            assert before == sorted(path.relative_to(data) for path in data.rglob("*"))

    def test_an_index_of_another_version_is_made_anew(self, data, library, monkeypatch):
        """New code or tables read the stored notices again; nobody has to remember a version number."""
        monkeypatch.setattr("retrieval.keeper.recipe", lambda: "newer")
        monkeypatch.setattr("retrieval.indexer.recipe", lambda: "newer")

        with Library.open(data) as opened:
            assert opened.digest != library.digest
            assert _found(opened) == _found(library)
        with Store(data / "library.db") as store:
            assert store.catalogue().pointer.recipe == "newer"


class _Other:
    """An embedding of another name, with eight numbers a text."""

    name = version = "other:8"
    weight = 1.0
    down = False

    def embed(self, texts, progress):
        if self.down:
            raise EmbeddingUnavailable("down")
        return unit(np.array([[len(text) % 7 + 1, *range(7)] for text in texts], dtype=np.float32))

    def embed_query(self, query):
        return self.embed([query], lambda _: None)


class TestEmbedding:
    @pytest.fixture
    def other(self, monkeypatch):
        embedding = _Other()
        original = retrieval.embeddings.embedding_for
        monkeypatch.setattr(
            "retrieval.library.embedding_for", lambda name: embedding if name == "other:8" else original(name)
        )
        return embedding

    def test_another_embedding_is_explained_and_never_mixed(self, data, other):
        """The message names both and the command that mends it; the index stays as it was."""
        with pytest.raises(EmbeddingChanged, match=r"local \(2048 numbers a text\).*other:8.*shenbao ingest --rebuild"):
            Library.open(data, embedding="other:8")
        with Library.open(data) as library:
            assert library.ids == ("baishui", "qingshan")

    def test_a_rebuild_changes_the_embedding(self, data, other):
        """Asked for, the same notices are embedded anew."""
        with Library.open(data, embedding="other:8", rebuild=True) as library:
            assert library.explain("资助多少").unavailable == ()
        with Library.open(data, embedding="other:8") as library:
            library.reindex("local")
        with Library.open(data) as library:
            assert _found(library)

    def test_an_endpoint_down_at_a_question_leaves_the_lexical_ranking(self, data, other):
        """People are answered; the search says what was missing."""
        with Library.open(data, embedding="other:8", rebuild=True) as library:
            other.down = True
            search = library.explain("资助多少")

        assert search.unavailable == ("vector",)
        assert {name for hit in search.hits for name in hit.ranks} == {"lexical"}

    def test_an_endpoint_down_while_indexing_changes_nothing(self, data, other):
        """The run fails cleanly and what was held is held."""
        with Library.open(data, embedding="other:8", rebuild=True) as library:
            before = _found(library)
            other.down = True
            with pytest.raises(EmbeddingUnavailable):
                library.add([Notice.from_text("new", MONEY + "\n三、其他\n另行通知。")])
            other.down = False

            assert library.ids == ("baishui", "qingshan")
            assert _found(library) == before


class TestTwoProcesses:
    def test_a_reader_notices_what_another_wrote(self, data, monkeypatch):
        """A server serves what `shenbao ingest` added, without a restart."""
        monkeypatch.setattr(retrieval.keeper, "REFRESH_S", 0.0)
        with Library.open(data) as reader, Library.open(data) as writer:
            writer.add([Notice.from_text("new", "关于事项的通知\n一、要求\n材料一式三份。\n")])

            assert "new" in reader.ids
            assert reader.search("材料一式几份", k=1)[0].passage.notice_id == "new"

    def test_a_reader_outlives_many_changes_between_its_looks(self, data, monkeypatch):
        """Its generation was deleted under it: it moves on to the current one and answers."""
        monkeypatch.setattr(retrieval.keeper, "REFRESH_S", 3600.0)
        with Library.open(data) as reader, Library.open(data) as writer:
            for number in range(3):
                writer.add([Notice.from_text("new", f"关于事项的通知\n一、要求\n材料一式{number}份。\n")])

            assert ("qingshan", MONEY.index("单个项目")) in _found(reader)
            assert reader.held("qingshan").text == MONEY

    def test_a_second_writer_is_refused_in_chinese(self, data, monkeypatch):
        """Two ingest runs at once: the second says why it stops, and nothing is half-written."""
        monkeypatch.setattr("retrieval.indexer.LOCK_TIMEOUT_S", 0.05)
        with Library.open(data) as first, Library.open(data) as second, first._keeper._indexer.writing():
            with pytest.raises(DataFolderError, match="another process is writing") as refusal:
                second.add([Notice.from_text("new", MONEY + "三、其他\n另行通知。\n")])
            assert "另一个程序" in refusal.value.reason_zh
            assert set(second.add(_notices()).unchanged) == {"baishui", "qingshan"}

    def test_an_index_of_another_version_is_not_taken_over_while_serving(self, data, monkeypatch, caplog):
        """A newer program on the same folder must not change what this one understands; it keeps its own."""
        monkeypatch.setattr(retrieval.keeper, "REFRESH_S", 0.0)
        with Library.open(data) as reader:
            before = _found(reader)
            with Store(data / "library.db") as store:
                store.apply(Edit(), Pointer(generation="foreign", recipe="newer"), {})
            with caplog.at_level(logging.WARNING):
                assert _found(reader) == before
                assert _found(reader) == before

            assert len([record for record in caplog.records if "another version" in record.message]) == 1
            with pytest.raises(DataFolderError, match="Restart"):
                reader.add([Notice.from_text("new", MONEY + "三、其他\n另行通知。\n")])


class TestRetriever:
    def test_it_is_a_langchain_retriever_over_verbatim_passages(self, library):
        """It drops into other people's chains: Documents with place and score."""
        (document,) = library.as_retriever(k=1, notice_ids=["qingshan"]).invoke("资助多少")

        assert document.page_content == MONEY[document.metadata["start"] : document.metadata["end"]]
        assert {"notice_id", "section", "start", "end", "score"} == document.metadata.keys()
        assert document.metadata["notice_id"] == "qingshan"


class TestImports:
    def test_importing_the_package_brings_no_engine(self):
        """`shenbao --help` must not wait for engines that it does not use."""
        heavy = "chromadb, tantivy, sqlalchemy, langchain_core, numpy, openai, pydantic"
        code = f"import sys, retrieval; print([name for name in '{heavy}'.split(', ') if name in sys.modules])"

        out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

        assert out.strip() == "[]"

    def test_every_public_name_is_there(self):
        """What `__all__` promises can be imported, the lazy one too."""
        import retrieval as package

        assert [name for name in package.__all__ if not hasattr(package, name)] == []
        with pytest.raises(AttributeError, match="Librarian"):
            _ = package.Librarian


class TestSpeed:
    def test_a_search_takes_milliseconds(self, library):
        """A search that rebuilt or reloaded something would take a hundred times longer."""
        library.search("资助多少")
        began = time.perf_counter()
        for _ in range(20):
            library.search("资助多少")

        assert (time.perf_counter() - began) / 20 < 0.05

"""The database: notices, vectors and the pointer to the current index."""

from __future__ import annotations

import itertools
import sqlite3
import threading
from datetime import date, time
from decimal import Decimal

import pytest

from retrieval.card import Card, Fact, Measure, Named, Quote, Window
from retrieval.clause import Clause
from retrieval.errors import DataFolderError, IndexDamaged
from retrieval.held import Held, Phrasing
from retrieval.notice import Notice
from retrieval.passage import Passage
from retrieval.store import Edit, Pointer, Store

TEXT = "最高100万元，3月1日17:00截止"
POINTER = Pointer(generation="g1", digest="d", embedding="local", version="local-1", dimensions=2, recipe="r")


def _held(id: str = "a") -> Held:
    quote = Quote("最高100万元", 0, 7)
    fact = Fact(
        "cap",
        quote,
        who=("企业",),
        measures=(Measure(Decimal("1000000.50"), "yuan", "at_most"),),
        window=Window(None, date(2031, 3, 1), time(17)),
    )
    card = Card(id, True, "简称", Named("通知", None), facts=(fact,), silent=("copies",))
    return Held(
        id=id,
        text=TEXT,
        digest=Notice(id, TEXT).digest,
        url=None,
        clauses=(Clause(0, None, 0, "notice", "", "", 0, 0, len(TEXT)),),
        passages=(Passage(id, 0, TEXT, 0, len(TEXT), "", "", 0),),
        card=card,
        phrasings=(Phrasing(quote, ("能拿多少",)),),
    )


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path / "library.db")
    yield store
    store.close()


class TestStore:
    def test_a_notice_comes_back_as_it_was_held(self, store):
        """Amounts, dates and times of a card survive the database exactly: answers are computed from them."""
        held = _held()

        store.apply(Edit([(Notice("a", TEXT), held)]), POINTER, {})

        assert held == store.held("a")
        assert store.held("b") is None

    def test_the_sources_come_back_for_reading_anew(self, store):
        """A new version of the program reads every notice again, from here."""
        notice = Notice("a", TEXT, source="a.txt", card_source="card: 1", phrasing_source="[]", url="https://x.test")

        store.apply(Edit([(notice, _held())]), POINTER, {})

        assert [notice] == store.notices()

    def test_notices_and_pointer_are_read_at_one_moment(self, store):
        """The catalogue names each notice's digest and number of passages beside the generation built from them."""
        store.apply(Edit([(Notice("b", TEXT), _held("b")), (Notice("a", TEXT), _held("a"))]), POINTER, {})

        catalogue = store.catalogue()

        assert catalogue.pointer == POINTER
        assert list(catalogue.notices.items()) == [("a", (_held("a").digest, 1)), ("b", (_held("b").digest, 1))]

    def test_a_failed_change_changes_nothing(self, store):
        """Texts and pointer are one transaction: an error in the middle leaves the old state whole."""
        store.apply(Edit([(Notice("a", TEXT), _held())]), POINTER, {"t": b"1234"})
        before = store.catalogue()

        with pytest.raises(Exception, match="text"):
            store.apply(Edit([(Notice("b", None), _held("b"))], ["a"]), Pointer(generation="g2"), {})  # type: ignore[arg-type]

        assert before == store.catalogue()
        assert store.vectors("local-1") == {"t": b"1234"}

    def test_vectors_of_other_texts_and_versions_are_let_go(self, store):
        """The cache holds what the index needs and does not grow for ever."""
        store.apply(Edit(), POINTER, {"one": b"1", "two": b"2"})
        store.apply(Edit(), POINTER, {"two": b"2", "three": b"3"})
        assert store.vectors("local-1") == {"two": b"2", "three": b"3"}

        store.apply(Edit(), Pointer(version="local-2"), {"two": b"9"})

        assert store.vectors("local-1") == {}
        assert store.vectors("local-2") == {"two": b"9"}

    def test_a_record_of_another_form_is_damage_not_a_crash(self, tmp_path, store):
        """Something else wrote the JSON: told as damage, which reading anew mends."""
        store.apply(Edit([(Notice("a", TEXT), _held())]), POINTER, {})
        with sqlite3.connect(tmp_path / "library.db") as raw:
            raw.execute("UPDATE notices SET card = '{\"nonsense\": 1}'")

        with pytest.raises(IndexDamaged, match="another form"):
            store.held("a")

    def test_a_catalogue_never_mixes_two_moments(self, tmp_path, store):
        """While another process writes, pointer and notices that are read belong together."""
        stop, written = threading.Event(), threading.Event()

        def write() -> None:
            with Store(tmp_path / "library.db") as writer:
                for number in itertools.cycle(range(1, 4)):
                    ids = [f"n{at}" for at in range(number)]
                    gone = [f"n{at}" for at in range(4)]
                    writer.apply(
                        Edit([(Notice(name, TEXT), _held(name)) for name in ids], gone), Pointer(str(number)), {}
                    )
                    if number > 1:
                        written.set()
                    if stop.is_set():
                        return

        thread = threading.Thread(target=write)
        thread.start()
        seen = [store.catalogue()]
        assert written.wait(60), "the writer never wrote"
        seen += [store.catalogue() for _ in range(150)]
        stop.set()
        thread.join()

        assert len({catalogue.pointer.generation for catalogue in seen}) > 1
        assert all(len(catalogue.notices) == int(catalogue.pointer.generation or 0) for catalogue in seen)


class TestRefusals:
    def test_a_garbage_database_is_refused_with_the_way_out(self, tmp_path):
        """Nothing is lost, because notices are files: move it away and ingest again."""
        (tmp_path / "library.db").write_bytes(b"garbage " * 1000)

        with pytest.raises(DataFolderError, match=r"Move it away and run shenbao ingest") as refusal:
            Store(tmp_path / "library.db")
        assert "已损坏" in refusal.value.reason_zh

    def test_a_database_of_another_schema_is_refused(self, tmp_path):
        """A newer program's database is not written to by an older one."""
        Store(tmp_path / "library.db").close()
        with sqlite3.connect(tmp_path / "library.db") as raw:
            raw.execute("INSERT INTO meta VALUES ('schema', '99')")

        with pytest.raises(DataFolderError, match="schema 99"):
            Store(tmp_path / "library.db")

    def test_a_full_disk_is_said_to_be_full(self, tmp_path, store):
        """SQLite's own word for it becomes the remedy; what was there stays."""
        store.apply(Edit([(Notice("a", TEXT), _held())]), POINTER, {})
        with store._engine.connect() as connection:  # the same pooled connection serves the next call
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

        with pytest.raises(DataFolderError, match="no space left"):
            store.apply(Edit(), POINTER, {str(n): b"x" * 4096 for n in range(64)})

        assert list(store.catalogue().notices) == ["a"]

    def test_read_only_without_a_database_is_refused_in_chinese(self, tmp_path):
        """A read-only folder that was never indexed cannot serve anything."""
        with pytest.raises(DataFolderError, match="without an index") as refusal:
            Store(tmp_path / "library.db", read_only=True)
        assert "只读" in refusal.value.reason_zh

    def test_read_only_reads_and_leaves_no_trace(self, tmp_path):
        """A database on a read-only medium is read without side files."""
        store = Store(tmp_path / "library.db")
        store.apply(Edit([(Notice("a", TEXT), _held())]), POINTER, {})
        store.close()

        reader = Store(tmp_path / "library.db", read_only=True)

        assert _held() == reader.held("a")
        assert [path.name for path in tmp_path.iterdir()] == ["library.db"]
        reader.close()

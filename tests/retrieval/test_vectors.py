"""The vector ranking: Chroma on disk and the exact scan in memory."""

from __future__ import annotations

import numpy as np
import pytest

from retrieval.embeddings import unit
from retrieval.entry import Entry
from retrieval.errors import IndexDamaged
from retrieval.vectors import ChromaVectors, ExactVectors


@pytest.fixture
def entries():
    return [Entry(row, f"notice-{row % 3}", f"第{row}条", "", "") for row in range(150)]


@pytest.fixture
def vectors():
    return unit(np.random.default_rng(7).normal(size=(150, 32)))


@pytest.fixture
def chroma(tmp_path, entries, vectors):
    ChromaVectors.build(_made(tmp_path / "vectors"), entries, vectors)
    index = ChromaVectors(tmp_path / "vectors", count=150)
    yield index
    index.close()


def _made(path):
    path.mkdir()
    return path


class TestChromaVectors:
    def test_it_ranks_as_the_exact_scan_does(self, chroma, entries, vectors):
        """Tests run on the exact scan and people on Chroma: both must see the same order."""
        exact = ExactVectors(entries, vectors)

        for row in range(0, 150, 10):
            query = vectors[row : row + 1]
            assert exact.nearest(query, limit=50) == chroma.nearest(query, limit=50)

    def test_it_filters_as_the_exact_scan_does(self, chroma, entries, vectors):
        """A scope is a filter on both."""
        exact = ExactVectors(entries, vectors)
        wanted = {"notice-1", "notice-2"}

        found = chroma.nearest(vectors[:1], limit=20, notice_ids=wanted)

        assert exact.nearest(vectors[:1], limit=20, notice_ids=wanted) == found
        assert {entries[row].notice_id for row in found} == wanted
        assert chroma.nearest(vectors[:1], limit=5, notice_ids=[]) == []

    def test_questions_do_not_change_the_index_files(self, tmp_path, chroma, vectors):
        """A generation is read by several processes at once, so nobody may rewrite its vectors."""
        files = [path for path in (tmp_path / "vectors").rglob("*") if path.is_file() and path.suffix != ".sqlite3"]
        before = {path: path.read_bytes() for path in files}

        chroma.nearest(vectors[:1], limit=5)

        assert before == {path: path.read_bytes() for path in files}
        assert any(path.name == "data_level0.bin" for path in files)

    def test_another_count_than_promised_is_damage(self, tmp_path, chroma, vectors):
        """Vectors lost silently must not pass for a small library."""
        with pytest.raises(IndexDamaged, match="expected 151"):
            ChromaVectors(tmp_path / "vectors", count=151).nearest(vectors[:1], limit=1)

    def test_garbage_instead_of_its_database_is_damage(self, tmp_path):
        """What Chroma raises over a broken file is told as the damage it is, so that a rebuild can follow."""
        (_made(tmp_path / "vectors") / "chroma.sqlite3").write_bytes(b"no database" * 1000)

        with pytest.raises(IndexDamaged, match="cannot be used"):
            ChromaVectors(tmp_path / "vectors", count=3).nearest(np.ones((1, 4), dtype=np.float32), limit=1)

    def test_a_missing_folder_is_damage_and_is_not_made(self, tmp_path):
        """Chroma would make an empty collection of it."""
        with pytest.raises(IndexDamaged, match="missing"):
            ChromaVectors(tmp_path / "gone", count=3).nearest(np.ones((1, 4), dtype=np.float32), limit=1)
        assert not (tmp_path / "gone").exists()


class TestExactVectors:
    def test_equal_vectors_come_in_the_order_of_the_notices(self):
        """The same question has the same answer tomorrow."""
        entries = [Entry(row, "a", "", "", "") for row in range(4)]
        index = ExactVectors(entries, unit(np.ones((4, 3))))

        assert index.nearest(unit(np.ones((1, 3))), limit=3) == [0, 1, 2]

    def test_no_passages_no_rows(self):
        """An empty library answers, with nothing."""
        assert ExactVectors([], np.zeros((0, 1), dtype=np.float32)).nearest(unit([[1.0, 0.0]]), limit=3) == []

    def test_it_ranks_by_cosine_within_the_notices_named(self, entries, vectors):
        """Only the columns that a question has something in are read: nothing may be lost by that."""
        index = ExactVectors(entries, vectors)
        query = vectors[7:8].copy()
        query[0, ::2] = 0.0
        own = [row for row in range(150) if row % 3 == 1]

        found = index.nearest(query, limit=20, notice_ids=["notice-1"])

        assert sorted(own, key=lambda row: -float(vectors[row] @ query[0]))[:20] == found

"""Index folders that are written once."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import numpy as np
import pytest

from retrieval.embeddings import unit
from retrieval.entry import Entry
from retrieval.errors import DataFolderError, IndexDamaged
from retrieval.generations import Generations

ENTRIES = [Entry(row, "a", text, "", "") for row, text in enumerate(("资助额度", "联系电话", "截止时间"))]
VECTORS = unit(np.eye(3, 8))


@pytest.fixture
def root(tmp_path):
    return tmp_path / "index"


@pytest.fixture(scope="module")
def pristine(tmp_path_factory):
    """One built generation: (its index folder, its name). Only copies of it are harmed."""
    root = tmp_path_factory.mktemp("pristine") / "index"
    return root, Generations(root).build(ENTRIES, VECTORS, digest="d" * 64)


def _files(folder: Path, suffixes: tuple[str, ...]) -> list[Path]:
    return [path for path in folder.rglob("*") if path.suffix in suffixes]


def _ask(generations: Generations, name: str) -> list[int]:
    vectors = generations.open(name, passages=3).vectors
    assert vectors is not None
    return vectors.nearest(VECTORS[:1], limit=1)


class TestBuild:
    def test_a_built_generation_answers_in_both_rankings(self, pristine):
        """What is renamed into place is complete and was opened once."""
        built, name = pristine

        index = Generations(built).open(name, passages=3)

        assert index.lexical.search("电话", limit=1) == [1]
        assert index.vectors is not None
        assert index.vectors.nearest(VECTORS[2:], limit=1) == [2]
        index.close()

    def test_the_same_content_twice_is_two_folders(self, root):
        """A rebuild never writes where a damaged or a still open generation lies."""
        generations = Generations(root)

        assert generations.build(ENTRIES, VECTORS, digest="d" * 64) != generations.build(
            ENTRIES, VECTORS, digest="d" * 64
        )

    def test_no_passages_is_an_index_too(self, root):
        """The last notice can be removed."""
        generations = Generations(root)
        name = generations.build([], np.zeros((0, 1), dtype=np.float32), digest="e" * 64)

        index = generations.open(name, passages=0)

        assert index.lexical.search("电话", limit=1) == []
        assert index.vectors is not None
        assert index.vectors.nearest(VECTORS[:1], limit=1) == []

    @pytest.mark.parametrize("call", ["fsync", "mkdir"])
    def test_a_full_disk_leaves_no_trace(self, root, monkeypatch, call):
        """The refusal says that the disk is full, and the unfinished folder is gone."""

        def full(*_: object, **__: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(os, call, full)
        with pytest.raises(DataFolderError, match="no space left"):
            Generations(root).build(ENTRIES, VECTORS, digest="d" * 64)
        monkeypatch.undo()

        assert not root.exists() or not list(root.iterdir())


class TestOpen:
    @pytest.mark.parametrize("suffix", [".idx", ".term", ".store", ".bin", ".json", ".sqlite3", ".pickle"])
    @pytest.mark.parametrize("harm", ["delete", "truncate", "flip"])
    def test_any_harm_to_any_file_is_damage(self, root, pristine, suffix, harm):
        """Torn files were seen to crash the process inside Chroma: they are found before it sees them."""
        built, name = pristine
        shutil.copytree(built, root)
        file = next(path for path in _files(root / name, (suffix,)) if path.stat().st_size)
        content = file.read_bytes()
        if harm == "delete":
            file.unlink()
        elif harm == "truncate":
            file.write_bytes(content[: len(content) // 2])
        else:
            file.write_bytes(bytes(byte ^ 0x55 for byte in content))

        with pytest.raises(IndexDamaged):
            _ask(Generations(root), name)

    def test_another_number_of_passages_than_the_database_holds_is_damage(self, pristine):
        """Index and database must be of one moment."""
        built, name = pristine

        with pytest.raises(IndexDamaged, match="3 passages indexed, 4 in the database"):
            Generations(built).open(name, passages=4)

    def test_a_missing_folder_is_damage(self, root):
        """A deleted index folder is rebuilt like any other damage."""
        with pytest.raises(IndexDamaged):
            Generations(root).open("gone", passages=3)


class TestPrune:
    def test_all_but_the_kept_go_finished_or_not(self, root):
        """Leftovers of a killed build are cleared by the next writer."""
        for name in ("now", "before", "old", "dead.building"):
            (root / name).mkdir(parents=True)

        Generations(root).prune({"now", "before"})

        assert {"now", "before"} == {path.name for path in root.iterdir()}

    def test_nothing_to_prune_is_no_error(self, root):
        """Before the first build there is no folder."""
        Generations(root).prune(set())

        assert not root.exists()

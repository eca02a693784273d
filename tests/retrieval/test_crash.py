"""`kill -9` while indexing: the old state or the new one, whole, never anything between."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import textwrap

import pytest

from retrieval import Library, Notice

# Imports once, then forks a writer per kill: a fresh interpreter for each would take seconds.
_KILLER = textwrap.dedent(
    """
    import json, os, random, signal, sys, time
    import chromadb, filelock, numpy, opencc, sqlalchemy, tantivy
    from retrieval import Library, Notice
    import retrieval.drafting, retrieval.keeper, retrieval.lexicon
    retrieval.lexicon.lexicon()
    folder, texts, delays = json.loads(sys.argv[1])
    for delay in delays:
        writer = os.fork()
        if not writer:
            with Library.open(folder) as library:
                for round in range(1000):
                    library.add([Notice.from_text("changing", texts[(round + 1) % 2])])
        time.sleep(delay)
        os.kill(writer, signal.SIGKILL)
        os.waitpid(writer, 0)
        reader = os.fork()
        if not reader:
            status = 1
            try:
                with Library.open(folder) as library:
                    search = library.explain("材料一式几份", k=20)
                    hits = [hit.passage.text for hit in search.hits]
                    state = [library.held("changing").text, library.ids, hits, search.unavailable]
                    print(json.dumps(state), flush=True)
                    status = 0
            finally:
                os._exit(status)
        if os.waitstatus_to_exitcode(os.waitpid(reader, 0)[1]):
            sys.exit("the reader failed")
    """
)
_STEADY = "关于组织申报白水市远航计划的通知\n一、申报要求\n项目名称须科学规范，一般不超过20字。\n"
_TEXTS = ["关于事项的通知\n一、要求\n材料一式三份。\n", "关于事项的通知\n一、要求\n材料一式五份，平装成册。\n"]


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(__import__("os"), "fork"), reason="needs fork and SIGKILL")
def test_a_killed_run_leaves_the_old_state_or_the_new_one(tmp_path):
    """Chroma was seen to break for good when killed while writing; the library must not, at any moment."""
    expected = {}
    for text in _TEXTS:
        with Library.in_memory() as library:
            library.add([Notice.from_text("changing", text), Notice.from_text("steady", _STEADY)])
            expected[text] = [hit.passage.text for hit in library.search("材料一式几份", k=20)]
    data = tmp_path / "data"
    with Library.open(data) as library:
        library.add([Notice.from_text("changing", _TEXTS[0]), Notice.from_text("steady", _STEADY)])
    chance = random.Random(20310331)
    delays = [0.05 + chance.random() * 0.6 for _ in range(8)]

    run = subprocess.run(
        [sys.executable, "-c", _KILLER, json.dumps([str(data), _TEXTS, delays])],
        capture_output=True,
        check=False,
        text=True,
    )

    states = [json.loads(line) for line in run.stdout.splitlines()]
    assert run.returncode == 0, run.stderr[-2000:]
    assert len(states) == len(delays)
    for text, ids, hits, unavailable in states:
        assert ids == ["changing", "steady"]
        assert hits == expected[text]
        assert unavailable == []

"""What is installed is what is in the repository: the wheel holds every file that the program reads."""

from __future__ import annotations

import fnmatch
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
SETUPTOOLS: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
PACKAGES = ("retrieval", "assistant", "prompts", "ui", "evals", "documents")

# One of each kind of file that the program reads: were one missing, something would break only once installed.
READ_AT_RUN_TIME = (
    "assistant/aspects.yaml",
    "assistant/forms.yaml",
    "assistant/replies.toml",
    "assistant/turned_away.yaml",
    "assistant/wording.yaml",
    "documents/*/card.yaml",
    "documents/*/notice.txt",
    "documents/*/phrasing.yaml",
    "evals/floors.yaml",
    "evals/report.html",
    "evals/samples/*.jsonl",
    "evals/samples/held/*.jsonl",
    "prompts/__init__.py",
    "retrieval/lexicon/*.tsv",
    "retrieval/lexicon/topics.yaml",
    "retrieval/lexicon/wording.yaml",
    "ui/web/labels.toml",
    "ui/web/static/page.css",
    "ui/web/static/page.js",
)


def in_repository() -> set[str]:
    """Every file of the packages, as a path from the root."""
    files = (file for package in PACKAGES for file in (ROOT / package).rglob("*"))
    return {str(file.relative_to(ROOT)) for file in files if file.is_file() and "__pycache__" not in file.parts}


def test_the_list_is_of_files_that_are_there() -> None:
    """Were a pattern to match nothing, the tests below would hold for a file that was renamed."""
    assert [] == [pattern for pattern in READ_AT_RUN_TIME if not fnmatch.filter(in_repository(), pattern)]


def test_every_data_file_is_declared() -> None:
    """A new kind of data file works in the checkout and is missing once installed, unless its ending is named."""
    declared = SETUPTOOLS["package-data"]["*"]
    data = {name for name in in_repository() if not name.endswith(".py")}

    assert [] == sorted(name for name in data if not any(fnmatch.fnmatch(Path(name).name, one) for one in declared))
    assert {f"{package}*" for package in PACKAGES} == set(SETUPTOOLS["packages"]["find"]["include"])


@pytest.mark.slow
def test_the_wheel_holds_the_repository(tmp_path: Path) -> None:
    """Built as it is released; nothing missing, nothing from beside the packages."""
    source = tmp_path / "source"
    for package in PACKAGES:
        shutil.copytree(ROOT / package, source / package, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copyfile(ROOT / name, source / name)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(source)]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout[-2000:] + built.stderr[-2000:]

    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        held = {name for name in wheel.namelist() if ".dist-info/" not in name}
        about = [name for name in wheel.namelist() if ".dist-info/" in name]

    assert in_repository() == held
    assert [] == [pattern for pattern in READ_AT_RUN_TIME if not fnmatch.filter(held, pattern)]
    assert any(name.endswith("licenses/LICENSE") for name in about)

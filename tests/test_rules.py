"""Rules about the repository itself: what the code may not know, how long a file may be, what must be said."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("retrieval", "assistant", "prompts", "ui", "evals")
CODE = sorted(file for package in PACKAGES for file in (ROOT / package).rglob("*.py"))
KNOWS_NOTICES = ROOT / "evals"
LONGEST_FILE = 500
LOOK_AGAIN_PAST = 250

_NOT_OURS = {".git", ".venv", "__pycache__", "build", "dist", "reports", "artefacts", "data"}
_BINARY = {".npz", ".png", ".jpg", ".jpeg", ".gif", ".ico", ".woff2", ".docx", ".pdf", ".zip"}
_SOMEBODYS_FOLDER = re.compile(r"(?<![\w.~:/-])/(?:home|root|Users|work|workspace|mnt)/[\w.-]+")
_SPECIFIC = 4  # a shorter programme name (重大专项) is an ordinary word of the field


def _shown(file: Path) -> str:
    return str(file.relative_to(ROOT))


@cache
def cards() -> tuple[dict[str, Any], ...]:
    """The cards of the shipped notices, as plain data."""
    found = sorted(ROOT.glob("documents/*/card.yaml"))
    return tuple(yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader) for file in found)


def names_of(card: dict[str, Any]) -> Iterator[str]:
    """What can only be said of one notice: its place, number, programme, people, phones, days."""
    yield card["label"]
    for key in ("document_number", "title"):
        entry = card.get(key)
        yield entry["value"] if isinstance(entry, dict) else ""
    yield from (issuer["value"] for issuer in card.get("issuers", []))
    for key, least in (("region", 2), ("programme", _SPECIFIC + 1)):
        entry = card.get(key) or {}
        yield from (name for name in (entry.get("value", ""), *entry.get("names", [])) if len(name) >= least)
    for fact in card["facts"]:
        if fact["topic"] == "contact":
            yield from re.findall(r"\d[\d-]{6,}\d", fact["quote"])
            yield fact.get("name", "")
    for day in days_of(card):
        yield from (day.isoformat(), f"{day.year}年{day.month}月{day.day}日")


def days_of(card: dict[str, Any]) -> Iterator[date]:
    """The days of a card: when it was issued, when its windows open and close."""
    published = card.get("published")
    written = [published["value"] if isinstance(published, dict) else None]
    written += [fact.get(key) for fact in card["facts"] for key in ("opens", "closes")]
    yield from (date.fromisoformat(day) for day in written if day)


def figures_of(card: dict[str, Any]) -> Iterator[str]:
    """The amounts and guide codes of a card. In a docstring they are examples; in code they would be knowledge."""
    for fact in card["facts"]:
        yield fact.get("code", "")
        for measure in fact.get("measures", []):
            if "元" in measure["number"]:
                yield measure["number"]


def literals(file: Path) -> str:
    """The strings and numbers of a module that are not docstrings, each on a line of its own."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    said = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    constants = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in said]
    return "\n".join(str(node.value) for node in constants)


def outside_evals() -> list[Path]:
    """The code that must work on notices never seen."""
    return [file for file in CODE if not file.is_relative_to(KNOWS_NOTICES)]


class TestNoNoticeInTheCode:
    def test_the_cards_tell_what_to_look_for(self) -> None:
        """Were nothing found on the cards, the tests below could not fail."""
        names = {name for card in cards() for name in names_of(card) if name}
        figures = {figure for card in cards() for figure in figures_of(card) if figure}

        assert len(names) > 50, names
        assert len(figures) > 10, figures

    def test_no_module_names_a_shipped_notice(self) -> None:
        """A rule for one city hidden in code would be wrong for every other: cities, days and numbers are data."""
        names = sorted({name for card in cards() for name in names_of(card) if name})
        found = [
            f"{_shown(file)}: {name}"
            for file in outside_evals()
            for name in names
            if name in file.read_text(encoding="utf-8")
        ]

        assert [] == found

    def test_no_module_computes_with_a_notice_s_figures(self) -> None:
        """An amount or a guide code that stands in code answers for its notice even when the notice changes."""
        figures = sorted({figure for card in cards() for figure in figures_of(card) if figure})
        found = [
            f"{_shown(file)}: {figure}"
            for file in outside_evals()
            for text in (literals(file),)
            for figure in figures
            if re.search(rf"(?<![\d.]){re.escape(figure)}(?![\d.])", text)
        ]

        assert [] == found


class TestFiles:
    def test_no_file_is_too_long_to_read(self) -> None:
        """One file, one job: past 500 lines a file has several. Those past 250 are named as a warning."""
        lengths = {_shown(file): len(file.read_text(encoding="utf-8").splitlines()) for file in CODE}
        long = {name: lines for name, lines in lengths.items() if lines > LOOK_AGAIN_PAST}
        if long:
            warnings.warn(f"look again at files over {LOOK_AGAIN_PAST} lines: {long}", stacklevel=1)

        assert {} == {name: lines for name, lines in long.items() if lines > LONGEST_FILE}

    @pytest.mark.parametrize("file", CODE, ids=_shown)
    def test_every_module_says_what_it_is_for(self, file: Path) -> None:
        """A newcomer opens a file and knows in its first lines whether it is the right one."""
        assert ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))

    def test_nothing_names_a_folder_of_somebody_s_machine(self) -> None:
        """A path that exists on one machine breaks on every other, and tells about its owner."""
        found = [
            f"{_shown(file)}:{number}"
            for file in our_files()
            for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
            if _SOMEBODYS_FOLDER.search(line) or (len(ROOT.parts) > 2 and str(ROOT) in line)
        ]

        assert [] == found


def our_files() -> list[Path]:
    """Every text file of the repository, set-up and built things aside."""
    top = [path for path in ROOT.iterdir() if path.name not in _NOT_OURS and not path.name.endswith("_cache")]
    inside = [file for path in top if path.is_dir() for file in path.rglob("*")]
    return sorted(
        file
        for file in (*top, *inside)
        if file.is_file() and file.suffix not in _BINARY | {".pyc"} and not _made(file.relative_to(ROOT))
    )


def _made(path: Path) -> bool:
    return bool(_NOT_OURS & set(path.parts)) or any(part.endswith((".egg-info", ".hypothesis")) for part in path.parts)

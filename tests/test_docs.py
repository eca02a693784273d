"""The papers are true: commands, settings, dependencies, paths and examples that they name exist as named."""

from __future__ import annotations

import ast
import json
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import typer.main

from ui.cli import app, main

ROOT = Path(__file__).resolve().parents[1]
READMES = ("README.md", "README.zh-CN.md")
PAPERS = (*READMES, *sorted(f"docs/{file.name}" for file in (ROOT / "docs").glob("*.md")))
PACKAGES = ("retrieval", "assistant", "prompts", "ui", "evals")
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

_IMPORTED_AS = {"pyyaml": "yaml", "markdown-it-py": "markdown_it", "python-dotenv": "dotenv"}
_COMES_WITH = {"pydantic_core": "pydantic"}
_GIVEN = {"langchain", "tiktoken"}  # the given base: declared before anything imports it
_CHANGING = {"as_of", "answer_id", "conversation_id", "timing_ms", "deadline"}


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def section(name: str, *titles: str) -> str:
    """What stands under the first second-level heading that is one of `titles`."""
    parts = re.split(r"^## +(.*)$", text_of(name), flags=re.MULTILINE)
    return next(body for title, body in zip(parts[1::2], parts[2::2], strict=True) if title.strip() in titles)


def first_cells(text: str) -> list[str]:
    """The backticked words in the first column of the tables in `text`."""
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    return [word for row in rows for word in re.findall(r"`([^`]+)`", row.split("|")[1])]


def example(name: str, command: str) -> tuple[str, str]:
    """The example in `name` that begins with `command`: its whole command, its output."""
    blocks: list[str] = re.findall(r"^```\n\$ (.*?)^```", text_of(name), re.MULTILINE | re.DOTALL)
    block = next(block for block in blocks if block.startswith(command))
    line, _, output = block.partition("\n")
    return line, output.strip()


@pytest.mark.parametrize("name", PAPERS)
class TestWhatIsNamedExists:
    def test_make_targets(self, name: str) -> None:
        """A newcomer types what the papers say."""
        targets = set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE))
        named = set(re.findall(r"`make ([a-z]+)", text_of(name)))

        assert set() == named - targets

    def test_commands_and_options(self, name: str) -> None:
        """Every `shenbao …` has its command, and every option on its line belongs to that command."""
        commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
        known = {
            (command, option)
            for command, made in commands.items()
            for parameter in made.params
            for option in parameter.opts
        }
        named = re.findall(r"(?:`|^\$ |，|或 )shenbao ([a-z]+)([^`\n]*)", text_of(name), re.MULTILINE)
        used = {(command, option) for command, rest in named for option in re.findall(r"(?<=\s)--?[a-z-]+", rest)}

        assert set() == {command for command, _ in named} - set(commands)
        assert set() == used - known

    def test_links_and_paths(self, name: str) -> None:
        """A link that leads nowhere costs a reader's trust in the rest."""
        here = (ROOT / name).parent
        links = [link for link in re.findall(r"\]\(([^)#:]+)\)", text_of(name)) if not (here / link).exists()]
        tops = "|".join((*PACKAGES, "documents", "docs", "tests"))
        paths = re.findall(rf"`((?:{tops})/[\w./-]+)`", text_of(name))

        assert [] == links
        assert [] == [path for path in paths if "<" not in path and not (ROOT / path).exists()]


class TestReadme:
    def test_both_have_the_same_sections_and_tables(self) -> None:
        """Whoever reads only one of them misses nothing."""

        def shape(name: str) -> list[tuple[int, int, int]]:
            parts = re.split(r"^(#+) .*$", text_of(name), flags=re.MULTILINE)
            return [
                (len(marks), len(re.findall(r"^\|", body, re.MULTILINE)), body.count("```"))
                for marks, body in zip(parts[1::2], parts[2::2], strict=True)
            ]

        assert shape(READMES[0]) == shape(READMES[1])

    @pytest.mark.parametrize("name", READMES)
    def test_where_to_change_names_places_that_are_there(self, name: str) -> None:
        """The table is how a newcomer finds the one file to open."""
        rows = [
            row for row in section(name, "Where do I change…", "想改……，去哪里").splitlines() if row.startswith("| ")
        ]
        places = [re.findall(r"`([\w./-]+/[\w./-]*)`", row) for row in rows[2:]]

        assert [] == [path for found in places for path in found if not (ROOT / path).exists()]
        assert len(places) > 12
        assert 1 >= sum(not found for found in places), "all rows but the one about a setting name a place"

    def test_the_glossary_has_the_official_terms(self) -> None:
        """One word an idea, and the same ideas in both languages."""
        rows = [
            [cell.strip() for cell in row.split("|")[1:3]]
            for name, title in zip(READMES, ("Glossary", "用语对照"), strict=True)
            for row in section(name, title).splitlines()
            if row.startswith("| ") and "---" not in row
        ]
        english, chinese = rows[1 : len(rows) // 2], rows[len(rows) // 2 + 1 :]

        assert english == chinese
        assert all(re.search("[\u4e00-\u9fff]", term) for _, term in english)

    @pytest.mark.parametrize("name", READMES)
    def test_the_answer_on_the_terminal_is_the_one_given(self, name: str, capsys: pytest.CaptureFixture[str]) -> None:
        """The first thing a newcomer compares. When it changed, put the new output into both READMEs."""
        command, shown = example(name, "shenbao ask")

        assert main(command.split()[1:]) == 0

        assert capsys.readouterr().out.strip() == shown

    @pytest.mark.parametrize("name", READMES)
    def test_the_answer_over_http_is_the_one_given(self, name: str, capsys: pytest.CaptureFixture[str]) -> None:
        """As above; what depends on the day and the run is left aside. `--json` prints what HTTP sends."""
        command, shown = example(name, "curl")
        question = json.loads(re.findall(r"-d '(.*)'$", command)[0])["question"]

        assert main(["ask", question, "--json"]) == 0

        given, promised = json.loads(capsys.readouterr().out), json.loads(shown)
        assert {key: given[key] for key in given if key not in _CHANGING} == {
            key: promised[key] for key in promised if key not in _CHANGING
        }
        assert given.keys() == promised.keys()


def declared(group: str | None = None) -> set[str]:
    """The packages that pyproject asks for."""
    given = PROJECT["dependencies"] if group is None else PROJECT["optional-dependencies"][group]
    return {re.split(r"[<>=!~\[; ]", requirement)[0].lower() for requirement in given}


class TestDependencies:
    @pytest.mark.parametrize(
        ("title", "group"), [("Runtime", None), ("Extras", "sentence-transformers"), ("Development", "dev")]
    )
    def test_every_one_is_explained(self, title: str, group: str | None) -> None:
        """Each costs disk, time and trust, so each has its reason written down; and no reason outlives its package."""
        explained = {name.lower() for name in first_cells(section("docs/dependencies.md", title)) if "/" not in name}

        assert declared(group) == explained

    def test_what_was_not_taken_is_not_there(self) -> None:
        """A package cannot be both taken and not."""
        turned_down = set(first_cells(section("docs/dependencies.md", "Not taken")))

        assert set() == turned_down & (declared() | declared("dev"))

    def test_imports_and_declarations_agree(self) -> None:
        """What is imported is asked for by name, not got through somebody else; what is asked for is used."""
        imported = {
            module.split(".")[0]
            for package in PACKAGES
            for file in (ROOT / package).rglob("*.py")
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            for module in modules_of(node)
        }
        others = imported - set(sys.stdlib_module_names) - set(PACKAGES)
        needed = {_COMES_WITH.get(module, module) for module in others}
        asked_for = {
            _IMPORTED_AS.get(name, name.replace("-", "_")) for name in declared() | declared("sentence-transformers")
        }

        assert set() == needed - asked_for
        assert set() == asked_for - needed - _GIVEN

    def test_constraints_name_versions_and_no_addresses(self) -> None:
        """Whoever installs takes packages from where they always do."""
        lines = text_of("constraints.txt").splitlines()

        assert [] == [line for line in lines if not re.match(r"[A-Za-z0-9._-]+==[\w.+!]+( ;|$)", line)]
        assert set() == (declared() | declared("dev")) - {line.split("==")[0].lower() for line in lines}


def modules_of(node: ast.AST) -> list[str]:
    """The modules that an import statement names."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else []


class TestSettings:
    def test_every_setting_is_documented_and_none_else(self) -> None:
        """A setting that nobody can find is no setting; one that does nothing is worse."""
        read = [file for package in PACKAGES for file in (ROOT / package).rglob("*.py")]
        read += [ROOT / "Makefile", ROOT / ".ci" / "run"]
        used = {name for file in read for name in re.findall(r"SHENBAO_[A-Z_]+\b", file.read_text(encoding="utf-8"))}
        documented = set(first_cells(section("docs/operations.md", "Settings")))

        assert used == documented

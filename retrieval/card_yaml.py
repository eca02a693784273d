"""Read the YAML that people write beside a notice into plain data, and remember its lines.

Before `card_schema.py` checks what the data means. Every scalar stays the text that was
typed: `code: 210103`, `closes_at: 17:00` and `value: NO` mean what they look like, with
none of YAML's guesses at numbers, times and booleans. Refused outright: aliases and
anchors (an alias bomb grows without end), tags, repeated keys, deep nesting, huge files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from retrieval.errors import CardError

MAX_CHARACTERS = 1_000_000
_MAX_DEPTH = 12
_NULL = {"", "~", "null", "Null", "NULL"}
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """What a YAML file says, and on which line (1 the first) each part of it stands."""

    data: object
    lines: Mapping[Path, int]

    def line(self, path: Path) -> int:
        """The line of `path`, or of the nearest part around it when it was not written."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_yaml(source: str, *, where: str) -> Written:
    """The plain data of `source`: dicts, lists, strings and None. Raises `CardError` with the line, naming `where`."""
    if len(source) > MAX_CHARACTERS:
        raise _refusal(
            where,
            0,
            f"{len(source)} characters, at most {MAX_CHARACTERS} are read",
            f"文件过大（{len(source)}字），最多{MAX_CHARACTERS}字",
        )
    try:
        _check_events(source, where)
        node = yaml.compose(source, Loader=_Loader)
    except UnicodeError as error:
        raise _refusal(where, 0, "half a character (a lone surrogate)", "含有残缺字符，请重新保存为UTF-8") from error
    except yaml.YAMLError as error:
        mark: Any = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        line = mark.line + 1 if mark else 0
        raise _refusal(where, line, f"not YAML: {problem}", f"不是合法的YAML：{problem}") from error
    lines: dict[Path, int] = {}
    return Written(_plain(node, (), lines, where), lines)


def _check_events(source: str, where: str) -> None:
    depth = 0
    event: Any
    for event in yaml.parse(source, Loader=_Loader):
        line, tag = event.start_mark.line + 1, getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _refusal(where, line, "anchors and aliases (& and *) are not used here", "不支持锚点和别名（& 和 *）")
        if tag:
            raise _refusal(where, line, f"the tag {tag} is not used here", f"不支持标签 {tag}")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _MAX_DEPTH:
                raise _refusal(where, line, f"nested more than {_MAX_DEPTH} deep", f"嵌套超过{_MAX_DEPTH}层")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _plain(node: yaml.Node | None, path: Path, lines: dict[Path, int], where: str) -> object:
    if node is None:
        return None
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, lines, where)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, index), lines, where) for index, item in enumerate(node.value)]
    written = str(node.value)
    plain = not getattr(node, "style", None)  # "" from libyaml, None from the Python parser
    return None if plain and written in _NULL else written


def _mapping(node: yaml.MappingNode, path: Path, lines: dict[Path, int], where: str) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise _refusal(where, line, "a key must be a plain word", "键必须是普通文字")
        if key.value in found:
            raise _refusal(where, line, f"the key {key.value!r} is written twice", f"键“{key.value}”重复")
        found[key.value] = _plain(value, (*path, key.value), lines, where)
    return found


def _refusal(where: str, line: int, problem: str, problem_zh: str) -> CardError:
    place, place_zh = (f" line {line}", f"第{line}行") if line else ("", "")
    return CardError(f"{where}{place}: {problem}", reason_zh=f"{where}{place_zh}：{problem_zh}")

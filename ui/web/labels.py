"""The page's own words, read from `labels.toml`. What answers say is in `assistant/replies.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files("ui.web").joinpath("labels.toml").read_text(encoding="utf-8"))


def label(name: str, /, **values: object) -> str:
    """The words under `name` ("chat.send"), placeholders filled in. Raises `KeyError` for a name that is not there."""
    group, _, key = name.partition(".")
    return _words()[group][key].format_map({key: str(value) for key, value in values.items()})


def labels(group: str) -> Mapping[str, str]:
    """All words of a group, in the order of the file."""
    return _words()[group]

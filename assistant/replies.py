"""The sentences of `replies.toml`, filled in; the test holds them and `records.Reason` together."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import get_args

from assistant.records import Reason


@cache
def _sentences() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files("assistant").joinpath("replies.toml").read_text(encoding="utf-8"))


def reply(reason: Reason, /, **values: str) -> str:
    """What a reader is told for a reason."""
    return _sentences()["reasons"][reason].format_map(values)


def phrase(name: str, /, **values: str) -> str:
    """A building block of answers."""
    return _sentences()["phrases"][name].format_map(values)


def unexplained() -> frozenset[str]:
    """Reasons without a sentence and sentences without a reason; empty when the file is whole."""
    return frozenset(get_args(Reason)) ^ frozenset(_sentences()["reasons"])

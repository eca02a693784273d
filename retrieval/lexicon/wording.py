"""Read `wording.yaml`, the words that official Chinese uses for numbers, limits and duties.

Apart from `tables.py` because `values/` needs it on every question, and the other tables not.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def wording() -> Mapping[str, Any]:
    """The sections of `wording.yaml` as plain data, read on first use."""
    source = files(__package__).joinpath("wording.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    sections: Mapping[str, Any] = yaml.load(source, Loader=loader)  # noqa: S506 - safe, and ten times as fast
    return sections

"""The options that commands share, and how their values are read.

Every option has an environment variable `SHENBAO_…` (a test holds this). Values are read by
our own parsers rather than typer's, because a wrong value has to be explained in Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


def day(value: str | date) -> date:
    """A date written 2023-12-01. Raises `typer.BadParameter`, in Chinese, for anything else."""
    if isinstance(value, date):
        return value
    match = _DATE.fullmatch(value.strip())
    if not match:
        raise typer.BadParameter(f"“{value}”不是日期。请写成 2023-12-01 这样的形式。")
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        raise typer.BadParameter(f"不存在“{value}”这一天，请核对年月日。") from None


def folder(value: str | Path) -> Path:
    """A path as given; blank ones are refused, since they would silently mean the current folder."""
    if isinstance(value, str) and not value.strip():
        raise typer.BadParameter("路径不能为空。")
    return Path(value)


def whole_number(low: int, high: int) -> Callable[[str | int], int]:
    """A parser for whole numbers from `low` to `high`."""

    def number(value: str | int) -> int:
        text = str(value).strip()
        if not re.fullmatch(r"\d{1,9}", text, re.ASCII) or not low <= int(text) <= high:
            raise typer.BadParameter(f"“{value}”不可用，应为 {low} 到 {high} 之间的整数。")
        return int(text)

    return number


Documents = Annotated[
    Path | None,
    typer.Option(
        "--documents",
        envvar="SHENBAO_DOCUMENTS",
        metavar="DIR",
        parser=folder,
        show_default="随程序提供的通知",
        help="存放通知的文件夹",
    ),
]
Data = Annotated[
    Path | None,
    typer.Option(
        "--data",
        envvar="SHENBAO_DATA",
        metavar="DIR",
        parser=folder,
        show_default="用户数据文件夹",
        help="存放索引和数据库的文件夹",
    ),
]
AsOf = Annotated[
    date | None,
    typer.Option(
        "--as-of",
        envvar="SHENBAO_AS_OF",
        metavar="DATE",
        parser=day,
        show_default="今天",
        help="按哪一天来回答，如 2023-12-01",
    ),
]
NoticeIds = Annotated[
    list[str] | None,
    typer.Option("--notice", envvar="SHENBAO_NOTICE", metavar="ID", help="只看这份通知；可重复给出"),
]
AsJson = Annotated[bool, typer.Option("--json", envvar="SHENBAO_JSON", help="输出 JSON")]

"""`shenbao ingest PATH…`: adds or updates notices from a file or a folder, and reports what became of each.

Ingested notices are kept in the data folder (`ui/ingested.py` says why) and stay when the
documents folder is compared again at the next start. Without PATH the documents folder is
compared at once; `--rebuild` reads everything that is held anew, with the embedding that the
settings name.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.commands.options import Data, Documents, folder
from ui.console import say
from ui.settings import Settings

if TYPE_CHECKING:
    from retrieval.held import Report


def ingest(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH…]", parser=folder, help="通知文件，或放通知的文件夹", show_default=False),
    ] = None,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", envvar="SHENBAO_REBUILD", help="重新读取全部通知并重建索引")
    ] = False,
    documents: Documents = None,
    data: Data = None,
) -> int:
    """收录或更新通知；有通知未能收录时退出码为 1。"""
    from ui.console import Progress
    from ui.ingested import ingest_paths
    from ui.opening import open_library, sync

    settings = Settings.from_environment(documents=documents, data=data)
    library = open_library(settings, rebuild=rebuild)
    try:
        if paths:
            with Progress() as progress:
                report = ingest_paths(library, paths, settings, progress=progress)
        else:
            report = sync(library, settings)
    finally:
        library.close()
    say(report_table(report))
    return 1 if report.refused else 0


def report_table(report: Report) -> str:
    """The report as lines of text, an outcome each; outcomes that nothing met are left out."""
    from ui.render import printable

    outcomes = (
        ("新增", report.created),
        ("更新", report.updated),
        ("未变", report.unchanged),
        ("移除", report.removed),
    )
    lines = [f"{name} {len(ids):>3}  {'、'.join(ids)}" for name, ids in outcomes if ids]
    lines.extend(f"拒绝      {name}：{reason}" for name, reason in report.refused)
    return printable("\n".join(lines)) or "没有通知。"

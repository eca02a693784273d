"""`shenbao search QUERY`: retrieval alone, with scores; `--explain` also shows what was rejected, and why."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from ui.commands.options import AsJson, Data, Documents, NoticeIds, whole_number
from ui.console import say
from ui.settings import Settings

if TYPE_CHECKING:
    from retrieval.passage import Hit, Search

_SHOWN = 100


def search(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="要找的内容", show_default=False)],
    k: Annotated[
        int, typer.Option("-k", envvar="SHENBAO_K", metavar="N", parser=whole_number(1, 100), help="取前几条")
    ] = 10,
    notice: NoticeIds = None,
    as_json: AsJson = False,
    explain: Annotated[
        bool, typer.Option("--explain", envvar="SHENBAO_EXPLAIN", help="说明排序：扩展词、落选片段、用时、索引版本")
    ] = False,
    documents: Documents = None,
    data: Data = None,
) -> None:
    """只检索，不作答：列出片段和得分。"""
    from ui.held_notices import hit_row, require_held
    from ui.opening import opened_library
    from ui.render import whole

    with opened_library(Settings.from_environment(documents=documents, data=data)) as library:
        wanted = [require_held(library, one).id for one in notice or ()]
        found = library.explain(whole(query), k=k, notice_ids=wanted or None)
    if as_json:
        hits = [hit_row(hit) for hit in found.hits]
        say(json.dumps(_explained(found) if explain else hits, ensure_ascii=False, indent=2))
        return
    say("\n".join(_line(rank, hit) for rank, hit in enumerate(found.hits, 1)) or "没有找到相关片段。")
    if explain:
        say(_explanation(found))


def _line(rank: int, hit: Hit) -> str:
    from ui.render import printable

    ranks = "，".join(f"{name} 第{place}" for name, place in hit.ranks.items())
    where = f"{hit.passage.notice_id} {printable(hit.passage.section)}".strip()
    text = " ".join(printable(hit.passage.text).split())
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}……"
    return f"{rank:>3}. {hit.score:.4f}  {where}{f'（{ranks}）' if ranks else ''}\n     {shown}"


def _explanation(found: Search) -> str:
    times = "，".join(f"{stage} {ms:.1f} ms" for stage, ms in found.timing_ms.items())
    rejected = "\n".join(_line(rank, hit) for rank, hit in enumerate(found.rejected, len(found.hits) + 1))
    return "\n".join(
        (
            "",
            f"扩展词：{'、'.join(found.expansions) or '无'}",
            f"用时：{times or '未记录'}",
            f"索引版本：{found.index_digest}",
            f"落选片段：\n{rejected}" if rejected else "落选片段：无",
        )
    )


def _explained(found: Search) -> dict[str, object]:
    from ui.held_notices import hit_row

    return {
        "query": found.query,
        "hits": [{**hit_row(hit), "ranks": dict(hit.ranks)} for hit in found.hits],
        "rejected": [{**hit_row(hit), "ranks": dict(hit.ranks)} for hit in found.rejected],
        "expansions": list(found.expansions),
        "timing_ms": {stage: round(ms, 3) for stage, ms in found.timing_ms.items()},
        "index_digest": found.index_digest,
    }

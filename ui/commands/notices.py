"""`shenbao notices` lists what is held; `shenbao show ID` shows one notice's clause tree or its card."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.commands.options import AsJson, Data, Documents
from ui.console import say
from ui.settings import Settings

if TYPE_CHECKING:
    from retrieval.held import Held

_TEXT_SHOWN = 60
_STATES = {"upcoming": "未开始", "open": "申报中", "closed": "已截止", "none": "未载明"}


def notices(as_json: AsJson = False, documents: Documents = None, data: Data = None) -> None:
    """列出已收录的通知。"""
    from ui.held_notices import notice_summary
    from ui.opening import opened_library
    from ui.render import today

    with opened_library(Settings.from_environment(documents=documents, data=data)) as library:
        rows = [notice_summary(library.held(notice_id), today()) for notice_id in library.ids]
    if as_json:
        say(json.dumps(rows, ensure_ascii=False, indent=2))
    elif not rows:
        say("尚未收录任何通知。把通知文件放进通知文件夹，或运行 shenbao ingest 文件。")
    else:
        say("\n".join(_summary_lines(row) for row in rows))


def show(
    notice_id: Annotated[str, typer.Argument(metavar="ID", help="通知编号", show_default=False)],
    card: Annotated[bool, typer.Option("--card", envvar="SHENBAO_CARD", help="显示要点卡")] = False,
    as_json: AsJson = False,
    documents: Documents = None,
    data: Data = None,
) -> None:
    """显示一份通知的条款结构或要点卡。"""
    from retrieval.card_file import card_to_json
    from ui.held_notices import notice_record, require_held
    from ui.opening import opened_library
    from ui.render import today

    with opened_library(Settings.from_environment(documents=documents, data=data)) as library:
        held = require_held(library, notice_id)
    if as_json:
        record = card_to_json(held.card) if card else notice_record(held, today())
        say(json.dumps(record, ensure_ascii=False, indent=2))
    elif card:
        say(_card_text(held))
    else:
        say(_tree(held))


def _summary_lines(row: dict[str, Any]) -> str:
    from ui.render import printable

    about = "，".join(str(row[key]) for key in ("document_number", "region", "year") if row[key])
    lines = [f"{row['id']}  {row['title']}{f'（{about}）' if about else ''}"]
    for window in row["windows"]:
        span = f"{window['opens'] or ''} 至 {window['closes'] or ''}".strip()
        lines.append(f"    {window['label'] or '申报'}：{span}（{_STATES[window['state']]}）")
    if not row["reviewed"]:
        lines.append("    要点卡由程序自动生成，未经人工核对")
    return printable("\n".join(lines))


def _tree(held: Held) -> str:
    from ui.render import printable

    lines = [f"{held.card.title.value}（{held.id}）"]
    for clause in held.clauses[1:]:
        label = " ".join(f"{clause.number}{clause.heading}".split())
        body = "" if clause.heading else " ".join(held.text[clause.label_end : clause.end].split())
        shown = body if len(body) <= _TEXT_SHOWN else f"{body[:_TEXT_SHOWN]}……"
        lines.append("  " * clause.depth + (label + shown).strip())
    return printable("\n".join(lines))


def _card_text(held: Held) -> str:
    from ui.render import printable

    card = held.card
    heads = (
        ("标题", card.title.value),
        ("简称", card.label),
        ("发文字号", card.document_number.value if card.document_number else ""),
        ("发文机关", "、".join(issuer.value for issuer in card.issuers)),
        ("地区", card.region.value if card.region else ""),
        ("年度", card.year.value if card.year else ""),
        ("项目类别", card.programme.value if card.programme else ""),
        ("核对", "已人工核对" if card.reviewed else "由程序自动生成，未经人工核对"),
    )
    lines = [f"{name}：{value}" for name, value in heads if value]
    for fact in card.facts:
        name = " ".join(part for part in (fact.topic, fact.label, fact.code, fact.name) if part)
        lines.append(f"- {name}：“{' '.join(fact.quote.text.split())}”")
    lines.extend(f"未规定：{topic}" for topic in card.silent)
    lines.extend(f"自相矛盾：{words}" for words in card.contradictions)
    return printable("\n".join(lines))

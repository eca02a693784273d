"""`shenbao ask QUESTION`: one answer on the terminal, its citations under it."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from ui.commands.options import AsJson, AsOf, Data, Documents, NoticeIds
from ui.console import say
from ui.settings import Settings


def ask(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="要问的问题", show_default=False)],
    as_of: AsOf = None,
    notice: NoticeIds = None,
    as_json: AsJson = False,
    documents: Documents = None,
    data: Data = None,
) -> int:
    """问一个问题，答案下面附原文依据。"""
    from assistant import Assistant
    from ui.opening import opened_library
    from ui.render import answer_body, terminal_text, whole

    with opened_library(Settings.from_environment(documents=documents, data=data)) as library:
        answer = Assistant(library).ask(whole(question), as_of=as_of, notice_ids=notice or None)
    if as_json:
        say(json.dumps(answer_body(answer), ensure_ascii=False, indent=2))
    else:
        say(terminal_text(answer))
    return 1 if answer.reason == "failed" else 0

"""`shenbao chat`: a conversation on the terminal; an empty line or Ctrl-D ends it."""

from __future__ import annotations

import sys

from ui.commands.options import AsOf, Data, Documents, NoticeIds
from ui.console import note, say
from ui.settings import Settings

_PROMPT = "问> "
_WELCOME = "请直接提问；输入空行或按 Ctrl-D 结束。回答以通知原文为依据，最终以发文机关的原件为准。"
_KEPT_TURNS = 20


def chat(
    as_of: AsOf = None,
    notice: NoticeIds = None,
    documents: Documents = None,
    data: Data = None,
) -> None:
    """在终端里连续对话。"""
    from assistant import Assistant, QuestionError, Turn
    from ui.opening import opened_library
    from ui.render import terminal_text, whole

    turns: list[Turn] = []
    with opened_library(Settings.from_environment(documents=documents, data=data)) as library:
        assistant = Assistant(library)
        note(_WELCOME)
        while question := _next_question():
            try:
                answer = assistant.ask(whole(question), history=turns, as_of=as_of, notice_ids=notice or None)
            except QuestionError as error:
                note(error.reason_zh)
                continue
            say(f"\n{terminal_text(answer)}\n")
            turns = [*turns, Turn("user", question), Turn("assistant", answer.text)][-_KEPT_TURNS:]


def _next_question() -> str:
    """The next line, "" at the end. Piped questions are read without a prompt."""
    try:
        return (input(_PROMPT) if sys.stdin.isatty() else sys.stdin.readline()).strip()
    except EOFError:
        say()
        return ""

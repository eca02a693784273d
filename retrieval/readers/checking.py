"""What may be a notice's text: newlines made one kind, what is no text refused.

Every text passes here, from a file or from a caller. Characters are left as they are but for
newlines and lone surrogates (which no file or database can hold).
"""

from __future__ import annotations

import re
import unicodedata

from retrieval.errors import UnreadableNotice

MAX_CHARACTERS = 5_000_000
_SURROGATES = re.compile("[\ud800-\udfff]")
_CONTROLS = re.compile("[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_VISIBLE_PROBE = re.compile(r"\S")
_MAX_CONTROL_SHARE = 0.05


def checked_text(text: str, *, where: str) -> str:
    """`text` with `\\n` newlines and U+FFFD for lone surrogates; else untouched.

    Raises `UnreadableNotice` on text that is blank, holds NUL or many control characters (a binary
    file), or has over five million characters. `where` names it in the message.
    """
    if len(text) > MAX_CHARACTERS:
        raise UnreadableNotice(
            f"{where}: {len(text):,} characters; at most {MAX_CHARACTERS:,} are taken. Split it into its notices.",
            reason_zh=f"“{where}”太长（{len(text):,} 字，上限 {MAX_CHARACTERS:,} 字），请拆成单份通知",
        )
    text = _SURROGATES.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    if "\x00" in text or len(_CONTROLS.findall(text)) > len(text) * _MAX_CONTROL_SHARE:
        raise UnreadableNotice(
            f"{where}: holds NUL or many control characters, so it is not text. Save the notice as UTF-8 text.",
            reason_zh=f"“{where}”不是文本（含大量控制字符），请用原程序打开后另存为 UTF-8 编码的 .txt",
        )
    if not any(_is_visible(found.group()) for found in _VISIBLE_PROBE.finditer(text)):
        raise UnreadableNotice(
            f"{where}: is empty. Put the notice's text in it, or remove it.",
            reason_zh=f"“{where}”是空的，请放入通知全文，或删除这个文件",
        )
    return text


def _is_visible(char: str) -> bool:
    return unicodedata.category(char)[0] not in "CZ"

"""Bytes of a file to text, without guessing.

A byte order mark decides; then strict UTF-8; then the charset an HTML page declares; then
GB18030, which nearly any bytes satisfy, so its result must also read like Chinese. What is left
is refused: a wrong guess would turn amounts and names into others without a sign. (That is
why charset-normalizer is not used here: it ranks guesses, and on short or damaged Chinese
files its best one can be wrong.)
"""

from __future__ import annotations

import codecs
import re
import stat
from pathlib import Path

from retrieval.errors import UnreadableNotice

MAX_BYTES = 20_000_000
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "Word (.docx) / ZIP"),
    (b"\xd0\xcf\x11\xe0", "Word (.doc) / WPS"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "gzip"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7-Zip"),
)
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,20})", re.IGNORECASE)
_NON_ASCII = re.compile(r"[^\x00-\x7f]")
_MIN_COMMON_SHARE = 0.93
_MIN_UTF8_SHARE = 0.5


def file_bytes(path: Path, *, limit: int = MAX_BYTES) -> bytes:
    """The bytes of a regular file of at most `limit` bytes; `UnreadableNotice` for anything else."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableNotice(
                f"{path}: is no regular file. Put the notice there as a file.",
                reason_zh=f"“{path.name}”不是普通文件，请放入通知文件本身",
            )
        with path.open("rb") as opened:
            content = opened.read(limit + 1)
    except OSError as error:
        raise UnreadableNotice(
            f"{path}: cannot be read ({error.strerror}). Check that it exists and may be read.",
            reason_zh=f"“{path.name}”打不开，请检查文件是否存在、是否有读取权限",
        ) from error
    if len(content) > limit:
        raise UnreadableNotice(
            f"{path}: over {limit // 1_000_000} MB. Save the notice as plain text, or split it.",
            reason_zh=f"“{path.name}”超过 {limit // 1_000_000} MB，请另存为纯文本或拆分后再放入",
        )
    return content


def decoded(content: bytes, *, where: str, html: bool = False) -> str:
    """The text in `content`: UTF-8, UTF-16/32 with a byte order mark, GB18030, or what an HTML page declares.

    Raises `UnreadableNotice` for a binary file (named when known) and for broken UTF-8 (with the
    byte at which it breaks).
    """
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return _strict(content[len(bom) :], encoding, where, offset=len(bom))
    _refuse_binary(content, where)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        broken = error
    declared = _declared(content) if html else None
    for candidate in (declared, "gb18030"):
        text = _attempt(content, candidate) if candidate else None
        if text is not None and (candidate == declared or _reads_like_chinese(text)):
            return text
    raise _undecodable(content, broken, where)


def _strict(content: bytes, encoding: str, where: str, *, offset: int) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableNotice(
            f"{where}: not valid {encoding.upper()} at byte {error.start + offset}. Save it as UTF-8 again.",
            reason_zh=f"“{where}”的编码在第 {error.start + offset} 字节处损坏，请从原件重新另存为 UTF-8 文本",
        ) from error


def _refuse_binary(content: bytes, where: str) -> None:
    kind = next((name for signature, name in _SIGNATURES if content.startswith(signature)), None)
    if kind is None and b"\x00" not in content:
        return
    named, named_zh = (f"a {kind} file", f" {kind} ") if kind else ("binary", "二进制")
    raise UnreadableNotice(
        f"{where}: is {named}, whatever its ending says. Save the notice as UTF-8 text.",
        reason_zh=f"“{where}”其实是{named_zh}文件，不是文本，请用原程序打开后另存为 UTF-8 编码的 .txt",
    )


def _declared(content: bytes) -> str | None:
    found = _DECLARED.search(content[:4096])
    if not found:
        return None
    try:
        name = codecs.lookup(found.group(1).decode("ascii")).name
    except LookupError:
        return None
    return "gb18030" if name in ("gb2312", "gbk") else name


def _attempt(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _reads_like_chinese(text: str) -> bool:
    """Whether nearly all non-ASCII characters are in everyday use (GB 2312); mojibake is full of rare ones."""
    beyond = _NON_ASCII.findall(text)
    common = "".join(beyond).encode("gb2312", "ignore")
    return bool(beyond) and len(common) // 2 >= len(beyond) * _MIN_COMMON_SHARE


def _undecodable(content: bytes, broken: UnicodeDecodeError, where: str) -> UnreadableNotice:
    readable = _NON_ASCII.findall(content.decode("utf-8", "ignore"))
    beyond = sum(byte >= 0x80 for byte in content)
    if sum(len(char.encode()) for char in readable) >= beyond * _MIN_UTF8_SHARE:
        return UnreadableNotice(
            f"{where}: UTF-8 broken at byte {broken.start}. Save it as UTF-8 again from its source.",
            reason_zh=f"“{where}”的 UTF-8 编码在第 {broken.start} 字节处损坏，请从原件重新另存为 UTF-8 文本",
        )
    return UnreadableNotice(
        f"{where}: neither UTF-8 (byte {broken.start}) nor GB18030. Save it as UTF-8 text.",
        reason_zh=f"认不出“{where}”的文字编码（既非 UTF-8 也非 GB18030），请另存为 UTF-8 文本",
    )

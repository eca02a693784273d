"""The HTML around Gradio's application, made ours: language, description, looks, behaviour, no foreign address.

Gradio's document is English, advertises gradio.app and a picture on another host, and loads its looks
late. Changed here as text, in one place; a test holds the changes against the installed Gradio.
"""

from __future__ import annotations

import base64
import hashlib
import re
from html import escape

from ui.web.assets import asset_address
from ui.web.labels import label

_LANGUAGE = re.compile(r'(<html\b[^>]*?\blang=")[^"]*(")')
_FOREIGN = re.compile(
    r'<meta\s+(?:property|name)="(?:og|twitter):[^"]*"\s+content="[^"]*"\s*/?>|<link\s+rel="manifest"[^>]*>',
    re.IGNORECASE,
)
_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)


def dressed(html: str) -> tuple[str, tuple[str, ...]]:
    """Gradio's document as ours, and the CSP hashes ("sha256-…") of the inline scripts that it holds."""
    html = _LANGUAGE.sub(r"\1zh-CN\2", html, count=1)
    html = _FOREIGN.sub("", html)
    html = html.replace("</head>", f"{_head()}</head>", 1)
    return html, tuple(dict.fromkeys(_hash(found[1]) for found in _INLINE_SCRIPT.finditer(html)))


def _head() -> str:
    return (
        f"<title>{escape(label('page.name'))}</title>"
        f'<meta name="description" content="{escape(label("page.description"), quote=True)}">'
        '<meta name="color-scheme" content="light dark">'
        f'<link rel="icon" href="{asset_address("icon.svg")}">'
        f'<link rel="stylesheet" href="{asset_address("page.css")}">'
        f'<script src="{asset_address("page.js")}"></script>'
    )


def _hash(script: str) -> str:
    normal = script.replace("\r\n", "\n").replace("\r", "\n")  # as the browser's parser sees it
    return "sha256-" + base64.b64encode(hashlib.sha256(normal.encode("utf-8")).digest()).decode("ascii")

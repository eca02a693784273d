"""`shenbao serve`: everything over HTTP, from one process. The work is in `ui/serve.py`."""

from __future__ import annotations

from typing import Annotated

import typer

from ui.commands.options import Data, Documents, whole_number
from ui.settings import DEFAULT_HOST, DEFAULT_PORT, Settings


def serve(
    host: Annotated[
        str, typer.Option("--host", envvar="SHENBAO_HOST", metavar="HOST", help="监听地址；0.0.0.0 表示对外开放")
    ] = DEFAULT_HOST,
    port: Annotated[
        int,
        typer.Option("--port", envvar="SHENBAO_PORT", metavar="PORT", parser=whole_number(1, 65535), help="监听端口"),
    ] = DEFAULT_PORT,
    documents: Documents = None,
    data: Data = None,
) -> int:
    """启动网页和接口服务。"""
    from ui.serve import run

    return run(Settings.from_environment(documents=documents, data=data, host=host, port=port))

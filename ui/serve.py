"""`shenbao serve`: index what is new, then serve the interface and the page from one process.

The port is taken before anything else, so that an occupied one is said at once and not
after the indexing. The index is only read from then on; a second server on the same data
folder reads it too.
"""

from __future__ import annotations

import errno
import ipaddress
import signal
import socket
from threading import Thread
from typing import TYPE_CHECKING

from ui.console import note, say
from ui.opening import bring_up_to_date, open_library
from ui.settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assistant import Assistant
    from retrieval import Library

_BACKLOG = 128
_GRACE_S = 5
_TERMINATED = 128 + signal.SIGTERM  # what a shell reports of a program stopped by this signal
_WARM_UP = "申报什么时候截止"  # what is loaded at the first question is loaded before anybody waits for it


class ListenError(Exception):
    """The address cannot be listened on; the message says why and what to do, in Chinese."""


def run(settings: Settings) -> int:
    """Serve until stopped; the exit code."""
    from ui.logs import configure_logs

    try:
        listener = listen(settings.host, settings.port)
    except ListenError as error:
        note(str(error))
        return 1
    signal.signal(signal.SIGTERM, _terminated)
    configure_logs()
    with listener:
        library = open_library(settings)
        try:
            bring_up_to_date(library, settings)
            return _serve(listener, library, settings)
        finally:
            library.close()


def _terminated(*_: object) -> None:
    # As an exception, so that what is open is closed on the way out.
    raise SystemExit(_TERMINATED)


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. Raises `ListenError` when the address is taken, forbidden or not ours."""
    try:
        family, kind, proto, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (socket.gaierror, UnicodeError) as error:
        raise ListenError(f"监听地址“{host}”无法识别。本机使用请写 127.0.0.1，对外开放请写 0.0.0.0。") from error
    listener = socket.socket(family, kind, proto)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        raise ListenError(_why(error, host, port)) from error
    return listener


def _why(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        remedy = f"请先停掉它，或换一个端口：shenbao serve --port {port % 65535 + 1}"
        return f"端口 {port} 已被占用：可能已有一个服务在运行。{remedy}"
    if error.errno == errno.EACCES:
        return f"没有权限使用端口 {port}。请换一个 1024 以上的端口，如 shenbao serve --port 7860"
    if error.errno == errno.EADDRNOTAVAIL:
        return f"本机没有“{host}”这个地址。本机使用请写 127.0.0.1，对外开放请写 0.0.0.0。"
    return f"无法监听 {host}:{port}：{error.strerror or error}"


def build(assistant: Assistant, library: Library, settings: Settings) -> FastAPI:
    """Everything that one process serves: the interface, and the page on top of it.

    Where the page's own libraries are not installed, the interface is served alone, and that is said.
    """
    from ui.api.app import create_api

    api = create_api(assistant, library, settings)
    try:
        from ui.web import mount
    except ImportError as error:
        note(f"网页没有启用（{error}），接口照常可用。")
        return api
    return mount(api, assistant, library, settings)


def _serve(listener: socket.socket, library: Library, settings: Settings) -> int:
    import uvicorn

    from assistant import Assistant
    from ui.api.unreadable import answering_in_chinese

    say(f"已收录 {len(library.ids)} 份通知。")
    assistant = Assistant(library)
    app = build(assistant, library, settings)
    assistant.ask(_WARM_UP)
    Thread(target=assistant.read_ahead, name="read-ahead", daemon=True).start()
    config = uvicorn.Config(
        app, log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=_GRACE_S
    )
    config.load()
    config.http_protocol_class = answering_in_chinese(config.http_protocol_class)
    say(f"服务已启动：{url(settings.host, listener.getsockname()[1])} （按 Ctrl-C 停止）")
    # uvicorn ends in good order on SIGTERM and then raises the signal again, inside its event loop.
    terminated: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _: terminated.append(number))
    uvicorn.Server(config).run(sockets=[listener])
    return _TERMINATED if terminated else 0


def url(host: str, port: int) -> str:
    """What to type into a browser on this machine to reach a server that listens on `host`."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return f"http://{host or 'localhost'}:{port}"
    if address.is_unspecified:
        return f"http://localhost:{port}"
    return f"http://[{host}]:{port}" if address.version == 6 else f"http://{host}:{port}"

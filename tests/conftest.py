"""What holds for every test: no network but this machine, an empty environment, a data folder of its own.

The network is shut by pytest-socket, also for fixtures and for tests marked `enable_socket`; names
are not looked up at all. A test that starts a process of its own looks after that process's
environment itself. Fixtures that only one folder needs are in that folder's conftest.
"""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_socket import socket_allow_hosts

LOOPBACK = ["127.0.0.1", "::1"]
_OF_THE_TEST_RUN = frozenset({"SHENBAO_REQUIRE_BROWSER"})
_look_up = socket.getaddrinfo


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before any fixture of a test: connections may go to this machine and nowhere else."""
    socket_allow_hosts(LOOPBACK, allow_unix_socket=True)


def _without_names(host: Any, *arguments: Any, **named: Any) -> Any:
    if not _is_here(host):
        raise socket.gaierror(socket.EAI_NONAME, f"names are not looked up in tests: {host!r}")
    return _look_up(host, *arguments, **named)


def _is_here(host: Any) -> bool:
    if host in (None, "", "localhost", b"localhost"):
        return True
    try:
        ipaddress.ip_address(host.decode() if isinstance(host, bytes) else host)
    except ValueError:
        return False
    return True


def _settings() -> list[str]:
    ours = ("SHENBAO_", "OPENAI_")
    return [name for name in os.environ if name.startswith(ours) and name not in _OF_THE_TEST_RUN]


@pytest.fixture(autouse=True, scope="session")
def _shut_off(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in _settings():
            patch.delenv(name)
        patch.setenv("SHENBAO_DATA", str(tmp_path_factory.mktemp("data")))
        patch.setattr(socket, "getaddrinfo", _without_names)
        yield


@pytest.fixture(autouse=True)
def _own_data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in _settings():
        monkeypatch.delenv(name)
    monkeypatch.setenv("SHENBAO_DATA", str(tmp_path / "data"))

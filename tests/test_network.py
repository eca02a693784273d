"""No network: tests have none, and the program in its default mode asks for none."""

from __future__ import annotations

import os
import platform
import socket
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from pytest_socket import SocketConnectBlockedError

ROOT = Path(__file__).resolve().parents[1]

# The kernel ends the process when any code in it, native code too, makes a socket that could leave
# this machine (seccomp: load the syscall number, then its first argument, the address family).
SEALED = """
    import ctypes, struct

    def seal(syscall):
        load, equal, give, kill, allow = 0x20, 0x15, 0x06, 0x80000000, 0x7FFF0000
        steps = [(load, 0, 0, 0), (equal, 0, 3, syscall), (load, 0, 0, 16), (equal, 1, 0, 1), (give, 0, 0, kill),
                 (give, 0, 0, allow)]
        code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))

        class Program(ctypes.Structure):
            _fields_ = [("length", ctypes.c_ushort), ("code", ctypes.c_void_p)]

        libc = ctypes.CDLL(None, use_errno=True)
        program = Program(len(steps), ctypes.cast(code, ctypes.c_void_p).value)
        done = libc.prctl(38, 1, 0, 0, 0) or libc.prctl(22, 2, ctypes.byref(program), 0, 0)
        if done:
            raise SystemExit(77)
"""

LISTENING = """
    import socket, sys

    def heard(event, arguments):
        if event.startswith("socket.") and not (event == "socket.__new__" and arguments[1] == socket.AF_UNIX):
            if event in {"socket.__new__", "socket.connect", "socket.getaddrinfo", "socket.bind", "socket.sendto"}:
                raise SystemExit(f"touched the network: {event} {arguments[1:]}")

    sys.addaudithook(heard)
"""

WHOLE_RUN = """
    from pathlib import Path
    from assistant import Assistant
    from retrieval import Library

    for _ in range(2):
        with Library.open(Path("data")) as library:
            library.sync(Path("documents"))
            answer = Assistant(library).ask("星光计划网上填报什么时候截止")
    assert answer.status == "answered", answer
    print("answered")
"""

WEB_PAGE = """
    import asyncio, httpx2
    from ui.serve import build
    from ui.settings import Settings

    async def visit(app):
        transport = httpx2.ASGITransport(app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1:7860") as visitor:
            asked = await visitor.post("/api/ask", json={"question": "星光计划网上填报什么时候截止"})
            return asked.status_code, (await visitor.get("/")).status_code

    library = Library.open(Path("data"))
    print(asyncio.run(visit(build(Assistant(library), library, Settings.from_environment()))))
"""

SOCKET_CALL = {"x86_64": 41, "aarch64": 198}


def in_a_process(folder: Path, *parts: str) -> subprocess.CompletedProcess[str]:
    """A fresh interpreter that runs `parts` in `folder`, which holds one notice."""
    from tests.builders import QINGSHAN

    (folder / "documents").mkdir(exist_ok=True)
    (folder / "documents" / "qingshan-2030.txt").write_text(QINGSHAN, encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SHENBAO_", "OPENAI_"))}
    script = "\n".join(textwrap.dedent(part) for part in parts)
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=folder,
        env=kept | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "HOME": str(folder)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


class TestTests:
    @pytest.mark.filterwarnings("ignore")
    @pytest.mark.enable_socket
    def test_a_test_cannot_reach_another_machine(self) -> None:
        """Not even one marked to use sockets: the suite means the same on a machine without a network."""
        with pytest.raises(SocketConnectBlockedError):
            socket.create_connection(("192.0.2.1", 80), timeout=0.1)

    def test_names_are_not_looked_up(self) -> None:
        """A look-up would already tell somebody that the tests run."""
        with pytest.raises(socket.gaierror, match="not looked up"):
            socket.getaddrinfo("example.org", 443)

    def test_this_machine_can_be_reached(self) -> None:
        """Tests of the server need it."""
        with socket.create_server(("127.0.0.1", 0)) as server:
            socket.create_connection(server.getsockname()[:2], timeout=5).close()

    def test_settings_of_whoever_runs_the_tests_do_not_count(self, tmp_path: Path) -> None:
        """A key or a folder in the shell must not change what is tested."""
        names = {name for name in os.environ if name.startswith(("SHENBAO_", "OPENAI_"))}

        assert {"SHENBAO_DATA"} == names - {"SHENBAO_REQUIRE_BROWSER"}
        assert str(tmp_path / "data") == os.environ["SHENBAO_DATA"]


class TestDefaultMode:
    @pytest.mark.slow
    def test_a_whole_run_and_the_page_open_no_socket(self, tmp_path: Path) -> None:
        """No telemetry, no download, no look-up: an office may run it behind a closed door."""
        done = in_a_process(tmp_path, LISTENING, WHOLE_RUN, WEB_PAGE)

        assert done.returncode == 0, done.stderr
        assert ["answered", "(200, 200)"] == [line for line in done.stdout.splitlines() if "request_id" not in line]

    @pytest.mark.skipif(
        sys.platform != "linux" or platform.machine() not in SOCKET_CALL, reason="only Linux can seal a process"
    )
    def test_nor_does_native_code(self, tmp_path: Path) -> None:
        """Chroma and tantivy are compiled: what they do is not seen by Python, but the kernel sees it."""
        seal = f"{textwrap.dedent(SEALED)}\nseal({SOCKET_CALL[platform.machine()]})"
        control = in_a_process(tmp_path, seal, "import socket\nsocket.socket()\nprint('opened')")
        if control.returncode == 77:
            pytest.skip("this kernel does not let a process seal itself")

        done = in_a_process(tmp_path, seal, WHOLE_RUN)

        assert control.returncode < 0, "the seal must end a process that makes a socket"
        assert (0, "answered\n") == (done.returncode, done.stdout), done.stderr

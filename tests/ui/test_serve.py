"""The server: its address, how it starts and stops, and what it stands."""

from __future__ import annotations

import json
import os
import signal
import socket
import struct
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.ui.conftest import a_documents_folder
from ui.cli import main
from ui.serve import ListenError, listen, url

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.enable_socket


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@dataclass(frozen=True)
class Served:
    """A `shenbao serve` in a process of its own."""

    address: str
    process: subprocess.Popen[str]

    def ask(self, question: str) -> tuple[int, Any]:
        return get(f"{self.address}/api/ask", json.dumps({"question": question}).encode())

    def stop(self, signal_number: int) -> tuple[int, str]:
        """Exit code and standard error after a signal."""
        self.process.send_signal(signal_number)
        _, err = self.process.communicate(timeout=30)
        return self.process.returncode, err


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Served]]:
    """Two servers on one new data folder, started at the same moment, once both are ready."""
    folder = tmp_path_factory.mktemp("two-servers")
    a_documents_folder(folder / "documents")
    env = {name: value for name, value in os.environ.items() if not name.startswith("SHENBAO_")}
    env |= {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "SHENBAO_DATA": str(folder / "data")}
    started = []
    for port in (free_port(), free_port()):
        command = [sys.executable, "-m", "ui", "serve", "--port", str(port), "--documents", str(folder / "documents")]
        process = subprocess.Popen(
            command, cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
        )
        started.append(Served(f"http://127.0.0.1:{port}", process))
    try:
        for server in started:
            until = time.monotonic() + 90
            while get(f"{server.address}/readyz")[0] != 200:
                assert server.process.poll() is None, server.process.communicate()
                assert time.monotonic() < until, "not ready within a minute and a half"
                time.sleep(0.1)
        yield started[0], started[1]
    finally:
        for server in started:
            server.process.kill()
            server.process.communicate()


def get(address: str, data: bytes | None = None) -> tuple[int, Any]:
    """Status and JSON of an address; status 0 when nothing listens."""
    request = urllib.request.Request(address, data=data, headers={"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return response.status, json.loads(response.read())
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())
    except (urllib.error.URLError, OSError):
        return 0, None


class TestListen:
    def test_an_occupied_port_is_said_before_anything_is_indexed(
        self, documents: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Nobody waits for an index to learn that another server is running; the remedy is a command."""
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]

            assert main(["serve", "--port", str(port)]) == 1

        err = capsys.readouterr().err
        assert f"端口 {port} 已被占用" in err
        assert "shenbao serve --port" in err
        assert not (tmp_path / "data").exists()

    @pytest.mark.parametrize(("host", "said"), [("no such host", "无法识别"), ("203.0.113.7", "没有“203.0.113.7”")])
    def test_an_address_that_is_not_ours_is_said(self, host: str, said: str) -> None:
        """A mistyped host gets a sentence, not an error number."""
        with pytest.raises(ListenError, match=said):
            listen(host, free_port())

    @pytest.mark.parametrize(
        ("host", "shown"),
        [
            ("127.0.0.1", "http://127.0.0.1:7860"),
            ("0.0.0.0", "http://localhost:7860"),
            ("::", "http://localhost:7860"),
            ("::1", "http://[::1]:7860"),
            ("example.cn", "http://example.cn:7860"),
        ],
    )
    def test_the_address_printed_can_be_opened(self, host: str, shown: str) -> None:
        """0.0.0.0 is where one listens, not where one goes."""
        assert shown == url(host, 7860)


@pytest.mark.slow
class TestServing:
    """In this order: the last test stops the servers."""

    def test_both_answer_over_one_data_folder(self, servers: tuple[Served, Served]) -> None:
        """One indexes, the other waits and then reads: two servers do not harm each other."""
        for server in servers:
            status, body = server.ask("青山市网上填报什么时候截止")

            assert status == 200
            assert "3月31日" in body["answer"]

    def test_a_question_of_5_mb_gets_its_refusal(self, servers: tuple[Served, Served]) -> None:
        """Over a real socket: the refusal arrives, instead of a connection cut off while still sending."""
        status, body = servers[0].ask("a" * 5_000_000)

        assert (status, body["title"]) == (413, "请求内容过大")

    def test_fifty_at_once_are_all_answered(self, servers: tuple[Served, Served]) -> None:
        """A class of students, or one who asks with a loop: nobody gets an error, and nobody another's answer."""
        questions = ["青山市网上填报什么时候截止", "青山市纸质材料一式几份", "今天天气怎么样"] * 34

        with ThreadPoolExecutor(50) as pool:
            answers = list(pool.map(servers[0].ask, questions))

        assert {status for status, _ in answers} == {200}
        assert all("3月31日" in body["answer"] for _, body in answers[0::3])
        assert all("三份" in body["answer"] for _, body in answers[1::3])
        assert {body["status"] for _, body in answers[2::3]} == {"declined"}

    def test_a_client_that_goes_away_harms_nobody(self, servers: tuple[Served, Served]) -> None:
        """Half a request, then a reset: the next one is served."""
        host, port = servers[0].address.removeprefix("http://").split(":")
        for _ in range(10):
            client = socket.create_connection((host, int(port)))
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            client.sendall(b"POST /api/ask HTTP/1.1\r\nHost: x\r\nContent-Length: 9999\r\n\r\n{")
            client.close()

        assert servers[0].ask("青山市网上填报什么时候截止")[0] == 200

    def test_chinese_in_an_address_as_it_is_gets_the_remedy(self, servers: tuple[Served, Served]) -> None:
        """What curl sends for `…/api/search?q=截止`."""
        host, port = servers[0].address.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=10) as client:
            client.sendall("GET /api/search?q=截止 HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            answer = client.makefile("rb").read().decode()

        assert answer.startswith("HTTP/1.1 400 ")
        assert "--data-urlencode" in answer

    def test_unknown_addresses_of_the_interface_are_not_pages(self, servers: tuple[Served, Served]) -> None:
        """The page is mounted at the root; it must not take over what is below /api."""
        assert get(f"{servers[0].address}/api/nothing")[0] == 404
        assert get(f"{servers[0].address}/api/notices", b"{}")[1]["title"] == "请求方法不对"

    def test_ctrl_c_and_a_supervisor_end_it_in_good_order(self, servers: tuple[Served, Served]) -> None:
        """The exit code tells how it ended; nobody is shown a traceback."""
        interrupted, terminated = servers[0].stop(signal.SIGINT), servers[1].stop(signal.SIGTERM)

        assert interrupted[0] in {0, 130}
        assert terminated[0] == 128 + signal.SIGTERM
        assert "Traceback" not in interrupted[1] + terminated[1]

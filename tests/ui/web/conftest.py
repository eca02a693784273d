"""A running server and a browser for tests of the page.

The server is the real one (`ui.serve`) on a free loopback port, over two invented notices and a
temporary data folder. The browser is the first Chromium found; without one the tests are skipped,
or fail when SHENBAO_REQUIRE_BROWSER=1. Screenshots go to `artefacts/`, which git ignores.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from tests.builders import BAISHUI, QINGSHAN, QINGSHAN_CARD

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[3]
ARTEFACTS = ROOT / "artefacts"
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
REQUIRED = os.environ.get("SHENBAO_REQUIRE_BROWSER") == "1"  # read before a fixture empties the environment
START_S = 60


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real server over two invented notices; one of them is hostile in its text."""
    folder = tmp_path_factory.mktemp("served")
    _write_documents(folder / "documents")
    port = _free_port()
    command = [sys.executable, "-m", "ui", "serve", "--port", str(port)]
    command += ["--documents", str(folder / "documents"), "--data", str(folder / "data")]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SHENBAO_")}
    environment["PYTHONPATH"] = str(ROOT)
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, process, folder / "log")
        yield address
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; skips, or fails where a browser is required, saying why."""
    if importlib.util.find_spec("playwright") is None:
        _without("playwright is not installed: it comes with the extra `dev`")
    from playwright import sync_api

    with sync_api.sync_playwright() as playwright:
        executable = _chromium(playwright.chromium.executable_path)
        if executable is None:
            _without("no Chromium found: install Debian's `chromium`, or run `playwright install chromium`")
        launched = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield launched
        launched.close()


class Visit:
    """A page that somebody opened, with everything it must not have done: `faults` and `elsewhere`."""

    def __init__(self, page: Page, served: str) -> None:
        self.page = page
        self.faults: list[str] = []
        self.elsewhere: list[str] = []
        page.on("console", lambda message: self.faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", lambda request: None if _local(request.url, served) else self.elsewhere.append(request.url))

    def ask(self, question: str) -> None:
        """Type a question, press Enter and wait for what is shown below it to be final."""
        answers = self.page.locator("#sb-conversation .bot-row")
        before = answers.count()
        self.page.fill("#sb-question textarea", question)
        self.page.press("#sb-question textarea", "Enter")
        answers.nth(before).wait_for()
        self.page.wait_for_function(
            "() => !document.querySelector('#sb-conversation .bot-row:last-of-type em') "
            "&& document.querySelector('#sb-question textarea').value === ''"
        )
        self.page.wait_for_timeout(400)

    def shoot(self, name: str) -> None:
        """Keep a screenshot as `artefacts/page-<name>.png`."""
        ARTEFACTS.mkdir(exist_ok=True)
        self.page.screenshot(path=ARTEFACTS / f"page-{name}.png")


@pytest.fixture
def visit(browser: Browser, served: str) -> Iterator[Callable[..., Visit]]:
    """Opens the page in a fresh context: `visit(width=390, dark=True)`."""
    contexts = []

    def open_page(width: int = 1280, *, dark: bool = False, path: str = "/") -> Visit:
        height = 844 if width < 500 else 800
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", locale="en-US"
        )
        contexts.append(context)
        opened = Visit(context.new_page(), served)
        opened.page.goto(served + path)
        if path == "/":
            opened.page.wait_for_selector("#sb-question textarea")
            opened.page.wait_for_timeout(600)
        return opened

    yield open_page
    for context in contexts:
        context.close()


def _write_documents(folder: Path) -> None:
    (folder / "qingshan-2030").mkdir(parents=True)
    (folder / "qingshan-2030" / "notice.txt").write_text(QINGSHAN, encoding="utf-8")
    (folder / "qingshan-2030" / "card.yaml").write_text(QINGSHAN_CARD, encoding="utf-8")
    (folder / "baishui-2031.txt").write_text(hostile(BAISHUI), encoding="utf-8")


def hostile(notice: str) -> str:
    """`notice` with a clause that tries to run a script and to load a picture from elsewhere."""
    payload = '<img src="http://192.0.2.1/leak.png" onerror="document.title=1"><script>document.title=1</script>'
    return notice.replace("的科技型中小企业。", f"的科技型中小企业{payload}![x](http://192.0.2.1/md.png)。")


def _without(reason: str) -> NoReturn:
    if REQUIRED:
        pytest.fail(reason)
    pytest.skip(reason)


def _chromium(bundled: str) -> str | None:
    found = (shutil.which(name) for name in CHROMIUMS)
    return next((path for path in found if path), bundled if Path(bundled).exists() else None)


def _local(url: str, served: str) -> bool:
    return url.startswith((served + "/", "data:", "blob:", "about:"))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        with suppress(OSError):
            if urllib.request.urlopen(f"{address}/readyz", timeout=2).status == 200:
                return
        time.sleep(0.2)
    pytest.fail(f"the server did not come up:\n{log.read_text(encoding='utf-8', errors='replace')[-2000:]}")

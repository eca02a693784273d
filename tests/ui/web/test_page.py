"""The page in a real browser, as an applicant meets it: on a laptop and on a phone, in light and in dark.

Every test ends by asking that nothing left this machine and that the console stayed free of errors.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ui.web.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Open = Callable[..., Visit]
WIDTHS = [pytest.param(1280, id="laptop"), pytest.param(390, id="phone")]
MEASURE = (Path(__file__).parent / "measure.js").read_text(encoding="utf-8")
DEADLINE = "青山星光计划网上填报什么时候截止"


def clean(visit: Visit) -> None:
    assert [] == visit.faults
    assert [] == visit.elsewhere


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_marker_opens_the_clause_highlighted_in_the_notice(visit: Open, width: int, dark: bool) -> None:
    """The whole promise of the page: a question, an answer, and the clause behind it one tap away."""
    seen = visit(width, dark=dark)
    kind = f"{width}-{'dark' if dark else 'light'}"
    seen.shoot(f"{kind}-empty")
    seen.ask(DEADLINE)
    seen.shoot(f"{kind}-answer")
    seen.page.click("#sb-conversation a.sb-marker >> nth=0")
    mark = seen.page.locator("#sb-view mark").first
    mark.wait_for()
    seen.page.wait_for_timeout(700)
    seen.shoot(f"{kind}-clause")

    assert "2030年3月31日" in "".join(seen.page.locator("#sb-view mark").all_inner_texts())
    assert "青山市科学技术局" in seen.page.inner_text("#sb-view article")
    box = mark.bounding_box()
    assert box
    assert 0 <= box["y"] <= (844 if width == 390 else 800) - box["height"], "the highlighted words are on the screen"
    clean(seen)


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wider_than_the_screen(visit: Open, width: int) -> None:
    """Nobody has to push the page sideways."""
    seen = visit(width)
    seen.ask("项目名称有什么讲究")

    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_text_can_be_read_on_its_ground(visit: Open, dark: bool) -> None:
    """Contrast is at least 4.5 to 1 (3 to 1 for large type), WCAG 2.2 AA, in the empty page, an answer and a clause."""
    seen = visit(dark=dark)
    seen.page.click("#sb-options > button")
    seen.page.get_by_label("提问日期").wait_for()
    found = seen.page.evaluate(f"({MEASURE})()")
    seen.ask(DEADLINE)
    found += seen.page.evaluate(f"({MEASURE})()")
    seen.page.click("#sb-conversation a.sb-marker >> nth=0")
    seen.page.wait_for_selector("#sb-view mark")
    found += seen.page.evaluate(f"({MEASURE})()")

    assert [] == found


def test_the_page_does_not_jump_while_it_loads(visit: Open) -> None:
    """What was about to be touched is still there: cumulative layout shift under 0.1."""
    seen = visit()
    shift = seen.page.evaluate(
        "() => new Promise((done) => { let sum = 0; new PerformanceObserver((list) => { for (const entry of "
        "list.getEntries()) sum += entry.value; }).observe({ type: 'layout-shift', buffered: true }); "
        "setTimeout(() => done(sum), 300); })"
    )

    assert shift < 0.1


def test_a_hostile_notice_is_only_text(visit: Open) -> None:
    """A script and two pictures in a notice are shown as characters: in the answer, the list and the clause."""
    seen = visit()
    seen.ask("白水市光伏示范项目的申报对象是谁")
    assert "<script>document.title=1</script>" in seen.page.inner_text("#sb-conversation")
    seen.page.click("#sb-conversation a.sb-marker >> nth=0")
    seen.page.wait_for_selector("#sb-view mark")
    seen.shoot("1280-light-hostile")

    assert "<script>document.title=1</script>" in seen.page.inner_text("#sb-view article")
    assert "申报助手" == seen.page.title()
    assert 0 == seen.page.locator("#sb-conversation img, #sb-panel img").count()
    clean(seen)


def test_a_hostile_question_is_only_text(visit: Open) -> None:
    """What somebody types is shown as typed, and loads nothing."""
    typed = '<img src=http://192.0.2.1/q.png onerror="document.title=1"> ![x](http://192.0.2.1/q.png) 什么时候截止'
    seen = visit()
    seen.ask(typed)

    assert typed == seen.page.locator("#sb-conversation .user-row").first.inner_text().strip()
    assert "申报助手" == seen.page.title()
    clean(seen)


def test_a_clause_is_reached_and_left_by_keyboard(visit: Open) -> None:
    """Enter on a marker opens, Escape closes and gives the focus back."""
    seen = visit()
    seen.ask(DEADLINE)
    marker = seen.page.locator("#sb-conversation a.sb-marker").first
    assert "查看依据 1 的通知原文" == marker.get_attribute("aria-label")
    marker.focus()
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_selector("#sb-view mark")
    seen.page.keyboard.press("Escape")

    assert 0 == seen.page.locator("#sb-view").count()
    assert seen.page.evaluate("document.activeElement.classList.contains('sb-marker')")


def test_enter_within_an_input_method_does_not_send(visit: Open) -> None:
    """Enter takes the candidate word; half a question must not be sent."""
    seen = visit()
    box = seen.page.locator("#sb-question textarea")
    box.fill("青山 jiezhi")
    for kind in ("keydown", "keypress", "keyup"):
        box.evaluate(
            "(at, kind) => at.dispatchEvent(new KeyboardEvent(kind, "
            "{ key: 'Enter', code: 'Enter', isComposing: true, bubbles: true, cancelable: true }))",
            kind,
        )
    seen.page.wait_for_timeout(500)
    assert 0 == seen.page.locator("#sb-conversation .user-row").count()

    box.press("Enter")
    seen.page.locator("#sb-conversation .user-row").first.wait_for()


def test_samples_suggestions_and_a_new_conversation(visit: Open) -> None:
    """A first question, the next one, and a fresh start are each one tap."""
    seen = visit()
    page = seen.page
    page.click("#sb-conversation .example >> nth=0")
    page.wait_for_selector("#sb-conversation .option")
    page.click("#sb-conversation .option >> nth=0")
    page.locator("#sb-conversation .bot-row").nth(1).wait_for()
    page.click("#sb-restart")
    page.wait_for_selector("#sb-conversation .example")

    assert 0 == page.locator("#sb-conversation .bot-row").count()
    assert "青山星光计划项目" in page.inner_text("#sb-citations")
    clean(seen)


def test_what_is_refused_is_said_in_chinese_and_stays_in_the_box(visit: Open) -> None:
    """Empty, and longer than 2,000 characters."""
    seen = visit()
    seen.page.click("#sb-send")
    seen.page.get_by_text("请写下想问的问题").wait_for()
    seen.page.fill("#sb-question textarea", "问" * 2001)
    seen.page.click("#sb-send")
    seen.page.get_by_text("请缩短到2000字以内").wait_for()

    seen.page.wait_for_function("() => document.querySelector('#sb-question textarea').value.length === 2001")
    clean(seen)


def test_a_full_queue_asks_for_patience(visit: Open) -> None:
    """Gradio would say it in English."""
    seen = visit()
    full = json.dumps({"detail": "Queue is full. Max size is 64 and size is 64.", "success": False})
    seen.page.route("**/queue/join*", lambda route: route.fulfill(status=503, body=full))
    seen.page.fill("#sb-question textarea", DEADLINE)
    seen.page.press("#sb-question textarea", "Enter")

    seen.page.get_by_text("现在提问的人较多").wait_for()
    assert DEADLINE == seen.page.input_value("#sb-question textarea")


def test_an_answer_for_another_day(visit: Open) -> None:
    """The day under the options is the day of the answer, and of the state beside each citation."""
    seen = visit()
    seen.page.click("#sb-options > button")
    seen.page.get_by_label("提问日期").fill("2030年5月1日")
    seen.ask(DEADLINE)
    beside = seen.page.inner_text("#sb-citations")

    assert "已截止" in beside
    assert "按 2030-05-01" in beside


def test_nothing_speaks_english(visit: Open) -> None:
    """Also in an English browser: neither the words nor the labels for screen readers."""
    seen = visit()
    seen.ask("今天天气怎么样")
    seen.shoot("1280-light-declined")
    words = seen.page.evaluate(
        "() => [document.querySelector('gradio-app').innerText, ...[...document.querySelectorAll('[aria-label],[title],"
        "[placeholder]')].filter((at) => at.checkVisibility()).flatMap((at) => ['aria-label', 'title', 'placeholder']"
        ".map((name) => at.getAttribute(name) ?? ''))].join('\\n')"
    )

    assert "zh-CN" == seen.page.evaluate("document.documentElement.lang")
    assert [] == re.findall(r"[A-Za-z]{3,}", words)

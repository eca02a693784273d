"""The page: what stands where, and which event leads to which function. Nothing is worked out here.

    header            name, what it is for, the notices held
    chat │ panel      the conversation, and beside it (below it on a phone) the citations
    question          the box, the send button, options folded away

Looks are in `theme.py` and `static/page.css`, behaviour in the browser in `static/page.js`,
words in `labels.toml`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import gradio as gr

from assistant import Assistant
from retrieval import Library
from ui.render import today
from ui.web.chat import Chat, Exchange, View
from ui.web.labels import label
from ui.web.overview import choices, greeting, header_html, held_notices, shelf_html
from ui.web.samples import sample_questions

AT_ONCE = 8
WAITING = 64
_KEPT_S = 6 * 3600
_PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}


def build_page(assistant: Assistant, library: Library) -> gr.Blocks:
    """The page over one assistant and its library."""
    page = gr.Blocks(title=label("page.name"), analytics_enabled=False, fill_width=True)
    with page:
        header = gr.Markdown(elem_id="sb-header", elem_classes="sb-html")
        with gr.Row(elem_id="sb-body"):
            with gr.Column(elem_id="sb-chat", scale=3):
                chatbot = _chatbot()
                question, send, restart = _question_row()
                notices, day = _options()
            with gr.Column(elem_id="sb-panel", scale=2):
                gr.Markdown(f"## {label('panel.title')}", elem_id="sb-panel-title")
                citations = gr.Markdown(elem_id="sb-citations", elem_classes="sb-html")
        kept = gr.State((), time_to_live=_KEPT_S)

        _wire_questions(Chat(assistant, library), (question, send), chatbot, citations, kept, day, notices)
        restart.click(lambda: _restarted(library), None, [chatbot, citations, question, kept], queue=False, **_PRIVATE)
        page.load(lambda: _overview(library), None, [header, chatbot, citations, notices], queue=False, **_PRIVATE)
        _fill(library, header, chatbot, citations, notices)
    page.queue(default_concurrency_limit=AT_ONCE, max_size=WAITING, api_open=False)
    return page


def _chatbot() -> gr.Chatbot:
    return gr.Chatbot(
        elem_id="sb-conversation",
        label=label("chat.region"),
        show_label=False,
        container=False,
        height=None,
        layout="bubble",
        buttons=[],
        feedback_options=None,
        latex_delimiters=[],
        autoscroll=False,
        allow_tags=False,
        group_consecutive_messages=False,
    )


def _question_row() -> tuple[gr.Textbox, gr.Button, gr.Button]:
    with gr.Row(elem_id="sb-ask"):
        question = gr.Textbox(
            label=label("chat.question"),
            show_label=False,
            container=False,
            placeholder=label("chat.question_hint"),
            lines=1,
            max_lines=6,
            scale=1,
            autofocus=True,
            elem_id="sb-question",
            html_attributes=gr.InputHTMLAttributes(autocapitalize="off", autocorrect="off", spellcheck=False),
        )
        send = gr.Button(label("chat.send"), variant="primary", elem_id="sb-send", scale=0, min_width=72)
    with gr.Row(elem_id="sb-under"):
        gr.Markdown(label("page.basis"), elem_id="sb-basis")
        restart = gr.Button(label("chat.restart"), variant="secondary", size="sm", elem_id="sb-restart", scale=0)
    return question, send, restart


def _options() -> tuple[gr.Dropdown, gr.Textbox]:
    with gr.Accordion(label("options.title"), open=False, elem_id="sb-options"), gr.Row():
        notices = gr.Dropdown(
            [], multiselect=True, label=label("options.notices"), info=label("options.notices_hint"), scale=2
        )
        day = gr.Textbox(label=label("options.day"), info=label("options.day_hint"), max_lines=1, scale=1)
    return notices, day


def _wire_questions(
    chat: Chat,
    asking: tuple[gr.Textbox, gr.Button],
    chatbot: gr.Chatbot,
    citations: gr.Markdown,
    kept: gr.State,
    day: gr.Textbox,
    notices: gr.Dropdown,
) -> None:
    question, send = asking

    async def typed(
        text: str, exchanges: tuple[Exchange, ...], on: str, only: list[str] | None
    ) -> AsyncIterator[tuple[Any, ...]]:
        async for view in chat.ask(text, exchanges, on, only or ()):
            yield _parts(view)

    async def chosen(
        exchanges: tuple[Exchange, ...], on: str, only: list[str] | None, event: gr.SelectData
    ) -> AsyncIterator[tuple[Any, ...]]:
        async for view in chat.ask(_value(event), exchanges, on, only or ()):
            yield _parts(view)

    shown = [chatbot, citations, question, kept]
    gr.on([question.submit, send.click], typed, [question, kept, day, notices], shown, **_PRIVATE)
    gr.on([chatbot.example_select, chatbot.option_select], chosen, [kept, day, notices], shown, **_PRIVATE)


def _value(event: gr.SelectData) -> str:
    value = event.value
    return str(value["text"] if isinstance(value, dict) else value)


def _parts(view: View) -> tuple[Any, ...]:
    if view.problem:
        gr.Warning(view.problem, title=label("problem.title"))
    parts = (view.messages, view.citations, view.typed, view.exchanges)
    return tuple(gr.skip() if part is None else part for part in parts)


def _restarted(library: Library) -> tuple[Any, ...]:
    return [], shelf_html(held_notices(library), today()), "", ()


def _overview(library: Library) -> tuple[Any, ...]:
    notices = held_notices(library)
    examples = [{"text": question} for question in sample_questions(notices)]
    return (
        header_html(notices, today()),
        gr.update(placeholder=greeting(notices), examples=examples),
        shelf_html(notices, today()),
        gr.update(choices=choices(notices)),
    )


def _fill(
    library: Library, header: gr.Markdown, chatbot: gr.Chatbot, citations: gr.Markdown, notices: gr.Dropdown
) -> None:
    """Put in what is held when the server starts, so that nothing jumps when the page has loaded."""
    held = held_notices(library)
    header.value = header_html(held, today())
    citations.value = shelf_html(held, today())
    chatbot.placeholder = greeting(held)
    chatbot.examples = [{"text": question} for question in sample_questions(held)]
    notices.choices = list(choices(held))

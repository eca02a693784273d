"""Put the page on the FastAPI application, behind its guard and beside everything that is there already."""

from __future__ import annotations

import os

from fastapi import FastAPI
from starlette.routing import Mount

from assistant import Assistant
from retrieval import Library
from ui.settings import Settings


def mount(api: FastAPI, assistant: Assistant, library: Library, settings: Settings) -> FastAPI:
    """`api` with the page at `/`. Addresses that `api` has already come first; add others before calling this.

    `settings` is part of the seam with `ui/serve.py`; the page has no setting of its own yet.
    """
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")  # read when Gradio is imported

    import gradio as gr

    from ui.web.assets import asset_routes
    from ui.web.clause_routes import clause_routes
    from ui.web.guard import Guard
    from ui.web.page import build_page
    from ui.web.theme import page_theme

    api.include_router(asset_routes())
    api.include_router(clause_routes(library))
    api = gr.mount_gradio_app(
        api,
        build_page(assistant, library),
        path="/",
        theme=page_theme(),
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        enable_monitoring=False,
        allowed_paths=[],
        max_file_size=1,
    )
    mounted = api.router.routes[-1]
    assert isinstance(mounted, Mount)
    mounted.app = Guard(mounted.app)
    return api

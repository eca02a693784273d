"""The page for applicants at `/` (Gradio): a question, an answer, and the clause beside it.

    mounting.py        puts the page on the FastAPI application
    page.py            what stands where, and which event leads to which function
    chat.py            a question in, the conversation and its citations out, piece by piece
    answer_text.py     an answer as safe Markdown with links to its clauses
    citation_panel.py  citations and whole notices as escaped HTML
    clause_routes.py   a notice with a clause highlighted, at an address of its own
    overview.py, samples.py, standing.py   what is held, what may be asked, what is open today
    guard.py, shell.py headers, closed doors, and the HTML around Gradio's application
    labels.toml        the words of the page (what the browser says by itself: head of static/page.js)
    static/            looks and behaviour that theme and layout cannot say

Gradio is imported in this folder and nowhere else.
"""

from ui.web.mounting import mount

__all__ = ["mount"]

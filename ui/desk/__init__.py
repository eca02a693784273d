"""The officers' desk at `/desk` (Gradio). Nothing here yet: its place is kept."""

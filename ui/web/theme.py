"""The page's tokens: colours, type, spacing, on Gradio's theme. What a theme cannot say is in `static/page.css`.

System fonts only. The pairs of text and ground used here have a contrast of at least 4.5 to 1 in
both light and dark (measured in the browser test).
"""

from __future__ import annotations

import gradio as gr
from gradio.themes.utils import colors, sizes

FONT = ("PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "system-ui", "sans-serif")
FONT_MONO = ("ui-monospace", "Consolas", "monospace")

INK_BLUE = colors.Color(
    name="ink-blue",
    c50="#f2f6fb",
    c100="#e2ebf6",
    c200="#c6d7ec",
    c300="#9dbadd",
    c400="#6c95c8",
    c500="#44729f",
    c600="#245a94",
    c700="#1d4a7b",
    c800="#1b3d64",
    c900="#183250",
    c950="#0f2036",
)


def page_theme() -> gr.themes.Base:
    """The theme of the page."""
    theme = gr.themes.Base(
        primary_hue=INK_BLUE,
        secondary_hue=INK_BLUE,
        neutral_hue=colors.slate,
        text_size=sizes.text_md,
        radius_size=sizes.radius_md,
        font=FONT,
        font_mono=FONT_MONO,
    )
    return theme.set(
        body_background_fill="#f6f7f9",
        body_background_fill_dark="#10151d",
        body_text_color="#1c2733",
        body_text_color_dark="#e6eaf0",
        body_text_color_subdued="#53606f",
        body_text_color_subdued_dark="#a3afbd",
        background_fill_primary="#ffffff",
        background_fill_primary_dark="#18202b",
        background_fill_secondary="#f1f4f8",
        background_fill_secondary_dark="#1f2936",
        block_background_fill="#ffffff",
        block_background_fill_dark="#18202b",
        block_border_color="#dbe1e8",
        block_border_color_dark="#2c3847",
        border_color_primary="#dbe1e8",
        border_color_primary_dark="#2c3847",
        block_shadow="none",
        block_title_text_color="*body_text_color_subdued",
        block_title_text_color_dark="*body_text_color_subdued",
        block_label_text_color="*body_text_color_subdued",
        block_label_text_color_dark="*body_text_color_subdued",
        block_info_text_color="*body_text_color_subdued",
        block_info_text_color_dark="*body_text_color_subdued",
        link_text_color="*primary_600",
        link_text_color_dark="*primary_300",
        link_text_color_hover="*primary_800",
        link_text_color_hover_dark="*primary_200",
        button_primary_background_fill="*primary_600",
        button_primary_background_fill_hover="*primary_700",
        button_primary_background_fill_dark="*primary_500",
        button_primary_background_fill_hover_dark="*primary_600",
        button_primary_text_color="#ffffff",
        button_primary_text_color_dark="#ffffff",
        input_border_color="#c5ced8",
        input_border_color_dark="#3a4859",
        input_border_width="1px",
        input_background_fill="#ffffff",
        input_background_fill_dark="#18202b",
        input_placeholder_color="#65717f",
        input_placeholder_color_dark="#97a3b2",
        color_accent_soft="*primary_100",
        color_accent_soft_dark="*primary_900",
    )

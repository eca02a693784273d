"""Where a question names no notice, none of those that answer is hidden by another."""

from __future__ import annotations

from assistant import Assistant
from evals.prepared import DOCUMENTS
from retrieval import Library


def test_each_notice_with_a_cap_on_its_card_is_told() -> None:
    """Left open whose cap is meant, the notice in plainer words must not stand for all."""
    library = Library.in_memory()
    library.sync(DOCUMENTS)
    capped = {notice_id for notice_id in library.ids if library.held(notice_id).card.of_topic("cap")}

    answer = Assistant(library).ask("最多给多少")

    assert len(capped) > 1
    assert capped <= set(answer.notices)

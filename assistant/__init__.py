"""A question in, a verified answer out; knows nothing of screens.

    from assistant import Assistant
    answer = Assistant.open().ask("项目名怎么起？")

The flow is listed in `pipeline.py`; records are in `records.py`; the words of outcomes in
`replies.toml`.
"""

from assistant.assistant import Assistant
from assistant.errors import AssistantError, QuestionError
from assistant.records import Answer, Citation, Deadline, Turn

__all__ = ["Answer", "Assistant", "AssistantError", "Citation", "Deadline", "QuestionError", "Turn"]

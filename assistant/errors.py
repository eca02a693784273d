"""What the assistant refuses before it starts.

    AssistantError
    └── QuestionError    empty, too long, an unknown notice: the asker can mend it

`reason_zh` is what the asker reads; `field` names the part of the question at fault.
"""


class AssistantError(Exception):
    """Base of all refusals of this package."""


class QuestionError(AssistantError):
    """A question that cannot be taken; `field` is "question", "history", "as_of" or "notice_ids"."""

    def __init__(self, message: str, *, field: str, reason_zh: str) -> None:
        super().__init__(message)
        self.field = field
        self.reason_zh = reason_zh

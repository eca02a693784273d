"""Where things lie and how the program is to run: the command line's options, once parsed.

Precedence: an option, then the environment (`SHENBAO_…`), then `.env` in the current folder,
then the defaults below. The command line reads the first three (`cli.py`, `commands/options.py`);
what has no option of its own is read here by `from_environment`.

A plain record on purpose: `shenbao ask` has to start at once, and a settings library would
cost more time than the answer.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 7860
_YES = frozenset({"1", "true", "yes", "on", "是"})


def default_documents() -> Path:
    """The notices that come with the program."""
    from assistant.opening import default_documents as shipped

    return shipped()


def default_data() -> Path:
    """The per-user folder for index and database."""
    from assistant.opening import default_data as per_user

    return per_user()


@dataclass(frozen=True, slots=True)
class Settings:
    """How one run of the program is set up.

    `embedding` is handed to `Library.open` as it is; `log_questions` lets questions into the
    log, which is off because they may hold what people would not publish.
    """

    documents: Path = field(default_factory=default_documents)
    data: Path = field(default_factory=default_data)
    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT
    embedding: str = "local"
    log_questions: bool = False

    @classmethod
    def from_environment(
        cls,
        *,
        documents: Path | None = None,
        data: Path | None = None,
        host: str | None = None,
        port: int | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> Settings:
        """Settings from what was given, the environment for what has no option, and defaults for the rest."""
        env = os.environ if environment is None else environment
        return cls(
            documents=(documents or default_documents()).expanduser(),
            data=(data or _path(env.get("SHENBAO_DATA")) or default_data()).expanduser(),
            host=host or DEFAULT_HOST,
            port=DEFAULT_PORT if port is None else port,
            embedding=env.get("SHENBAO_EMBEDDING", "").strip() or "local",
            log_questions=env.get("SHENBAO_LOG_QUESTIONS", "").strip().lower() in _YES,
        )


class SettingsError(Exception):
    """Settings that cannot be read; `reason_zh` says which and what to do."""

    def __init__(self, message: str, *, reason_zh: str) -> None:
        super().__init__(message)
        self.reason_zh = reason_zh


def load_env_file(path: Path | None = None) -> None:
    """Take `.env` of the current folder into the environment; what is already set there stays.

    Raises `SettingsError` when it is no UTF-8.
    """
    import dotenv

    file = Path(".env") if path is None else path
    if not file.is_file():
        return
    try:
        dotenv.load_dotenv(file, override=False)
    except ValueError as error:  # another encoding, or a NUL in a value
        reason_zh = f"“{file}”不是 UTF-8 文本，请另存为 UTF-8 后再运行。"
        raise SettingsError(f"{file}: no UTF-8 text. Save it as UTF-8", reason_zh=reason_zh) from error


def _path(value: str | None) -> Path | None:
    return Path(value) if value and value.strip() else None

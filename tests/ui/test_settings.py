"""Where settings come from."""

from __future__ import annotations

from pathlib import Path

import pytest

from ui.settings import DEFAULT_PORT, Settings, load_env_file


def test_what_is_given_counts_before_the_environment() -> None:
    """An option on the command line is the last word."""
    settings = Settings.from_environment(data=Path("given"), environment={"SHENBAO_DATA": "from-env"})

    assert settings.data == Path("given")
    assert Settings.from_environment(environment={"SHENBAO_DATA": "from-env"}).data == Path("from-env")


def test_an_empty_variable_is_no_setting() -> None:
    """Container files set variables to nothing; that must not mean the current folder."""
    settings = Settings.from_environment(environment={"SHENBAO_DATA": " ", "SHENBAO_EMBEDDING": ""})

    assert settings.data.is_absolute()
    assert (settings.embedding, settings.port, settings.log_questions) == ("local", DEFAULT_PORT, False)


def test_env_file_fills_only_what_is_not_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`.env` is the usual; what the shell says is for now."""
    (tmp_path / ".env").write_text("SHENBAO_DATA=file\nSHENBAO_EMBEDDING=openai:x\n", encoding="utf-8")
    monkeypatch.setenv("SHENBAO_DATA", "shell")
    monkeypatch.setenv("SHENBAO_EMBEDDING", "unset-at-teardown")
    monkeypatch.delenv("SHENBAO_EMBEDDING")

    load_env_file()

    settings = Settings.from_environment()
    assert (settings.data, settings.embedding) == (Path("shell"), "openai:x")

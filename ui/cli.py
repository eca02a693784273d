"""The command line `shenbao`: its commands, and the one gate through which every error leaves.

    shenbao serve | ask | chat | ingest | notices | show | search | eval | bench

Each command is a file in `commands/`. Whatever goes wrong becomes one Chinese sentence on
standard error and an exit code: 1 could not be done, 2 asked for in a wrong way, 130 stopped
with Ctrl-C. `SHENBAO_DEBUG=1` shows the traceback of an unexpected error as well.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Sequence

import typer

from ui.commands.ask import ask
from ui.commands.bench import bench
from ui.commands.chat import chat
from ui.commands.evaluate import evaluate
from ui.commands.ingest import ingest
from ui.commands.notices import notices, show
from ui.commands.search import search
from ui.commands.serve import serve
from ui.commands.speech import ChineseCommand, ChineseGroup, misuse, speak_chinese
from ui.console import mend_streams, note, why
from ui.settings import SettingsError, load_env_file

_FAILED, _MISUSED, _INTERRUPTED = 1, 2, 130

app = typer.Typer(
    name="shenbao",
    cls=ChineseGroup,
    help="申报问答：依据项目申报通知的原文回答问题，逐字注明出处。",
    add_completion=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
_COMMANDS: dict[str, Callable[..., object]] = {
    "serve": serve,
    "ask": ask,
    "chat": chat,
    "ingest": ingest,
    "notices": notices,
    "show": show,
    "search": search,
    "eval": evaluate,
    "bench": bench,
}
for _name, _command in _COMMANDS.items():
    app.command(_name, cls=ChineseCommand)(_command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; nothing is raised."""
    mend_streams()
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not _debugging():
        # Log lines are for operators (`serve` sets them up); without this Python shows warnings and traces to readers.
        logging.getLogger().addHandler(logging.NullHandler())
    try:
        code = _run(given)
        sys.stdout.flush()
    except BrokenPipeError:
        _quiet_stdout()
        return _FAILED
    except KeyboardInterrupt:
        note("已中断。")
        return _INTERRUPTED
    return code


def _run(arguments: list[str]) -> int:
    from assistant.errors import QuestionError
    from retrieval.errors import RetrievalError

    try:
        load_env_file()
        if not arguments or {"-h", "--help"} & set(arguments):
            speak_chinese()
        result = app(args=arguments, prog_name="shenbao", standalone_mode=False)
        if result == _INTERRUPTED:  # what typer makes of Ctrl-C
            raise KeyboardInterrupt
        return result if isinstance(result, int) else 0
    except typer.TyperException as error:
        note(misuse(error))
        return error.exit_code
    except QuestionError as error:
        note(error.reason_zh)
        return _MISUSED
    except (RetrievalError, SettingsError) as error:
        note(error.reason_zh)
        return _FAILED
    except typer.Abort:
        raise KeyboardInterrupt from None
    except BrokenPipeError:
        raise
    except OSError as error:
        note(why(error))
        return _FAILED
    except Exception as error:  # the gate: a reader is never shown a traceback unless asked for
        return _unexpected(error)


def _unexpected(error: Exception) -> int:
    if _debugging():
        raise error
    note(f"程序内部出错（{type(error).__name__}）。请设置 SHENBAO_DEBUG=1 再运行一次，并把输出告诉维护者。")
    return _FAILED


def _debugging() -> bool:
    return os.environ.get("SHENBAO_DEBUG", "").strip() not in {"", "0"}


def _quiet_stdout() -> None:
    # The reader of our output is gone; what is left in the buffer must not raise again at exit.
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, sys.stdout.fileno())

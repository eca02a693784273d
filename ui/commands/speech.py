"""The command line speaks Chinese: help pages, and what was wrong with a command line.

Typer has English sentences of its own for both; here they are put into other words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:
    from typer import TyperException
    from typer.core import TyperOption

_HELP = "显示这份说明"


class ChineseCommand(TyperCommand):
    """A command whose --help is explained in Chinese."""

    def get_help_option(self, ctx: Any) -> TyperOption | None:
        """The option --help, with Chinese words."""
        return _explained(super().get_help_option(ctx))


class ChineseGroup(TyperGroup):
    """The program itself, likewise."""

    def get_help_option(self, ctx: Any) -> TyperOption | None:
        """The option --help, with Chinese words."""
        return _explained(super().get_help_option(ctx))


def _explained(option: TyperOption | None) -> TyperOption | None:
    if option is not None:
        option.help = _HELP
    return option


_MISUSES = {
    "NoSuchOption": "没有“{name}”这个选项。",
    "BadOptionUsage": "选项“{name}”用法不对：缺少取值，或取值多余。",
    "MissingParameter": "缺少“{name}”。",
    "BadParameter": "“{name}”不对：{message}",
}


def misuse(error: TyperException) -> str:
    """What was wrong with a command line, and where its use is explained."""
    kind = type(error).__name__
    parameter = getattr(error, "param", None)
    name = getattr(error, "option_name", None) or _shown_name(parameter)
    if kind in _MISUSES:
        sentence = _MISUSES[kind].format(name=name, message=error.message)
    elif found := re.search(r"No such command '(.*?)'", error.message):
        sentence = f"没有“{found.group(1)}”这个命令。"
    elif kind == "NoArgsIsHelpError":
        return error.message
    else:
        sentence = "命令的写法不对，参数可能多余或不完整。"
    context = getattr(error, "ctx", None)
    return f"{sentence}\n用法见：{context.command_path if context else 'shenbao'} --help"


def _shown_name(parameter: object) -> str:
    options = getattr(parameter, "opts", None) or [""]
    if getattr(parameter, "param_type_name", "") == "argument":
        return str(getattr(parameter, "metavar", None) or options[0])
    return str(options[0])


def speak_chinese() -> None:
    """Put the headings of the help pages into Chinese. Loads what draws them: call it for help only."""
    from typer import rich_utils

    rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
    rich_utils.OPTIONS_PANEL_TITLE = "选项"
    rich_utils.COMMANDS_PANEL_TITLE = "命令"
    rich_utils.DEFAULT_STRING = "[默认：{}]"
    rich_utils.ENVVAR_STRING = "[环境变量：{}]"
    rich_utils.REQUIRED_LONG_STRING = "[必填]"

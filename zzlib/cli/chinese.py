"""Help and usage errors of the command line in Chinese; typer's own are English."""

import re
from collections.abc import Sequence
from typing import Any

import typer
from rich.cells import cell_len
from typer.core import TyperCommand, TyperGroup

UsageError: type[Exception] = typer.BadParameter.__mro__[1]
"""What typer raises for a wrong command line; it gives no public name to it."""

_BELOW_ZERO = re.compile(r"-[\d.]")


class ChineseCommand(TyperCommand):
    """A command whose help is Chinese."""

    def make_parser(self, ctx: Any) -> Any:
        """Read a number below zero (-5万) as an argument: no option begins with a digit."""
        parser: Any = super().make_parser(ctx)
        as_option = parser._process_opts

        def process(text: str, state: Any) -> None:
            state.largs.append(text) if _BELOW_ZERO.match(text) else as_option(text, state)

        parser._process_opts = process
        return parser

    def get_help(self, ctx: Any) -> str:
        """Write the help of the command."""
        return help_text(ctx, self.get_params(ctx))


class ChineseGroup(TyperGroup):
    """A group of commands whose help is Chinese."""

    def get_help(self, ctx: Any) -> str:
        """Write the help of the group, with a line for each command."""
        commands = [(name, _first_sentence(command.help)) for name, command in self.commands.items()]
        return help_text(ctx, self.get_params(ctx), commands)


def help_text(ctx: Any, params: Sequence[Any], commands: Sequence[tuple[str, str]] = ()) -> str:
    """Write a help page: usage, what the command does, arguments, options, commands."""
    arguments = [param for param in params if param.param_type_name == "argument"]
    options = [param for param in params if param.param_type_name == "option"]
    usage = [ctx.command_path, *(_usage(param) for param in arguments), "[选项]", *(["命令 …"] if commands else [])]
    parts = [f"用法：{' '.join(usage)}", ctx.command.help or ""]
    parts += _section("命令", commands)
    parts += _section("参数", [(param.metavar, param.help) for param in arguments])
    parts += _section("选项", [_option(param) for param in options])
    return "\n\n".join(parts)


def usage_error_text(error: Any) -> str:
    """Say in one Chinese line what is wrong with a command line, and where to look."""
    if type(error).__name__ == "NoArgsIsHelpError":
        return str(error.message)
    path = error.ctx.command_path if error.ctx else "zz"
    return f"{_fault(error)}。用法见 {path} --help"


def _fault(error: Any) -> str:
    kind, param = type(error).__name__, getattr(error, "param", None)
    message = str(error.message)
    quoted = message.split("'")[1] if "'" in message else message
    if kind == "NoSuchOption":
        nearest = f"，是不是 {'、'.join(error.possibilities)}" if error.possibilities else ""
        return f"没有 {error.option_name} 这个选项{nearest}"
    if kind == "MissingParameter":
        return f"缺少{_name(param)}"
    if kind == "BadOptionUsage":
        return f"选项 {error.option_name} 后面缺少值" if "requires" in message else f"选项 {error.option_name} 不带值"
    if message.startswith("No such command"):
        return f"没有 {quoted} 这个命令，命令有：{'、'.join(error.ctx.command.commands)}"
    if message.startswith("Missing command"):
        return "没有写命令"
    if message.startswith("Got unexpected extra argument"):
        return f"多写了 {message.partition(' (')[2].rstrip(')')}"
    if not message.isascii():
        return message
    return f"{_name(param)}的值不能用，应是 {param.metavar}" if param else f"命令行写得不对（{message}）"


def _name(param: Any) -> str:
    return f"参数 {param.metavar}" if param.param_type_name == "argument" else f"选项 {param.opts[0]} "


def _usage(argument: Any) -> str:
    name = argument.metavar + (" …" if argument.nargs != 1 else "")
    return name if argument.required else f"[{name}]"


def _option(param: Any) -> tuple[str, str]:
    if param.name == "help":
        return "--help", "显示这段说明"
    name = param.opts[0] if param.is_flag else f"{param.opts[0]} {param.metavar}"
    shown = param.default not in (None, False, "")
    return name, param.help + (f"（默认 {param.default}）" if shown else "")


def _section(title: str, rows: Sequence[tuple[str, str]]) -> list[str]:
    if not rows:
        return []
    width = max(cell_len(name) for name, _ in rows) + 2
    lines = [f"  {name}{' ' * (width - cell_len(name))}{text}" for name, text in rows]
    return ["\n".join([f"{title}：", *lines])]


def _first_sentence(text: str | None) -> str:
    return (text or "").split("。")[0]

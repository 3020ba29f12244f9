"""click in two languages: help, usage and errors come from the message catalogue.

Options and arguments carry no help text of their own: it is looked up as ``help.<command>.<parameter>``, else as
``help.<parameter>``, in the language that the command line asks for.
"""

from __future__ import annotations

import importlib
import textwrap
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

from graph.errors import UsageProblem
from graph.words.catalogue import LANGUAGES, has, text
from knooppunt.config import default_language


def language(ctx: click.Context | None) -> str:
    """Return the language of this command line."""
    chosen = ctx.find_root().params.get("lang") if ctx is not None else None
    return chosen if chosen in LANGUAGES else default_language()


class _Translated(click.Command):
    """What commands and groups share: help from the catalogue, headings in the right language."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        lang = language(ctx)
        command = text(lang, "usage.command")
        own = {
            "[OPTIONS]": text(lang, "usage.options"),
            "COMMAND [ARGS]...": command,
            "[COMMAND] [ARGS]...": f"[{command}]",
        }
        pieces = self.collect_usage_pieces(ctx)
        words = " ".join(own.get(piece, piece) for piece in pieces)
        formatter.write_usage(ctx.command_path, words, prefix=f"{text(lang, 'usage.usage')}: ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help text, one paragraph per line of the message."""
        formatter.write_paragraph()
        with formatter.indentation():
            indent = " " * formatter.current_indent
            for line in help_text(language(ctx), help_key(ctx)).strip().split("\n"):
                # An option with hyphens, and a word in a command to copy, stays in one piece.
                for part in textwrap.wrap(line, formatter.width - len(indent), break_on_hyphens=False):
                    formatter.write(f"{indent}{part}\n")

            if lines := examples(language(ctx), help_key(ctx)):
                formatter.write_paragraph()
                formatter.write(f"{indent}{text(language(ctx), 'usage.example')}\n")
                # Not wrapped: it is to be copied.
                formatter.write("".join(f"{indent}  {line}\n" for line in lines))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write arguments and options, and for a group its commands."""
        lang = language(ctx)
        arguments, options = [], []
        for param in self.get_params(ctx):
            words = parameter_help(lang, help_key(ctx), param)
            if isinstance(param, click.Option):
                param.help = words
                name, description = param.get_help_record(ctx) or ("", "")
                options.append((name, description.replace("[default: ", f"[{text(lang, 'usage.default')}: ")))
            else:
                arguments.append((param.make_metavar(ctx), words))
        for heading, rows in (("usage.arguments-heading", arguments), ("usage.options-heading", options)):
            if rows:
                with formatter.section(text(lang, heading)):
                    formatter.write_dl(rows)
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return what may follow on the command line, with what it is for."""
        for param in self.get_params(ctx):
            if isinstance(param, click.Option):
                param.help = parameter_help(language(ctx), help_key(ctx), param)
        return super().shell_complete(ctx, incomplete)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse ``args``; what click objects to tells of which command it was."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise


def help_key(ctx: click.Context) -> str:
    """Return the key of a command in the catalogue: the names behind the program's own, ``sources.list``."""
    names = []
    while ctx.parent is not None:
        names.append(ctx.info_name or "")
        ctx = ctx.parent
    return ".".join(reversed(names)) or "knooppunt"


def help_text(lang: str, key: str) -> str:
    """Return the help of a command or group; that of loading names the formats."""
    from loaders.registry import accepted

    return text(lang, f"help.{key}", workbooks=", ".join(accepted(folder=False)), files=accepted(folder=True))


def examples(lang: str, key: str) -> list[str]:
    """Return command lines that show how a command is used."""
    return text(lang, f"example.{key}").strip().split("\n") if has(lang, f"example.{key}") else []


def parameter_help(lang: str, command: str, param: click.Parameter) -> str:
    """Return what an option or argument of a command (its key) is for."""
    name = "help" if "--help" in param.opts else param.name
    specific = f"help.{command}.{name}"
    return text(lang, specific if has(lang, specific) else f"help.{name}")


class Command(_Translated):
    """A command with its texts in the catalogue."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse ``args``; raise UsageProblem for words that no argument takes."""
        ctx.allow_extra_args = True
        if rest := super().parse_args(ctx, args):
            raise UsageProblem("extra-words", words=" ".join(rest), command=ctx.command_path)
        return rest


class Group(_Translated, click.Group):
    """A group with its texts in the catalogue."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands with their first line."""
        with formatter.section(text(language(ctx), "usage.commands-heading")):
            formatter.write_dl(self._explained(ctx))

    def _explained(self, ctx: click.Context) -> list[tuple[str, str]]:
        """Return the commands with their first line."""
        group = f"{help_key(ctx)}." if ctx.parent else ""
        names = self.list_commands(ctx)
        return [(name, help_text(language(ctx), f"{group}{name}").split("\n", 1)[0]) for name in names]

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the commands that may follow, and the options; no command is imported for it."""
        named = [(name, words) for name, words in self._explained(ctx) if name.startswith(incomplete)]
        options = super().shell_complete(ctx, incomplete) if incomplete.startswith("-") else []
        return [*(CompletionItem(name, help=words) for name, words in named), *options]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that ``args`` start with; raise UsageProblem when there is none of that name."""
        names = self.list_commands(ctx)
        if args[0] not in names:
            raise UsageProblem.unknown("unknown-command", args[0], names, name=args[0], command=ctx.command_path)
        return super().resolve_command(ctx, args)


class LazyGroup(Group):
    """A group that imports a command only when it is used: ``--help`` stays quick."""

    def __init__(self, *args: Any, where: Mapping[str, str], **kwargs: Any) -> None:
        """Take ``where``: the module of every command, in order of showing."""
        super().__init__(*args, **kwargs)
        self._where = where

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return list(self._where)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, imported now."""
        if cmd_name not in self._where:
            return None
        members = vars(importlib.import_module(self._where[cmd_name])).values()
        return next(one for one in members if isinstance(one, click.Command) and one.name == cmd_name)


_Value = TypeVar("_Value")


class Value(click.ParamType[_Value]):
    """A type of value, made of text by ``read``; help calls it by the message ``metavar``, or by ``metavar`` itself."""

    def __init__(self, name: str, metavar: str, read: Callable[[Any], _Value], wrong: str = "", **limits: Any) -> None:
        """Take the type; text that ``read`` refuses with a ValueError is told with the message ``wrong`` and the limits."""
        self.name, self._metavar, self._read, self._wrong, self._limits = name, metavar, read, wrong, limits

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Show what is meant."""
        lang = language(ctx)
        return text(lang, self._metavar) if has(lang, self._metavar) else self._metavar

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> _Value:
        """Return ``value`` as it is meant."""
        try:
            return self._read(value)
        except ValueError:
            option = param.opts[-1] if param is not None else ""
            raise UsageProblem(self._wrong, option=option, value=value, **self._limits) from None


class _File(Value[Path]):
    """A path, which a shell completes as it does any path."""

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Leave it to the shell."""
        return [CompletionItem(incomplete, type="file")]


class Choice(Value[str]):
    """One of some words; the error says which."""

    def __init__(self, *choices: str) -> None:
        """Take the allowed words."""
        self.choices = choices
        allowed = ", ".join(choices)
        super().__init__("choice", f"[{'|'.join(choices)}]", self._chosen, "bad-choice", allowed=allowed)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Return the words that begin so."""
        return [CompletionItem(choice) for choice in self.choices if choice.startswith(incomplete)]

    def _chosen(self, value: str) -> str:
        return self.choices[self.choices.index(value)]


def whole(least: int = 0) -> Value[int]:
    """Return the type of whole numbers from ``least`` up."""

    def read(value: str | int) -> int:
        if (number := int(value)) < least:
            raise ValueError(value)
        return number

    return Value("number", "N", read, "bad-number", least=least)


def _day(value: str | date) -> date:
    """Return a date, written as in the sheets; a partial one stands for its first day."""
    from loaders.meaning.dates import read_date

    day = value if isinstance(value, date) else read_date(value)
    if not isinstance(day, date):
        raise ValueError(value)
    return day


WORD = Value("text", "usage.word", str.strip)
DAY = Value("date", "usage.date", _day, "bad-date-option")
#: A path; whether something is there is for the command to say.
PATH = _File("path", "usage.path", Path)

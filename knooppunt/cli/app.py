"""The program: the command group, and how every error becomes one line and an exit status."""

from __future__ import annotations

import contextlib
import errno
import gc
import itertools
import os
import sys
from pathlib import Path

import click

from graph.errors import KnooppuntError
from graph.words.catalogue import LANGUAGES, has, text
from knooppunt.cli.framework import PATH, Choice, LazyGroup, help_key, language, parameter_help
from knooppunt.config import COMPLETION_VARIABLE, DEFAULT_FILE, FILE_VARIABLE
from knooppunt.documents.safe import printable

#: Every command with its module, in the order in which they are shown.
_COMMANDS = {
    command: f"knooppunt.cli.{module}"
    for module, commands in (
        ("start", ("start",)),
        ("data", ("init", "template", "load", "sources", "check")),
        ("columns", ("columns",)),
        ("look", ("search", "show", "places")),
        ("path", ("path",)),
        ("ask", ("fragile", "whatif", "missing", "gaps", "health")),
        ("plan", ("plan",)),
        ("decide", ("decide",)),
        ("identity", ("merge", "split")),
        ("diff", ("diff",)),
        ("draw", ("map", "report")),
        ("export", ("export",)),
        ("draw", ("demo",)),
        ("completion", ("completion",)),
    )
    for command in commands
}

#: Commands that do not open the network file.
_WITHOUT_FILE = {"init", "template", "places", "demo", "completion"}
WRONG_USAGE = 2
#: What a shell reports for a program that was interrupted.
INTERRUPTED = 130


@click.group(cls=LazyGroup, where=_COMMANDS, name="knooppunt", context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--file", type=PATH, default=DEFAULT_FILE, envvar=FILE_VARIABLE, show_default=True)
@click.option("--lang", type=Choice(*LANGUAGES), is_eager=True, default=None)
@click.version_option(package_name="knooppunt", message="%(prog)s %(version)s")
@click.pass_context
def app(ctx: click.Context, file: Path, lang: str | None) -> None:
    """Hold the options that every command shares."""
    ctx.obj = file
    if ctx.invoked_subcommand not in _WITHOUT_FILE:
        _bring_up_to_date(file, language(ctx))


def _bring_up_to_date(file: Path, lang: str) -> None:
    """Bring a network file of an earlier version of the program up to date, and tell where the old one is."""
    from graph.store.opening import is_old, upgraded

    if is_old(file) and (copy := upgraded(file)):
        click.echo(printable(text(lang, "upgraded", path=str(file), copy=str(copy))), err=True)


def main(arguments: list[str] | None = None) -> None:
    """Run the program and exit with its status: 0 done, 1 findings, 2 usage, 3 input refused, 4 store out of reach."""
    _survive_any_console()
    # A process answers one question, and little of what it makes is garbage before it ends: look for that less often.
    gc.set_threshold(20_000, 50, 100)
    if instruction := os.environ.get(COMPLETION_VARIABLE):
        sys.exit(_complete(instruction))
    arguments = sys.argv[1:] if arguments is None else arguments
    sys.exit(_run(arguments))


def _complete(instruction: str) -> int:
    """Tell a shell what may follow on its command line (in its environment); nothing behind what makes no sense."""
    from click.shell_completion import shell_complete

    with contextlib.suppress(KnooppuntError):
        return shell_complete(app, {}, "knooppunt", COMPLETION_VARIABLE, instruction)
    return 0


def _run(arguments: list[str]) -> int:
    lang = _asked_language(arguments)
    try:
        with app.make_context("knooppunt", list(arguments)) as ctx:
            lang = language(ctx)
            app.invoke(ctx)
    except click.exceptions.Exit as exit_:
        return exit_.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo(text(lang, "interrupted"), err=True)
        return INTERRUPTED
    except KnooppuntError as error:
        _complain(text(lang, f"error.{error.code}", **error.params), lang)
        return error.exit_status
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return WRONG_USAGE
    except click.UsageError as error:
        _complain(_usage_message(error, lang), lang)
        return WRONG_USAGE
    except OSError as error:
        return _disk_trouble(error, lang)
    return 0


def _disk_trouble(error: OSError, lang: str) -> int:
    """Tell what the operating system refused; a reader that stopped reading is no trouble.

    An error about no file and with no known reason is a defect of the program: it is raised again.
    """
    if isinstance(error, BrokenPipeError):
        sys.stdout = None  # nobody reads it: do not flush it at exit
        return 0
    known = f"disk.{errno.errorcode.get(error.errno or 0, '')}"
    if error.filename is None and not has(lang, known):
        raise error
    reason = text(lang, known) if has(lang, known) else error.strerror or str(error)
    # What has no name is the screen, or what the output was sent to.
    code = "error.disk" if error.filename else "error.screen"
    _complain(text(lang, code, path=error.filename, reason=reason), lang)
    return WRONG_USAGE


def _asked_language(arguments: list[str]) -> str:
    """Return the language for errors that occur before the options are read."""
    for option, value in itertools.pairwise([*arguments, ""]):
        wanted = value if option == "--lang" else option.removeprefix("--lang=")
        if option.startswith("--lang") and wanted in LANGUAGES:
            return wanted
    return language(None)


def _usage_message(error: click.UsageError, lang: str) -> str:
    """Return what click objects to, in the user's language, and where to read more."""
    more = text(lang, "usage-error.help", command=error.ctx.command_path if error.ctx else "knooppunt")
    return f"{_objection(error, lang)} {more}"


def _objection(error: click.UsageError, lang: str) -> str:
    ctx = error.ctx
    if isinstance(error, click.NoSuchOption):
        if any(error.option_name in param.opts for param in app.params):
            return text(lang, "usage-error.shared-option", option=error.option_name)
        near = ", ".join(error.possibilities or ())
        return text(lang, f"usage-error.no-such-option{'-near' if near else ''}", option=error.option_name, near=near)
    if isinstance(error, click.MissingParameter) and ctx is not None and error.param is not None:
        words = parameter_help(lang, help_key(ctx), error.param)
        return text(lang, "usage-error.missing", name=error.param.make_metavar(ctx), words=words)
    if isinstance(error, click.BadOptionUsage):
        flags = [param for param in (ctx.command.params if ctx else ()) if getattr(param, "is_flag", False)]
        flag = any(error.option_name in (*param.opts, *param.secondary_opts) for param in flags)
        code = "takes-no-value" if flag else "needs-value"
        return text(lang, f"usage-error.{code}", option=error.option_name)
    if isinstance(ctx and ctx.command, click.Group):
        return text(lang, "usage-error.no-command")
    return text(lang, "usage-error.other", message=error.format_message())


def _complain(message: str, lang: str) -> None:
    click.echo(printable(f"{text(lang, 'error')}: {message}"), err=True)


def _survive_any_console() -> None:
    """Replace characters that the console cannot show, instead of stopping at them (cp1252 on Windows).

    A stream that whoever started the program has closed leads nowhere from now on; otherwise the next file that is
    opened, the network, would get its number.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")

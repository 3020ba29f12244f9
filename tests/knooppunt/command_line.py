"""The program as a user runs it: in this process (quick), or as a process of its own where only that will do."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any, NamedTuple

import click

from knooppunt.cli.app import app, main

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
#: The day on which the fictional region is looked at, unless a test says otherwise.
DAY = "2026-11-22"


class Result(NamedTuple):
    """What a run left behind."""

    status: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """Return standard output as JSON."""
        return json.loads(self.out)


def run(*arguments: str | Path) -> Result:
    """Run the program in this process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main([str(argument) for argument in arguments])
        except SystemExit as exit_:
            status = int(exit_.code or 0)
    texts = []
    for stream in (out, err):
        stream.flush()
        buffer = stream.buffer
        assert isinstance(buffer, io.BytesIO)
        texts.append(buffer.getvalue().decode("utf-8"))
    return Result(status, *texts)


#: What is told beside a CSV: which table it is, and which others there are.
OTHERS = re.compile(r"(?:Dit is de tabel|This is the table) ([a-z-]+)\. .+: (.+)\. .+ --table\.\n")


def csv_tables(*arguments: str | Path) -> dict[str, str]:
    """Return every table that an answer has as CSV, by its name, the main one first; "" is one that is alone."""
    main = run(*arguments, "--format", "csv")
    assert main.status == 0, main
    told = OTHERS.search(main.err)
    tables = {told[1] if told else "": main.out}
    for name in told[2].split(", ") if told else ():
        tables[name] = done(*arguments, "--format", "csv", "--table", name).out
    return tables


def done(*arguments: str | Path) -> Result:
    """Run the program, which must do what it was asked without complaint."""
    result = run(*arguments)
    assert (result.status, OTHERS.sub("", result.err) if "csv" in arguments else result.err) == (0, ""), result
    return result


def process(*arguments: str | Path, **environment: str) -> subprocess.Popen[bytes]:
    """Start the program as a process of its own."""
    return started(arguments, environment)


def started(
    arguments: Sequence[str | Path],
    environment: Mapping[str, str] = MappingProxyType({}),
    *,
    code: str = "",
    stdin: int | IO[bytes] = subprocess.DEVNULL,
    stdout: int | IO[bytes] = subprocess.PIPE,
    stderr: int | IO[bytes] = subprocess.PIPE,
) -> subprocess.Popen[bytes]:
    """Start the program as a process of its own; ``code``: these lines in its place."""
    # The console's encoding, for one, is settled before the program's own code runs.
    return subprocess.Popen(
        [sys.executable, *(["-c", code] if code else ["-m", "knooppunt"]), *map(str, arguments)],
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
        env={**os.environ, **environment},
        cwd=ROOT,
        # A shell starts what runs in the background deaf to Ctrl-C, and that is inherited.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def at_a_terminal(typed: str, *arguments: str | Path, folder: Path = ROOT) -> tuple[int, str]:
    """Run the program at a terminal of its own, where somebody typed ahead; return its exit status and all that it showed."""
    import pty  # Windows has none

    master, slave = pty.openpty()
    command = [sys.executable, "-m", "knooppunt", *map(str, arguments)]
    with subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, close_fds=True, cwd=folder) as process:
        os.close(slave)
        os.write(master, typed.encode())
        shown = b""
        while True:
            try:
                part = os.read(master, 65536)
            except OSError:  # how Linux tells that the other end was closed
                break
            if not part:
                break
            shown += part
    os.close(master)
    return process.returncode, shown.decode()


def commands() -> Iterator[tuple[str, click.Context]]:
    """Yield the words behind ``knooppunt`` and the context of the program itself and of every command, live."""
    yield from _commands(click.Context(app, info_name="knooppunt", **app.context_settings))


def _commands(ctx: click.Context) -> Iterator[tuple[str, click.Context]]:
    yield ctx.command_path.partition(" ")[2], ctx
    if isinstance(ctx.command, click.Group):
        for name in ctx.command.list_commands(ctx):
            command = ctx.command.get_command(ctx, name)
            assert command is not None
            yield from _commands(click.Context(command, parent=ctx, info_name=name))


def write_csv(folder: Path, sheet: str, *lines: str) -> Path:
    """Write one sheet of a folder of .csv files; the first line is the header."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{sheet}.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8-sig", newline="")
    return path

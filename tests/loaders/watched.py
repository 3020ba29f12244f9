"""A child process that loads what it is given, and tells what that took: it may die without taking the tests along.

    python -m tests.loaders.watched

One child handles many inputs. It reads a path per line (after a ``>``: to be loaded by the command itself; after a ``?``: a
list, of which the columns are shown first) and answers each with a line of JSON. Time is that of the processor,
so that a busy machine does not matter; memory is the most that the process held meanwhile.
"""

from __future__ import annotations

import contextlib
import os
import re
import selectors
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from bench.measure import peak_memory
from graph.errors import KnooppuntError
from graph.words.catalogue import LANGUAGES, text
from knooppunt.usecases.load import load
from loaders.meaning.wording import problem_fields
from tests.knooppunt.command_line import run

#: What does something to a terminal instead of being shown.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
MOST_SECONDS, MOST_MEGABYTES = 5.0, 500.0
#: A child that uses more than this is stopped by the system (bytes), or by the parent (seconds that pass).
_ADDRESS_SPACE, _PATIENCE = 4 << 30, 30.0


class Outcome(msgspec.Struct):
    """What became of an input: ``status`` is that of the load, the code of the error, or how the child broke down."""

    status: str
    seconds: float = 0.0
    megabytes: float = 0.0
    broken: str = ""

    @property
    def wrong(self) -> bool:
        """Tell whether it went past what an input may take, or broke the program."""
        return bool(self.broken) or self.seconds > MOST_SECONDS or self.megabytes > MOST_MEGABYTES


class Child:
    """A child that is started when it is needed, and again after it was stopped."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._stop()

    def load(self, path: Path) -> Outcome:
        """Let the child load ``path``."""
        return self._ask(os.fsencode(path))

    def command(self, path: Path) -> Outcome:
        """Let the child run ``knooppunt load``; with ``--skip-bad-rows`` too, when the first is refused."""
        return self._ask(b">" + os.fsencode(path))

    def as_list(self, path: Path) -> Outcome:
        """Let the child run ``knooppunt columns`` and ``load``, with what helps when that is refused."""
        return self._ask(b"?" + os.fsencode(path))

    def _ask(self, question: bytes) -> Outcome:
        process = self._process or self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(question + b"\n")
        process.stdin.flush()
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            answered = selector.select(_PATIENCE)
        answer = process.stdout.readline() if answered else b""
        if answer:
            return msgspec.json.decode(answer, type=Outcome)
        code = process.poll() if answered else None
        self._stop()
        return Outcome("stopped", broken=f"died ({code})" if answered else f"no answer within {_PATIENCE:.0f} s")

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tests.loaders.watched"]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        return self._process

    def _stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


def main() -> None:
    """Answer for every path that comes in."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESS_SPACE, _ADDRESS_SPACE))
    for line in sys.stdin.buffer:
        ways = {b">": _command, b"?": _as_list}
        path = Path(os.fsdecode(line[:-1].removeprefix(b">").removeprefix(b"?")))
        outcome = _watched(ways.get(line[:1], _status), path)
        sys.stdout.buffer.write(msgspec.json.encode(outcome) + b"\n")
        sys.stdout.buffer.flush()


def _watched(load_it: Callable[[Path], str], path: Path) -> Outcome:
    _forget_peak()
    broken = ""
    start = _seconds()
    try:
        status = load_it(path)
    except KnooppuntError as error:
        status = error.code
        for lang in LANGUAGES:
            text(lang, f"error.{error.code}", **error.params).encode()
        broken = "" if error.exit_status == 3 else f"exit status {error.exit_status}"
    except BaseException as error:  # noqa: BLE001
        status, broken = type(error).__name__, "".join(traceback.format_exception(error))[-1500:]
    return Outcome(status, _seconds() - start, peak_memory(), broken)


def _status(path: Path) -> str:
    """Load into a store of its own, and tell every problem in words."""
    with tempfile.TemporaryDirectory() as folder:
        (result,) = load(Path(folder, "a.knooppunt"), [path], datetime.now(UTC))
    for problem in (*result.loaded.problems, *result.loaded.warnings):
        for lang in LANGUAGES:
            text(lang, f"problem.{problem.code}", **problem_fields(problem, lang)).encode("utf-8", "replace")
    return result.status


def _command(path: Path) -> str:
    """Load as the command does, and look at what it prints."""
    with tempfile.TemporaryDirectory() as folder:
        for options in ([], ["--skip-bad-rows"]):
            done = run("--file", Path(folder, "a.knooppunt"), "load", path, "--yes", *options)
            assert done.status in (0, 3), done
            assert done.err if done.status else done.out, done
            assert not _STEERING.search(done.out + done.err), done
            if done.status == 0:
                return "loaded without bad rows" if options else "loaded"
    return "refused"


def _as_list(path: Path) -> str:
    """Show the columns of a list, and load it: with whose it is, and without the rows and sheets that stop it, if need be."""
    more = ["--organisation", "Wmo-raad Klinkerwoude", "--skip-sheets"]
    with tempfile.TemporaryDirectory() as folder:
        network = Path(folder, "a.knooppunt")
        tried: list[list[str | Path]] = [
            ["columns", path, "--output", Path(folder, "map.yaml")],
            ["columns", path, "--format", "json", "--output", "-"],
            ["load", path, "--yes"],
            ["load", path, "--yes", *more],
            ["load", path, "--yes", *more, "--skip-bad-rows"],
        ]
        for arguments in tried:
            done = run("--file", network, *arguments)
            assert done.status in (0, 3), done
            assert done.out or done.err, done
            assert not _STEERING.search(done.out + done.err), done
            if done.status == 0 and arguments[0] == "load":
                return "loaded with options" if more[0] in arguments else "loaded"
    return "refused"


def _seconds() -> float:
    times = os.times()
    return times.user + times.system


def _forget_peak() -> None:
    """Let the peak of memory begin anew, where the system can do that."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


if __name__ == "__main__":
    main()

"""Measure the program on a synthetic country, beside networkx and rustworkx, and hold it against its aims.

    python -m bench.run --factors 1 10 --json benchmark.json --document docs/benchmark.md

Exit status 1: an answer differs from the one that networkx or rustworkx gives. An aim that is not reached is told, and
does not change the exit status.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

import msgspec

from bench.measure import Timing
from bench.report import Line, Report, aims, markdown, write_into
from bench.steps import REMOVALS, StepResult
from bench.synthetic_country import SEED, write_workbook

#: In how many processes each step runs at factor 1 and at a larger one. The steps fragile and rustworkx are there for
#: their memory: their times come from ``compare``, where they take turns.
PROCESSES = {
    "load": (3, 1),
    "load floor": (3, 1),
    "load lists": (2, 1),
    "open": (3, 2),
    "graph": (2, 1),
    "view": (2, 1),
    "fragile": (1, 1),
    "rustworkx": (1, 1),
    "compare": (3, 2),
    "removal": (1, 1),
    "questions": (2, 1),
}
#: How often view, fragile, rustworkx and the questions run within a process, at factor 1 and at a larger one.
RUNS = {"view": (7, 3), "compare": (7, 3), "questions": (3, 1)}
HELP_STARTS = 7

RunStep = Callable[[str, Path, Path, int], StepResult]


def main() -> int:
    """Run everything that the command line asks for; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--factors", type=float, nargs="+", default=[1.0], help="1 is the size of the Netherlands")
    parser.add_argument("--json", type=Path, help="also write every run to this file")
    parser.add_argument("--document", type=Path, help="also put the figures between the marks in this document")
    parser.add_argument("--directory", type=Path, help="keep the workbooks here and use them again")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="knooppunt-bench-") as temporary:
        directory = arguments.directory or Path(temporary)
        directory.mkdir(parents=True, exist_ok=True)
        start = time.perf_counter()
        report = measured(sorted(arguments.factors), directory)
        report.lines.append(_help_line(min(arguments.factors)))
        report.aims = list(aims(report.lines))
        report.machine["load average at the end"] = _load_average()
        report.machine["this run took"] = f"{(time.perf_counter() - start) / 60:.1f} minutes"
    print("\n".join(markdown(report)))
    if arguments.json:
        arguments.json.write_bytes(msgspec.json.format(msgspec.json.encode(report)))
    if arguments.document:
        write_into(arguments.document, report)
    return 1 if report.differences else 0


def measured(factors: Sequence[float], directory: Path, run_step: RunStep | None = None) -> Report:
    """Measure every step at every factor; the factors take turns, because a machine is not equally fast all the time.

    ``run_step`` runs one step (its name, workbook, store and how often); by default in a process of its own.
    """
    report = Report(machine(), {}, [], [], [])
    files = {factor: _files(factor, directory) for factor in factors}
    for step in PROCESSES:
        for factor, results in _run_in_turns(step, files, run_step or _run_in_process).items():
            report.differences += [difference for result in results for difference in result.differences]
            _add_lines(report.lines, step, results, factor)
            report.sizes |= {f"{factor:g}": result.size for result in results if result.size}
        if report.differences:  # refused, or a wrong answer: how long that took is no news
            break
    return report


def machine() -> dict[str, str]:
    """Return what the figures depend on."""
    packages = ("networkx", "rustworkx", "msgspec", "numpy", "python-calamine")
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "system": platform.platform(),
        "processors": f"{os.cpu_count()} x {_processor()}",
        "Python": platform.python_version(),
        "packages": ", ".join(f"{package} {metadata.version(package)}" for package in packages),
        "load average at the start": _load_average(),
    }


def _files(factor: float, directory: Path) -> tuple[Path, Path]:
    """Return the workbook of a factor, written when it is not there, and the file that it is loaded into."""
    workbook, store = directory / f"country-{SEED}-{factor:g}.xlsx", directory / f"country-{factor:g}.knooppunt"
    if not workbook.exists():
        _progress(f"writing {workbook.name}")
        write_workbook(workbook, factor)
    return workbook, store


def _run_in_turns(step: str, files: dict[float, tuple[Path, Path]], run_step: RunStep) -> dict[float, list[StepResult]]:
    """Run the processes of a step, the factors in turn."""
    results: dict[float, list[StepResult]] = {factor: [] for factor in files}
    for turn in range(max(PROCESSES[step])):
        for factor, (workbook, store) in files.items():
            large = factor > 1
            if turn < PROCESSES[step][large]:
                _progress(f"{step}, {workbook.name}")
                results[factor].append(run_step(step, workbook, store, RUNS.get(step, (1, 1))[large]))
    return results


def _run_in_process(step: str, workbook: Path, store: Path, repeats: int) -> StepResult:
    """Run a step in a process of its own."""
    command = [sys.executable, "-m", "bench.steps", step, str(workbook), str(store), str(repeats)]
    answer = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return msgspec.json.decode(answer.stdout, type=StepResult)


def _add_lines(lines: list[Line], step: str, results: Sequence[StepResult], factor: float) -> None:
    """Add the lines of the table that a step measured at one factor."""
    for name in results[0].runs:
        runs = [run for result in results for run in result.runs[name]]
        known = next((line for line in lines if (line.step, line.factor) == (name, factor)), None)
        if known is None:
            lines.append(Line(name, factor, runs, max(result.peak for result in results)))
        elif step == "compare":  # the best measured times, with the memory of a process that did nothing else
            known.runs = runs
        if name == "networkx":
            every = results[0].persons / REMOVALS
            runs = [Timing(run.wall * every, run.cpu * every) for run in runs]
            lines.append(Line("networkx, every person", factor, runs, measured=False))


def _help_line(factor: float) -> Line:
    """Start ``knooppunt --help`` a few times, each time a new Python."""
    _progress("knooppunt --help")
    runs = []
    for _ in range(HELP_STARTS):
        start, cpu = time.perf_counter(), _cpu_of_children()
        subprocess.run([sys.executable, "-m", "knooppunt", "--help"], stdout=subprocess.DEVNULL, check=True)
        runs.append(Timing(time.perf_counter() - start, _cpu_of_children() - cpu))
    return Line("knooppunt --help", factor, runs)


def _cpu_of_children() -> float:
    """Return the CPU time of all ended child processes; Windows does not tell it: 0."""
    times = os.times()
    return times.children_user + times.children_system


def _processor() -> str:
    """Return the model of the processor, as far as the system tells."""
    listed = Path("/proc/cpuinfo")
    found = re.search(r"^model name\s*: (.*)", listed.read_text(encoding="utf-8"), re.M) if listed.exists() else None
    return found[1] if found else platform.processor() or platform.machine()


def _load_average() -> str:
    if sys.platform == "win32":
        return "unknown on Windows"
    return f"{os.getloadavg()[0]:.2f}"


def _progress(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

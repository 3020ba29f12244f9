"""Measure the program on a synthetic country, beside networkx and rustworkx, and hold it against its aims.

    python -m bench.run --factors 1 10 --json benchmark.json

Exit status 1: an answer differs from the one that networkx or rustworkx gives. An aim that is not reached is told, and
does not change the exit status.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

import msgspec

from bench.steps import REMOVALS, StepResult
from bench.synthetic_country import SEED, write_workbook

#: In how many processes each step runs at factor 1 and at a larger one. The steps in ALONE are there for their memory:
#: their times come from ``compare``, where fragile and rustworkx take turns.
PROCESSES = {
    "load": (3, 2),
    "open": (3, 3),
    "graph": (3, 2),
    "view": (2, 2),
    "fragile": (1, 1),
    "rustworkx": (1, 1),
    "compare": (3, 2),
    "removal": (1, 1),
}
ALONE = ("fragile", "rustworkx")
#: How often view, fragile and rustworkx run within a process, at factor 1 and at a larger one.
RUNS = (7, 3)
HELP_STARTS = 7

#: What every line includes. A country is written and read once; the clock starts when Python has imported everything.
EXPLAINED = {
    "load": "workbook to stored statements, in a new file",
    "open": "stored file to network",
    "open + networkx graph": "the same, and the networkx multigraph of it",
    "view on a day": "network to the network of one day",
    "fragile": "network of a day to every finding on every person",
    "rustworkx": "network of a day to the articulation points of H: number vertices, one pass over the relations,"
    " PyGraph, articulation_points",
    "networkx": f"{REMOVALS} persons taken out of H one by one, lost pairs counted; the graph was built before",
    "networkx, every person": "EXTRAPOLATED from the line above, not measured",
    "knooppunt --help": f"median of {HELP_STARTS} starts of Python",
}
AIMS = {"load": 5.0, "open": 1.5, "knooppunt --help": 0.25}
FRAGILE_AIM, SCALING_AIM = 3.0, 12.0


class Line(msgspec.Struct):
    """One line of the table: times in seconds, memory in MB; ``wall`` is the best run, with its CPU time."""

    step: str
    factor: float
    wall: float
    cpu: float
    median: float
    runs: int
    peak: float | None = None


class Aim(msgspec.Struct):
    """What was aimed for and what came of it."""

    aim: str
    measured: str
    reached: bool


class Report(msgspec.Struct):
    """Everything that one run of the benchmark tells."""

    machine: dict[str, str]
    sizes: dict[str, dict[str, int]]
    lines: list[Line]
    aims: list[Aim]
    differences: list[str]


def main() -> int:
    """Run everything that the command line asks for; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--factors", type=float, nargs="+", default=[1.0], help="1 is the size of the Netherlands")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    parser.add_argument("--directory", type=Path, help="keep the workbooks here and use them again")
    arguments = parser.parse_args()
    report = Report(machine(), {}, [], [], [])
    with tempfile.TemporaryDirectory(prefix="knooppunt-bench-") as temporary:
        directory = arguments.directory or Path(temporary)
        directory.mkdir(parents=True, exist_ok=True)
        _measure(report, sorted(arguments.factors), directory)
    report.lines.append(_help_line())
    report.aims = list(_aims(report.lines))
    report.machine["load average at the end"] = _load_average()
    print("\n".join(_text(report)))
    if arguments.json:
        arguments.json.write_bytes(msgspec.json.format(msgspec.json.encode(report)))
    return 1 if report.differences else 0


def machine() -> dict[str, str]:
    """Return what the figures depend on."""
    packages = ("networkx", "rustworkx", "msgspec", "numpy", "python-calamine")
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "system": platform.platform(),
        "processors": f"{os.cpu_count()} x {_processor()}",
        "python": platform.python_version(),
        "packages": ", ".join(f"{package} {metadata.version(package)}" for package in packages),
        "load average at the start": _load_average(),
    }


def _measure(report: Report, factors: Sequence[float], directory: Path) -> None:
    """Measure every step at every factor; the factors take turns, because a machine is not equally fast all the time."""
    files = {factor: _files(factor, directory) for factor in factors}
    alone: dict[tuple[str, float], float] = {}
    for step, processes in PROCESSES.items():
        results: dict[float, list[StepResult]] = {factor: [] for factor in factors}
        for turn in range(max(processes)):
            for factor in factors:
                large = factor > 1
                if turn < processes[large]:
                    results[factor].append(_run_step(step, *files[factor], RUNS[large], report))
                if report.differences and step == "load":  # refused: there is nothing to measure
                    return
        for factor, found in results.items():
            peak = max(result.peak for result in found)
            alone |= {(name, factor): peak for name in found[0].runs if step in ALONE}
            if step not in ALONE:
                report.lines += _lines(found, factor, peak, alone)
                report.sizes |= {f"{factor:g}": result.size for result in found if result.size}
    report.lines.sort(key=lambda line: line.factor)


def _files(factor: float, directory: Path) -> tuple[Path, Path]:
    """Return the workbook of a factor, written when it is not there, and the file that it is loaded into."""
    workbook, store = directory / f"country-{SEED}-{factor:g}.xlsx", directory / f"country-{factor:g}.knooppunt"
    if not workbook.exists():
        _progress(f"writing {workbook.name}")
        write_workbook(workbook, factor)
    return workbook, store


def _lines(
    results: Sequence[StepResult], factor: float, peak: float, alone: dict[tuple[str, float], float]
) -> Iterator[Line]:
    """Yield the lines of the table that a step measured at one factor."""
    for name in results[0].runs:
        runs = [run for result in results for run in result.runs[name]]
        best = min(runs, key=lambda run: run.wall)
        median = statistics.median(run.wall for run in runs)
        yield Line(name, factor, best.wall, best.cpu, median, len(runs), alone.get((name, factor), peak))
        if name == "networkx":
            every = results[0].persons / REMOVALS
            yield Line("networkx, every person", factor, best.wall * every, best.cpu * every, median * every, 0)


def _run_step(step: str, workbook: Path, store: Path, repeats: int, report: Report) -> StepResult:
    """Run a step in a process of its own."""
    _progress(f"{step}, {workbook.name}")
    command = [sys.executable, "-m", "bench.steps", step, str(workbook), str(store), str(repeats)]
    answer = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    result = msgspec.json.decode(answer.stdout, type=StepResult)
    report.differences += result.differences
    return result


def _help_line() -> Line:
    """Start ``knooppunt --help`` a few times; the CPU time of a child is not told apart, so it is left out."""
    _progress("knooppunt --help")
    walls = []
    for _ in range(HELP_STARTS):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "knooppunt", "--help"], stdout=subprocess.DEVNULL, check=True)
        walls.append(time.perf_counter() - start)
    return Line("knooppunt --help", 0, min(walls), 0, statistics.median(walls), HELP_STARTS)


def _aims(lines: Sequence[Line]) -> Iterator[Aim]:
    """Hold the measured values against the aims."""
    found = {(line.step, line.factor): line for line in lines}
    for (step, factor), line in found.items():
        if step in AIMS and factor in (0, 1):
            value = line.median if step == "knooppunt --help" else line.wall
            yield Aim(f"{step} <= {AIMS[step]:g} s", f"{value:.3f} s", value <= AIMS[step])
    for (step, factor), line in found.items():
        if step == "fragile":
            aim = f"fragile <= {FRAGILE_AIM:g} x rustworkx, factor {factor:g}"
            yield _ratio(aim, line, found["rustworkx", factor], FRAGILE_AIM)
    for step in ("load", "open", "view on a day", "fragile"):
        if (step, 1) in found and (step, 10) in found:
            aim = f"{step}, factor 10 <= {SCALING_AIM:g} x factor 1"
            yield _ratio(aim, found[step, 10], found[step, 1], SCALING_AIM)


def _ratio(aim: str, line: Line, base: Line, most: float) -> Aim:
    times, medians = line.wall / base.wall, line.median / base.median
    return Aim(aim, f"{times:.2f} x (medians {medians:.2f} x)", times <= most)


def _text(report: Report) -> Iterator[str]:
    """Yield the lines of the printed report."""
    yield from (f"{name}: {value}" for name, value in report.machine.items())
    for factor, size in report.sizes.items():
        yield f"factor {factor}: " + ", ".join(f"{count:,} {what.replace('_', ' ')}" for what, count in size.items())
    yield ""
    yield f"{'step':24}{'factor':>7}{'wall s':>11}{'median s':>11}{'CPU s':>11}{'peak MB':>10}{'runs':>6}"
    for line in report.lines:
        factor = f"{line.factor:g}" if line.factor else "-"
        cpu = f"{line.cpu:.3f}" if line.cpu else "-"
        peak = f"{line.peak:,.0f}" if line.peak is not None else "-"
        yield f"{line.step:24}{factor:>7}{line.wall:>11.3f}{line.median:>11.3f}{cpu:>11}{peak:>10}{line.runs or '-':>6}"
    yield ""
    yield "wall: the best of the runs, with its CPU time. Peak memory: of a process that does only this step (and what"
    yield "comes before it). fragile and rustworkx take turns in one process; their peaks come from processes of their own."
    yield from (f"  {step}: {text}" for step, text in EXPLAINED.items())
    yield ""
    width = max(len(aim.aim) for aim in report.aims)
    yield from (f"{aim.aim:{width}}  {aim.measured:>25}  {_verdict(aim)}" for aim in report.aims)
    yield ""
    yield from report.differences
    yield f"Same answers as networkx and rustworkx: {'NO' if report.differences else 'yes'}."


def _verdict(aim: Aim) -> str:
    return "reached" if aim.reached else "NOT reached"


def _processor() -> str:
    """Return the model of the processor, as far as the system tells."""
    listed = Path("/proc/cpuinfo")
    if listed.exists():
        for line in listed.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _load_average() -> str:
    if sys.platform == "win32":
        return "unknown on Windows"
    return f"{os.getloadavg()[0]:.2f}"


def _progress(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

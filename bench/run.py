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

from bench.measure import Timing
from bench.steps import REMOVALS, StepResult
from bench.synthetic_country import SEED, write_workbook

#: How often a step runs in a new process, and how often within one; large factors run once.
PROCESSES, RUNS = 3, 7
LARGE_PROCESSES, LARGE_RUNS = 1, 3
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
    workbooks: dict[str, dict[str, int]]
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
        for factor in sorted(arguments.factors):
            _measure_factor(report, factor, directory)
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


def _measure_factor(report: Report, factor: float, directory: Path) -> None:
    """Measure every step at one factor."""
    workbook, store = directory / f"country-{SEED}-{factor:g}.xlsx", directory / f"country-{factor:g}.knooppunt"
    if not workbook.exists():
        _progress(f"writing {workbook.name}")
        report.workbooks[f"{factor:g}"] = write_workbook(workbook, factor)
    large = factor > 1
    processes, runs = (LARGE_PROCESSES, LARGE_RUNS) if large else (PROCESSES, RUNS)
    alone = {}
    for step in ("load", "open", "graph", "view", "fragile", "rustworkx"):
        repeats = 1 if step in ("fragile", "rustworkx") else processes
        results = [_run_step(step, workbook, store, runs, report) for _ in range(repeats)]
        if report.differences:  # the workbook was refused: there is nothing to measure
            return
        (name,) = results[0].runs
        peak = max(result.peak for result in results)
        if step in ("fragile", "rustworkx"):
            alone[name] = peak
        else:
            report.lines.append(_line(name, factor, [run for result in results for run in result.runs[name]], peak))
    compared = _run_step("compare", workbook, store, runs, report)
    report.lines += [_line(name, factor, timings, alone[name]) for name, timings in compared.runs.items()]
    removal = _run_step("removal", workbook, store, 1, report)
    report.lines.append(_line("networkx", factor, removal.runs["networkx"], removal.peak))
    every = removal.persons / REMOVALS
    measured = report.lines[-1]
    report.lines.append(
        Line("networkx, every person", factor, measured.wall * every, measured.cpu * every, measured.median * every, 0)
    )


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


def _line(step: str, factor: float, timings: Sequence[Timing], peak: float) -> Line:
    best = min(timings, key=lambda timing: timing.wall)
    median = statistics.median(timing.wall for timing in timings)
    return Line(step, factor, best.wall, best.cpu, median, len(timings), peak)


def _aims(lines: Sequence[Line]) -> Iterator[Aim]:
    """Hold the measured values against the aims."""
    found = {(line.step, line.factor): line for line in lines}
    for (step, factor), line in found.items():
        if step in AIMS and factor in (0, 1):
            value = line.median if step == "knooppunt --help" else line.wall
            yield Aim(f"{step} <= {AIMS[step]:g} s", f"{value:.3f} s", value <= AIMS[step])
    for (step, factor), line in found.items():
        if step == "fragile":
            times = line.wall / found["rustworkx", factor].wall
            yield Aim(
                f"fragile <= {FRAGILE_AIM:g} x rustworkx, factor {factor:g}", f"{times:.2f} x", times <= FRAGILE_AIM
            )
    for step in ("load", "open", "view on a day", "fragile"):
        if (step, 1) in found and (step, 10) in found:
            times = found[step, 10].wall / found[step, 1].wall
            yield Aim(f"{step}, factor 10 <= {SCALING_AIM:g} x factor 1", f"{times:.1f} x", times <= SCALING_AIM)


def _text(report: Report) -> Iterator[str]:
    """Yield the lines of the printed report."""
    yield from (f"{name}: {value}" for name, value in report.machine.items())
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
    yield from (f"{aim.aim:{width}}  {aim.measured:>10}  {_verdict(aim)}" for aim in report.aims)
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

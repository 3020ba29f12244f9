"""What the benchmark tells, as Markdown: printed, and put into ``docs/benchmark.md`` so that no figure is copied by hand."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from bench.measure import Timing
from bench.questions import QUESTIONS

BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"

#: What is aimed for at factor 1, in seconds.
AIMS = {"load": 5.0, "open": 1.5, "knooppunt --help": 0.25, "all questions": 3.0}
#: Most times rustworkx, at each factor; and most times what loading cannot do without (the step ``load floor``).
FRAGILE_AIM, LOAD_AIM, LISTS_AIM = 3.0, 5.0, 1.5
_SMALL, _LARGE = 1.0, 10.0


class Line(msgspec.Struct):
    """The runs of one step at one factor; ``peak`` is in MB. ``measured`` is False when it was extrapolated."""

    step: str
    factor: float
    runs: list[Timing]
    peak: float | None = None
    measured: bool = True

    @property
    def best(self) -> Timing:
        """Return the fastest run: the one that other programs disturbed least."""
        return min(self.runs, key=lambda run: run.wall)


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


def aims(lines: Sequence[Line]) -> Iterator[Aim]:
    """Hold the measured values against the aims."""
    found = {(line.step, line.factor): line for line in lines}
    for step, most in AIMS.items():
        line = found.get((step, _SMALL))
        if line is not None:
            median = statistics.median(run.wall for run in line.runs)
            yield Aim(f"{step} ≤ {most:g} s", f"{line.best.wall:.2f} s (median {median:.2f} s)", line.best.wall <= most)
    for (step, factor), line in found.items():
        if step == "rustworkx":
            yield _beside_rustworkx(found["fragile", factor], line)
        if step == "load floor":
            times = found["load", factor].best.wall / line.best.wall
            aim = f"load ≤ {LOAD_AIM:g} × its floor, factor {factor:g}"
            yield Aim(aim, f"{times:.1f} × ({line.best.wall:.2f} s)", times <= LOAD_AIM)
        if step == "load lists":
            times = line.best.wall / found["load", factor].best.wall
            aim = f"load lists ≤ {LISTS_AIM:g} × load, factor {factor:g}"
            yield Aim(aim, f"{times:.1f} × ({line.best.wall:.2f} s)", times <= LISTS_AIM)
    yield from _growth_aim(found)


def _growth_aim(found: Mapping[tuple[str, float], Line]) -> Iterator[Aim]:
    """Hold the questions against rustworkx, which is linear: what one grows beyond that is not the processor's cache."""
    allowed = _growth(found, "rustworkx")
    growths = {question: times for question in QUESTIONS if (times := _growth(found, question))}
    if allowed and growths:
        over = sorted((question for question in growths if growths[question] > allowed), key=lambda one: -growths[one])
        most = max(growths, key=lambda one: growths[one])
        told = ", ".join(f"{question} {growths[question]:.1f} ×" for question in over or [most])
        yield Aim(f"no question grows more than rustworkx ({allowed:.1f} ×), factor 1 to 10", told, not over)


def _growth(lines: Mapping[tuple[str, float], Line], step: str) -> float | None:
    """Return how many times the time at factor 1 a step takes at factor 10, when both were measured."""
    small, large = (lines.get((step, factor)) for factor in (_SMALL, _LARGE))
    return large.best.wall / small.best.wall if small and large else None


def _beside_rustworkx(ours: Line, theirs: Line) -> Aim:
    """Hold each run of fragile against the run of rustworkx right after it: a busy machine slows down both."""
    paired = statistics.median(a.wall / b.wall for a, b in zip(ours.runs, theirs.runs, strict=True))
    best = ours.best.wall / theirs.best.wall
    name = f"fragile ≤ {FRAGILE_AIM:g} × rustworkx, factor {ours.factor:g}"
    return Aim(name, f"{paired:.2f} × (median of the pairs; best runs {best:.2f} ×)", paired <= FRAGILE_AIM)


def markdown(report: Report) -> Iterator[str]:
    """Yield the lines of the report."""
    yield from _table(("", ""), report.machine.items(), left=2)
    if report.differences:
        yield "**Answers differ from networkx or rustworkx:**"
        yield from ("", *(f"- {one}" for one in report.differences), "")
        return
    yield "Every answer was the same as that of networkx and rustworkx."
    yield ""
    if report.sizes:
        names = next(iter(report.sizes.values()))
        rows = ((name, *(f"{size[name]:,}" for size in report.sizes.values())) for name in names)
        heads = (f"factor {factor}" for factor in report.sizes)
        yield from _table(("size of the network on the day asked about", *heads), rows)
    rows = ((aim.aim, aim.measured, "reached" if aim.reached else "**not reached**") for aim in report.aims)
    yield from _table(("aim", "measured", ""), rows, left=3)
    steps = [line for line in report.lines if line.step not in QUESTIONS or line.step == "fragile"]
    yield from _timings("step", steps, memory=True)
    yield from _timings("question", [line for line in report.lines if line.step in QUESTIONS], memory=False)


def write_into(document: Path, report: Report) -> None:
    """Replace what stands between the marks in ``document``."""
    before, _, rest = document.read_text(encoding="utf-8").partition(BEGIN)
    _, mark, after = rest.partition(END)
    if not mark:
        raise ValueError(f"{document} has no {BEGIN} ... {END}")
    figures = "\n".join(markdown(report))
    document.write_text(f"{before}{BEGIN}\n\n{figures}\n{END}{after}", encoding="utf-8")


def _timings(title: str, lines: Sequence[Line], *, memory: bool) -> Iterator[str]:
    """Yield a table of lines: for every factor the best wall time with its CPU time, and the peak memory."""
    found = {(line.step, line.factor): line for line in lines}
    factors = sorted({line.factor for line in lines})
    extrapolated = {line.step for line in lines if not line.measured}
    # Per factor two or three columns, and one for the growth when it can be told.
    per_factor, growing = 3 if memory else 2, {_SMALL, _LARGE} <= set(factors)
    heads = [head for factor in factors for head in (f"factor {factor:g}: s", "CPU s", "peak MB")[:per_factor]]
    rows = []
    for step in dict.fromkeys(line.step for line in lines):
        name = f"{step} (EXTRAPOLATED)" if step in extrapolated else step
        cells = [cell for factor in factors for cell in _cells(found.get((step, factor)))[:per_factor]]
        times = _growth(found, step)
        rows.append((name, *cells, *([f"{times:.1f}" if times else ""] if growing else [])))
    yield from _table((title, *heads, *(["×"] if growing else [])), rows)


def _cells(line: Line | None) -> tuple[str, str, str]:
    """Return the wall time, the CPU time and the peak memory; empty when not measured."""
    if line is None:
        return "", "", ""
    peak = "" if line.peak is None else f"{line.peak:,.0f}"
    return _seconds(line.best.wall), _seconds(line.best.cpu), peak


def _seconds(seconds: float) -> str:
    return f"{seconds:,.0f}" if seconds >= 100 else f"{seconds:.3f}"


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]], *, left: int = 1) -> Iterator[str]:
    """Yield a table of which the first ``left`` columns are text, padded so that it reads on a terminal too."""
    cells = [list(heads), *(list(row) for row in rows)]
    widths = [max(3, *(len(row[column]) for row in cells)) for column in range(len(cells[0]))]
    rule = ["-" * width if i < left else "-" * (width - 1) + ":" for i, width in enumerate(widths)]
    for row in (cells[0], rule, *cells[1:]):
        padded = (
            cell.ljust(width) if i < left else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield f"| {' | '.join(padded)} |"
    yield ""

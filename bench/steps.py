"""The measured steps. Each runs in a process of its own, so that its peak memory is its own, and prints JSON.

    python -m bench.steps STEP WORKBOOK STORE REPEATS

Imports are done before the clock starts; ``knooppunt --help`` is where they count.
"""

from __future__ import annotations

import contextlib
import random
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import msgspec
from python_calamine import CalamineWorkbook

from bench import baselines
from bench.flat_lists import write_lists
from bench.measure import Timing, peak_memory, timed
from bench.questions import QUESTIONS, Asked, asked_about, fresh
from bench.synthetic_country import DAY, SEED
from graph.network import Network
from graph.store.opening import open_store
from graph.views import on
from graph.vocabulary import vocabulary
from knooppunt.usecases.load import load
from queries.fragile.question import Fragile, fragile

#: So many persons are taken out one by one with networkx: half of them cut persons.
REMOVALS = 20

_T = TypeVar("_T")


class StepResult(msgspec.Struct):
    """What one process measured: the runs by line of the table, its peak memory (MB), and differences found."""

    runs: dict[str, list[Timing]]
    peak: float = 0.0
    persons: int = 0
    size: dict[str, int] = {}
    differences: list[str] = []


#: Runs on a workbook and a store, as often as is asked.
Step = Callable[[Path, Path, int], StepResult]


def main() -> None:
    """Run the step that the command line names."""
    step, workbook, store, repeats = sys.argv[1:]
    vocabulary()
    result = STEPS[step](Path(workbook), Path(store), int(repeats))
    result.peak = peak_memory()
    print(msgspec.json.encode(result).decode("utf-8"))


def step_load(workbook: Path, store: Path, repeats: int) -> StepResult:
    """Read the workbook, check every row, and store the statements in a new file."""
    store.unlink(missing_ok=True)
    (loaded,), timing = timed(load, store, [workbook], datetime.now(UTC))
    wrong = [f"load: {loaded.status}, {loaded.loaded.problems[:3]}"] if loaded.status != "new" else []
    return StepResult({"load": [timing]}, differences=wrong)


def step_load_lists(workbook: Path, store: Path, repeats: int) -> StepResult:
    """Load the country as three lists of a hub's own, whose columns are recognised, into a new file."""
    with tempfile.TemporaryDirectory(dir=store.parent) as folder:
        lists = write_lists(workbook, Path(folder))
        loaded, timing = timed(load, Path(folder) / "lists.knooppunt", lists, datetime.now(UTC))
    wrong = [f"load lists: {one.status}, {one.loaded.problems[:3]}" for one in loaded if one.status != "new"]
    return StepResult({"load lists": [timing]}, differences=wrong)


def step_load_floor(workbook: Path, store: Path, repeats: int) -> StepResult:
    """Do only what no load can do without: read the cells with calamine, and write the stored payloads with SQLite."""
    with sqlite3.connect(store) as stored:
        payloads = stored.execute("SELECT payload FROM records").fetchall()
    stored.close()
    with tempfile.TemporaryDirectory(dir=store.parent) as folder:
        file = Path(folder) / "floor.sqlite"
        return StepResult({"load floor": [timed(_read_and_write, workbook, file, payloads)[1]]})


def _read_and_write(workbook: Path, file: Path, payloads: list[tuple[bytes]]) -> None:
    with CalamineWorkbook.from_path(workbook) as opened:
        for name in opened.sheet_names:
            opened.get_sheet_by_name(name).to_python()
    with contextlib.closing(sqlite3.connect(file)) as written, written:
        written.execute("CREATE TABLE records (id INTEGER PRIMARY KEY, payload BLOB NOT NULL)")
        written.executemany("INSERT INTO records (payload) VALUES (?)", payloads)


def plain(line: str, prepared: Callable[[Path], _T], run: Callable[[_T], object]) -> Step:
    """Return a step with one line in the table: run something on what was ``prepared`` from the store."""

    def step(workbook: Path, store: Path, repeats: int) -> StepResult:
        made = prepared(store)
        return StepResult({line: [timed(run, made)[1] for _ in range(repeats)]})

    return step


def step_compare(workbook: Path, store: Path, repeats: int) -> StepResult:
    """Take turns: ``fragile`` for every person, and the articulation points by rustworkx; hold the answers together."""
    network = _seen(store)
    ours, theirs = [], []
    for _ in range(repeats):
        # A network keeps its indices once they were asked for: every run gets a new one, that has none yet.
        answer, timing = timed(fragile, network.replace(), DAY)
        ours.append(timing)
        theirs.append(timed(baselines.articulation_points, network.replace())[1])
    cut, by_rustworkx = set(_pairs_lost(answer)), baselines.cut_persons(network)
    differences = [
        f"cut person {person}: only in {'fragile' if person in cut else 'rustworkx'}" for person in cut ^ by_rustworkx
    ]
    size = {**msgspec.structs.asdict(answer.size), "findings": len(answer.findings), "cut persons": len(cut)}
    return StepResult({"fragile": ours, "rustworkx": theirs}, size=size, differences=differences)


def step_removal(workbook: Path, store: Path, repeats: int) -> StepResult:
    """Take persons out one by one with networkx, and hold the lost pairs against those of ``fragile``."""
    network = _seen(store)
    pairs_lost = _pairs_lost(fragile(network, DAY))
    chosen = _choose(network, pairs_lost)
    vertices = baselines.Vertices(network)
    graph = baselines.carrying_graph(network)
    numbers = [vertices.number[person] for person in chosen]
    lost, timing = timed(baselines.pairs_lost_by_removal, graph, vertices.organisations, numbers)
    differences = [
        f"pairs_lost of {person}: fragile {pairs_lost.get(person, 0)}, removal {by_removal}"
        for person, by_removal in zip(chosen, lost, strict=True)
        if pairs_lost.get(person, 0) != by_removal
    ]
    return StepResult({"networkx": [timing]}, persons=len(network.persons), differences=differences)


def step_questions(workbook: Path, store: Path, repeats: int) -> StepResult:
    """Ask every question in turn: each of a network without indices, and then all of one network."""
    asked = asked_about(_opened(store))
    runs: dict[str, list[Timing]] = {name: [] for name in (*QUESTIONS, "all questions")}
    for _ in range(repeats):
        for name, question in QUESTIONS.items():
            runs[name].append(_asked(fresh(asked), question))
        runs["all questions"].append(_asked(fresh(asked), *QUESTIONS.values()))
    return StepResult(runs)


def _asked(asked: Asked, *questions: Callable[[Asked], object]) -> Timing:
    # An answer is not kept: nobody has all of them in memory at once.
    return timed(lambda: sum(question(asked) is not None for question in questions))[1]


def _opened(store: Path) -> Network:
    with open_store(store) as opened:
        return opened.network()


def _seen(store: Path) -> Network:
    return on(DAY)(_opened(store))


def _pairs_lost(answer: Fragile) -> dict[str, int]:
    """Return, by cut person, the pairs that are lost without her."""
    return {f.person: f.pairs_lost for f in answer.findings if f.kind == "cut-person" and f.person and f.pairs_lost}


def _choose(network: Network, pairs_lost: dict[str, int]) -> list[str]:
    """Draw persons to take out: half of them cut persons, as far as there are so many."""
    rand = random.Random(SEED)
    cut = rand.sample(sorted(pairs_lost), min(REMOVALS // 2, len(pairs_lost)))
    others = sorted(set(network.persons) - pairs_lost.keys())
    return cut + rand.sample(others, min(REMOVALS - len(cut), len(others)))


STEPS: dict[str, Step] = {
    "load": step_load,
    "load floor": step_load_floor,
    "load lists": step_load_lists,
    # Decode every statement and fold them into a network; build the networkx multigraph of it as well.
    "open": plain("open", Path, _opened),
    "graph": plain("open + networkx graph", Path, lambda store: _opened(store).graph),
    "view": plain("view on a day", _opened, on(DAY)),
    # For the peak memory of a process that does nothing else; their times come from ``compare``.
    "fragile": plain("fragile", _seen, lambda network: fragile(network, DAY)),
    "rustworkx": plain("rustworkx", _seen, baselines.articulation_points),
    "compare": step_compare,
    "removal": step_removal,
    "questions": step_questions,
}


if __name__ == "__main__":
    main()

"""The benchmark runs, its answers are held against networkx and rustworkx, and its figures land in the document."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from bench import baselines
from bench.measure import Timing, peak_memory
from bench.questions import QUESTIONS
from bench.report import BEGIN, END, Line, Report, aims, markdown, write_into
from bench.run import measured
from bench.steps import STEPS, StepResult
from bench.synthetic_country import CONTACTS, DAY, MUNICIPALITIES, PERSONS, SEATS, write_workbook
from graph.views import on
from knooppunt.usecases.network import Asked, open_network
from queries.fragile.question import fragile

FACTOR = 0.03
ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = ROOT / "docs" / "benchmark.md"


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bench")


@pytest.fixture(scope="module")
def report(directory: Path) -> Report:
    """Return what a run at a tiny factor tells; every step runs in this process, once."""

    def run_step(step: str, workbook: Path, store: Path, repeats: int) -> StepResult:
        return msgspec.structs.replace(STEPS[step](workbook, store, 1), peak=1.0)

    return measured([FACTOR], directory, run_step)


def test_every_step_and_every_question_is_measured_and_no_answer_differs(report: Report) -> None:
    assert report.differences == []
    assert {line.step for line in report.lines} == {
        *("load", "load floor", "load lists", "open", "open + networkx graph", "view on a day"),
        *("rustworkx", "networkx", "networkx, every person"),
        *QUESTIONS,
        "all questions",
    }
    assert report.sizes["0.03"]["cut persons"] > 0
    assert report.sizes["0.03"]["findings"] > 0


def test_fragile_counts_for_every_person_what_taking_her_out_counts(report: Report, directory: Path) -> None:
    network = open_network(Asked(file=directory / f"country-{FACTOR:g}.knooppunt", day=DAY))
    vertices = baselines.Vertices(network)
    graph = baselines.carrying_graph(network)
    persons = list(network.persons)
    lost = baselines.pairs_lost_by_removal(graph, vertices.organisations, [vertices.number[id_] for id_ in persons])
    told = {f.person: f.pairs_lost for f in fragile(network, DAY).findings if f.kind == "cut-person"}
    assert told
    assert told == {person: count for person, count in zip(persons, lost, strict=True) if count}
    assert set(told) == baselines.cut_persons(network)


def test_a_country_has_the_size_that_is_asked_for_and_a_seed_makes_it_again(tmp_path: Path) -> None:
    sizes = [write_workbook(tmp_path / f"{number}.xlsx", factor) for number, factor in enumerate((0.02, 0.02, 0.04))]
    assert sizes[0] == sizes[1]
    for size, factor in zip(sizes[1:], (0.02, 0.04), strict=True):
        assert size["municipalities"] == round(MUNICIPALITIES * factor)
        assert size["persons"] == round(PERSONS * factor)
        assert size["seats"] == round(SEATS * factor)
        assert size["contacts"] == round(CONTACTS * factor)


def test_the_same_seed_makes_the_same_network(tmp_path: Path) -> None:
    networks = []
    for name in ("a", "b"):
        write_workbook(tmp_path / f"{name}.xlsx", FACTOR)
        store = tmp_path / f"{name}.knooppunt"
        STEPS["load"](tmp_path / f"{name}.xlsx", store, 1)
        networks.append(on(DAY)(open_network(Asked(file=store, day=DAY))))
    ends = [[(r.relation, r.origin, r.target, r.carriers) for r in network.relations] for network in networks]
    assert ends[0] == ends[1]
    assert list(networks[0].nodes) == list(networks[1].nodes)


def test_peak_memory_is_of_the_process_alone() -> None:
    ballast = bytearray(200_000_000)
    ballast[::4096] = bytes(len(ballast[::4096])).replace(b"\0", b"x")
    asked = "from bench.measure import peak_memory; print(peak_memory())"
    answer = subprocess.run([sys.executable, "-c", asked], stdout=subprocess.PIPE, check=True, cwd=ROOT)
    assert 1 < float(answer.stdout) < 200 < peak_memory()
    assert ballast[0]


def test_aims_are_told_as_reached_or_not() -> None:
    lines = [
        Line("open", 1, [Timing(1.0, 1.0), Timing(2.0, 2.0)]),
        Line("open", 10, [Timing(13.0, 13.0)]),
        Line("fragile", 1, [Timing(0.2, 0.2), Timing(0.9, 0.9), Timing(0.3, 0.3)]),
        Line("rustworkx", 1, [Timing(0.1, 0.1), Timing(0.3, 0.3), Timing(0.1, 0.1)]),
    ]
    found = {aim.aim: aim for aim in aims(lines)}
    assert found["open ≤ 1.5 s"].reached
    beside = found["fragile ≤ 3 × rustworkx, factor 1"]
    assert beside.reached
    assert beside.measured == "3.00 × (median of the pairs; best runs 2.00 ×)"


@pytest.mark.parametrize(("search", "reached", "told"), [(2.0, True, "path 20.0 ×"), (2.5, False, "search 25.0 ×")])
def test_growth_is_held_against_what_is_linear(search: float, reached: bool, told: str) -> None:
    times = {"rustworkx": (0.1, 2.1), "fragile": (0.2, 3.0), "path": (0.1, 2.0), "search": (0.1, search)}
    lines = [
        Line(step, factor, [Timing(time, time)])
        for step, both in times.items()
        for factor, time in zip((1, 10), both, strict=True)
    ]
    (aim,) = [aim for aim in aims(lines) if "grows" in aim.aim]
    assert (aim.aim, aim.reached) == ("no question grows more than rustworkx (21.0 ×), factor 1 to 10", reached)
    assert aim.measured == told


def test_loading_is_held_against_its_floor() -> None:
    lines = [Line("load", 1, [Timing(6.0, 6.0), Timing(5.0, 5.0)]), Line("load floor", 1, [Timing(1.0, 1.0)])]
    (aim,) = [aim for aim in aims(lines) if "floor" in aim.aim]
    assert (aim.aim, aim.measured, aim.reached) == ("load ≤ 5 × its floor, factor 1", "5.0 × (1.00 s)", True)


def test_the_figures_replace_those_in_the_document(report: Report, tmp_path: Path) -> None:
    document = tmp_path / "benchmark.md"
    document.write_text(f"before\n\n{BEGIN}\nold\n{END}\n\nafter\n", encoding="utf-8")
    write_into(document, report)
    first = document.read_text(encoding="utf-8")
    assert first.startswith(f"before\n\n{BEGIN}\n")
    assert first.endswith(f"{END}\n\nafter\n")
    assert "old" not in first
    assert "networkx, every person (EXTRAPOLATED)" in first
    write_into(document, report)
    assert document.read_text(encoding="utf-8") == first


def test_a_different_answer_is_told_instead_of_figures(report: Report) -> None:
    wrong = msgspec.structs.replace(report, differences=["cut person person:p1: only in fragile"])
    lines = list(markdown(wrong))
    assert "- cut person person:p1: only in fragile" in lines
    assert not any("load" in line and "peak" in line for line in lines)


def test_the_document_has_a_place_for_the_figures() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert text.index(BEGIN) < text.index(END)

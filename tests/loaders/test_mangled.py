"""Some hundred mangled inputs through the command: each is loaded or refused within the limits, and told in words.

`python -m tests.loaders.fuzz 20000` does the same with very many.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.loaders.fuzz import outcome_of, outcome_of_component
from tests.loaders.mangled import mangled
from tests.loaders.watched import Child

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is measured by /proc")

SEEDS = range(150)


@pytest.fixture(scope="module")
def child() -> Iterator[Child]:
    with Child() as child:
        yield child


def content(path: Path) -> dict[str, bytes]:
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return {file.name: file.read_bytes() for file in files}


def test_mangled_cards_and_calendars_are_loaded_or_refused(child: Child) -> None:
    outcomes = {seed: outcome_of_component(child, seed) for seed in SEEDS}
    assert not {seed: outcome for seed, outcome in outcomes.items() if outcome.wrong}
    statuses = [outcome.status for outcome in outcomes.values()]
    assert min(statuses.count("loaded"), statuses.count("refused")) >= 5


def test_mangled_inputs_are_loaded_or_refused(child: Child) -> None:
    outcomes = {seed: outcome_of(child, seed) for seed in SEEDS}
    assert not {seed: outcome for seed, outcome in outcomes.items() if outcome.wrong}
    # Inputs that are all refused, or all read as they are, would try nothing.
    statuses = [outcome.status for outcome in outcomes.values()]
    assert {status: statuses.count(status) >= 5 for status in statuses} == {
        "loaded": True,
        "loaded without bad rows": True,
        "refused": True,
    }


@pytest.mark.parametrize("seed", range(12))
def test_a_seed_is_all_that_is_needed(tmp_path: Path, seed: int) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    first, second = mangled(tmp_path / "a", seed), mangled(tmp_path / "b", seed)
    assert first.name == second.name
    assert content(first) == content(second)


def test_what_breaks_the_command_is_told(tmp_path: Path, child: Child) -> None:
    path = tmp_path / "personen.csv"
    path.write_text("naam\nJan\n", encoding="utf-8")
    assert child.command(path).status == "loaded"
    assert not child.command(path).wrong
    # What the command takes for an option is wrong usage, and neither loaded nor refused.
    assert child.command(Path("--onbekend")).wrong

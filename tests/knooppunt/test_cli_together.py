"""`fragile --together 2`, and the findings about seats, on the example region."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from graph.store.file import FileStore
from tests.knooppunt.command_line import DAY, done
from tests.queries import oracle

_TODAY = date.fromisoformat(DAY)


def _findings(region: Path, *options: str) -> list[dict[str, Any]]:
    found = done("--file", region, "fragile", "--on", DAY, *options, "--format", "json").data["findings"]
    assert isinstance(found, list)
    return found


@pytest.fixture(scope="module")
def pairs(region: Path) -> list[dict[str, Any]]:
    return [finding for finding in _findings(region, "--together", "2") if finding["kind"] == "cut-pair"]


def test_pairs_of_the_region_are_those_that_networkx_finds(region: Path, pairs: list[dict[str, Any]]) -> None:
    """Taken out two by two: everybody with two ties or more."""
    with FileStore.open(region) as store:
        seen = oracle.look(store.network(), _TODAY)
    wide = [person for person in sorted(seen.persons) if seen.graph.degree(person) > 1]
    seen.graph.remove_nodes_from(seen.persons.difference(wide))
    joined = {person: _labels(seen, person) for person in wide}
    expected = {}
    for p, q in itertools.combinations(wide, 2):
        both = _labels(seen, p, q)
        apart = _pairs(joined[p][o] + "|" + joined[q][o] for o in both) - _pairs(both.values())
        if apart:
            expected[p, q] = apart
    assert {tuple(one["id"] for one in f["persons"]): f["pairs_lost"] for f in pairs} == expected


def test_a_pair_is_told_by_name_and_with_the_rows_of_both(pairs: list[dict[str, Any]]) -> None:
    assert pairs
    for finding in pairs:
        names = [person["name"] for person in finding["persons"]]
        assert all(name in finding["text"] for name in names)
        assert finding["id"] == "cut-pair:" + ":".join(person["id"] for person in finding["persons"])
        relations = [(item["relation"], item["where"]) for item in finding["evidence"]]
        assert len(relations) == len(set(relations)) >= 2


def test_many_seats_rest_on_seats(region: Path) -> None:
    found = _findings(region, "--kind", "many-seats")
    assert found
    assert {item["relation"] for finding in found for item in finding["evidence"]} == {"seat"}


def _labels(seen: oracle.Oracle, *without: str) -> dict[str, str]:
    """Return a label of the component of every organisation without these persons."""
    graph = seen.graph.copy()
    graph.remove_nodes_from(without)
    found: dict[str, str] = {}
    for number, component in enumerate(nx.connected_components(graph)):
        found |= {node: str(number) for node in component if node in seen.organisations}
    return found


def _pairs(labels: Iterable[str]) -> int:
    return sum(count * (count - 1) // 2 for count in Counter(labels).values())

"""Organisations that may be one under two names are asked about before anything is called separated or critical."""

from __future__ import annotations

import pytest

from graph.model import Relation
from graph.network import Network
from queries.fragile.question import fragile
from queries.missing.question import missing
from queries.places.look_alikes import look_alikes
from tests.networks import DAY, network, node, relation


def alike(one: tuple[str, str], other: tuple[str, str], *relations: Relation) -> bool:
    """Tell whether two organisations, (kind, name), are taken for look-alikes, from either side."""
    first, second = f"{one[0]}:one", f"{other[0]}:other"
    found = look_alikes(network(relations, node(first, name=one[1]), node(second, name=other[1])))
    assert (found.of(first) == [second]) == (found.of(second) == [first])
    return found.of(first) == [second]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("municipality", "Bergen (NH)"), ("municipality", "Bergen (NH.)")),
        (("municipality", "Nuenen"), ("municipality", "Nuenen, Gerwen en Nederwetten")),
        (("municipality", "Hengelo"), ("municipality", "Hengelo (O)")),
        (("client_organisation", "KBO Zandermeer"), ("council", "K.B.O.-Zandermeer")),
        (("client_organisation", "KBO-Zandermeer"), ("client_organisation", "KBO Zandermeer")),
        (("client_organisation", "Ouderenbond Duinkant"), ("client_organisation", "Oudrenbond Duinkant")),
        (("support_organisation", "Stichting Steunpunt Veenrand"), ("support_organisation", "Steunpunt Veenrand")),
        (("council", "Cliëntenraad"), ("council", "Clientenraad (Duinkant)")),
    ],
)
def test_these_may_be_one(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("municipality", "Bergen (NH.)"), ("municipality", "Bergen (L.)")),
        (("municipality", "Bergen (NH.)"), ("municipality", "Bergen op Zoom")),
        (("municipality", "Haren"), ("municipality", "Haaren")),
        (("municipality", "Utrecht"), ("municipality", "Utrechtse Heuvelrug")),
        (("council", "Raad A"), ("council", "Raad B")),
        (("council", "Raad 2025"), ("council", "Raad 2026")),
        (("council", "Adviesraad Heerlen"), ("council", "Adviesraad Heerde")),
        (("council", "Cliëntenraad (Noord)"), ("council", "Cliëntenraad (Zuid)")),
        (("council", "Wmo-raad Velsen"), ("council", "Adviesraad Velsen")),
    ],
)
def test_these_are_two(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert not alike(one, other)


def test_two_known_places_are_two_and_one_that_nobody_knows_may_be_mistyped() -> None:
    assert not alike(("council", "Adviesraad Rheden"), ("council", "Adviesraad Rhenen"))
    assert alike(("council", "Adviesraad Beesel"), ("council", "Adviesraad Leesel"))


def test_who_work_in_different_municipalities_are_two() -> None:
    names = ("council", "Cliëntenraad"), ("council", "Cliëntenraad")
    there = relation("advises", "council:one", "municipality:a")
    assert alike(*names, there)
    assert not alike(*names, there, relation("advises", "council:other", "municipality:b"))
    assert alike(*names, there, relation("advises", "council:other", "municipality:a"))


def _torn() -> Network:
    """Return four organisations that know each other through p, and one alone that is called almost as one of these."""
    names = {"a": "Adviesraad Duinkant", "b": "KBO Duinkant", "c": "Steunpunt Veenrand", "d": "Zorggroep Noord"}
    nodes = [node(f"council:{key}", name=name) for key, name in names.items()]
    return network(
        [relation("seat", "person:p", f"council:{key}") for key in names],
        *nodes,
        node("client_organisation:z", name="K.B.O.-Duinkant"),
    )


def test_what_would_be_separated_asks_first() -> None:
    (finding,) = [each for each in missing(_torn(), ()) if each.kind == "separated-group"]
    assert finding.ask_first == (("client_organisation:z", "council:b"),)
    assert finding.severity == "low"
    assert finding.share == pytest.approx(0.4)  # 4 of 10 pairs, which would be critical


def test_what_would_be_critical_asks_first() -> None:
    findings = {each.id: each for each in fragile(_torn(), DAY).findings}
    cut = findings["cut-person:person:p"]
    assert (cut.severity, cut.ask_first) == ("high", (("council:b", "client_organisation:z"),))
    assert not any(each.severity == "critical" for each in findings.values() if "council:b" in each.organisations)


def test_without_a_look_alike_nothing_is_asked() -> None:
    made = network([relation("seat", "person:p", f"council:{key}") for key in "abc"], node("council:far"))
    findings = [*missing(made, ()), *fragile(made, DAY).findings]
    assert findings
    assert all(each.ask_first == () for each in findings)
    assert "critical" in {each.severity for each in findings}

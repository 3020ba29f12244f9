"""The example Aandacht voor Iedereen: what its report concludes of the last day of the programme, and what is lost then."""

from __future__ import annotations

import csv
import functools
import itertools
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.model import Node
from graph.network import Network
from graph.views import on, take, within
from queries.fragile.question import fragile
from queries.health.question import health
from tests.knooppunt.command_line import done
from tests.queries import oracle
from tests.test_examples import EXAMPLES, answered, example

NAME = "aandacht-voor-iedereen"
FOLDER = EXAMPLES / NAME
LAST_DAY, DAY_AFTER = date(2017, 12, 31), date(2018, 1, 1)


def _rows(sheet: str) -> list[dict[str, str]]:
    with (FOLDER / f"{sheet}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def _at(day: date) -> Network:
    return take(example(NAME).network, on(day))


#: The placeholders of the advisers, as the list of advisers has them.
ADVISERS = {f"person:{row['persoon']}" for row in _rows("adviseurs")}


@functools.cache
def _told(folder: Path) -> dict[date, Any]:
    """Return what the command health says of the two days."""
    file = folder / "avi.knooppunt"
    done("--file", file, "load", FOLDER)
    ask = ("--file", file, "health", "--format", "json", "--on")
    return {day: json.loads(done(*ask, day.isoformat()).out) for day in (LAST_DAY, DAY_AFTER)}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[date, Any]:
    return _told(tmp_path_factory.mktemp("avi"))


def test_its_page_quotes_what_health_says(told: dict[date, Any]) -> None:
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    said = " ".join(page.replace("\n>", "\n").split())
    for answer in told.values():
        assert all(word["sentence"] in said for word in answer["words"])
    percent = [f"{100 * answer['score']['value']:.1f}".replace(".", ",").removesuffix(",0") for answer in told.values()]
    assert f"| alles samen (`health`) | {percent[0]}% | {percent[1]}% |" in page
    joined = [f"{answer['network']['connected_pairs']:,}".replace(",", ".") for answer in told.values()]
    assert f"| paren van organisaties die elkaar kunnen bereiken | {joined[0]} | {joined[1]} |" in page
    connections = [answer["network"]["connections"] for answer in told.values()]
    assert f"| verbindingen | {connections[0]} | {connections[1]} |" in page
    lost = [len(oracle.orphaned_connections(oracle.look(example(NAME).network, day))) for day in told]
    assert f"| weggevallen en niet overgenomen | {lost[0]} | {lost[1]} |" in page


def test_the_networks_were_hardly_structural_fragile_and_personal() -> None:
    """The conclusion of the report (chapter 2.2), counted without the program."""
    truth, found = oracle.look(example(NAME).network, LAST_DAY), health(_at(LAST_DAY), LAST_DAY).indicators
    joined = len(oracle.joined_pairs(truth.graph, truth.organisations))
    worst = min(
        len(oracle.joined_pairs(oracle.without(truth.graph, person), truth.organisations)) for person in truth.persons
    )
    without = truth.graph.copy()
    without.remove_nodes_from(ADVISERS)
    left = len(oracle.joined_pairs(without, truth.organisations))
    assert [found[name].numerator for name in ("connectedness", "independence", "adviser_independence")] == [
        joined,
        worst,
        left,
    ]
    assert left < 0.15 * joined, "personal: without the advisers there is next to nothing left"
    assert worst < 0.75 * joined, "fragile: one of them is enough"
    assert (found["structure"].value or 0) < 0.25, "hardly structural"


def test_the_day_after_the_advisers_convene_and_carry_nothing() -> None:
    """Chapter 5.3: in many regions councils do not come together when the adviser does not take the initiative."""
    network = _at(DAY_AFTER)
    assert not ADVISERS & set(network.persons)
    assert all(not ADVISERS & {one.origin, one.target, *one.carriers} for one in network.relations)
    convened = {f"platform:{row['id']}" for row in _rows("platforms") if "adviseur" in row["bijeengeroepen door"]}
    theirs = {one.target for one in _at(LAST_DAY).relations_by_type["convenes"] if one.origin in ADVISERS}
    theirs = {id_ for id_ in theirs if id_.startswith("platform:")}
    assert theirs <= convened
    assert len(theirs) == 4
    assert not theirs & {one.target for one in network.relations_by_type["convenes"]}
    lost = [one for one in answered(NAME, DAY_AFTER).findings if one.kind == "orphaned-connection"]
    assert {frozenset(one.organisations) for one in lost} == set(
        oracle.orphaned_connections(oracle.look(example(NAME).network, DAY_AFTER))
    )
    assert all(set(one.details["left"]) <= ADVISERS for one in lost)
    assert theirs <= {id_ for one in lost for id_ in one.organisations}


def test_losing_the_programme_does_not_look_like_health(told: dict[date, Any]) -> None:
    then, now = (told[day]["indicators"] for day in (LAST_DAY, DAY_AFTER))
    for name in ("connectedness", "independence", "redundancy", "attribution", "structure", "continuity"):
        assert now[name]["value"] < then[name]["value"], name
    assert told[DAY_AFTER]["score"]["value"] < told[LAST_DAY]["score"]["value"]


def test_what_is_proposed_is_kept_and_in_no_network() -> None:
    network = example(NAME).network
    proposed = [
        (sheet, number)
        for sheet in ("steunorganisaties", "deelnames", "contacten")
        for number, row in enumerate(_rows(sheet), start=2)
        if row["zekerheid"] == "voorgesteld"
    ]
    places = {tuple(each.where.split("!")) for one in network.proposals for each in one.sources}
    assert places == {(sheet, str(number)) for sheet, number in proposed}
    assert {count.sheet: count.proposed for count in example(NAME).loaded.counts if count.proposed} == {
        sheet: len(list(rows)) for sheet, rows in itertools.groupby(sheet for sheet, _ in proposed)
    }
    steunpunten = "support_organisation:steunpunten-friesland-pl"
    assert steunpunten in {one.id for one in network.proposals if isinstance(one, Node)}
    assert steunpunten not in network.nodes


def test_one_placeholder_for_many_advisers_is_not_critical_by_that_alone() -> None:
    lump = "person:adviseurs-andere-regios"
    (cut,) = [one for one in answered(NAME, LAST_DAY).findings if one.kind == "cut-person" and one.person == lump]
    assert cut.inferred
    assert cut.severity == "high"
    assert cut.share >= 0.2, "as one certain person it would have been critical"
    assert example(NAME).network.nodes[lump].properties["size"] == 13


def test_somebody_speaks_for_the_platform_at_the_table_in_zeeland_and_one_does_the_day_after() -> None:
    def speaking(day: date) -> set[str]:
        return {
            one.origin
            for one in _at(day).relations_by_type["represents"]
            if (one.target, one.properties["at"])
            == ("platform:zeeuws-platform-ggz", "platform:overlegtafel-beschermd-wonen-zeeland")
        }

    relative = "person:familievertegenwoordiger-zeeland"
    assert speaking(LAST_DAY) == {relative, "person:adviseur-zeeland"}
    assert speaking(DAY_AFTER) == {relative}


def test_a_client_platform_that_met_twice_falls_silent() -> None:
    def silent(day: date) -> list[tuple[str, ...]]:
        return [one.organisations for one in fragile(_at(day), day).findings if one.kind == "silent-platform"]

    assert silent(LAST_DAY) == []
    assert silent(date(2018, 6, 1)) == [("platform:klankbordgroep-beschermd-wonen-zeeland",)]


def test_the_council_that_took_the_initiative_is_in_its_region() -> None:
    network = take(_at(date(2017, 9, 1)), within("region:midden-brabant"))
    assert {"council:adviesraad-hilvarenbeek", "platform:overleg-inkoop-midden-brabant"} <= network.counted

"""Small lists of all sorts: what a person reads in each, and what is asked instead of guessed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph.network import Network
from graph.store.opening import open_store
from knooppunt.usecases.columns import Wishes
from knooppunt.usecases.load import LoadResult, load

NOW = datetime(2026, 11, 27, tzinfo=UTC)


def read(tmp_path: Path, lines: str, name: str = "lijst.csv", column_map: str = "") -> tuple[Network, LoadResult]:
    path = tmp_path / name
    path.write_text("\n".join(line.strip() for line in lines.strip().splitlines()), encoding="utf-8")
    wishes = Wishes()
    if column_map:
        (tmp_path / "kaart.yaml").write_text(column_map, encoding="utf-8")
        wishes = Wishes(tmp_path / "kaart.yaml")
    (result,) = load(tmp_path / "net.knooppunt", [path], NOW, wishes=wishes)
    if result.status == "refused":
        return Network({}, []), result
    with open_store(tmp_path / "net.knooppunt") as store:
        return store.network(), result


def ties(network: Network, *relations: str) -> set[tuple[str, str, str]]:
    names = {id_: node.name for id_, node in network.nodes.items()}
    chosen = relations or ("seat", "participates", "contact", "supports", "represents")
    return {
        (names[each.origin], each.relation, names[each.target]) for each in network.relations if each.relation in chosen
    }


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            "Club;Wie;Waar\nKansPlus Ede;Dirk Mol;Ede",
            {("Dirk Mol", "seat", "KansPlus Ede")},
            id="who stands under a question word",
        ),
        pytest.param(
            "Organisatie;Gemeente;Regionaal Wmo-overleg;Platform Toegankelijkheid\nASD Haaksbergen;Haaksbergen;X;",
            {("ASD Haaksbergen", "participates", "Regionaal Wmo-overleg")},
            id="platforms as columns",
        ),
        pytest.param(
            "Naam;Adviesraad SD Gouda;Wmo-raad Waddinxveen\nKees Buis;voorzitter;\nDora Polder;;secretaris",
            {
                ("Kees Buis", "seat", "Adviesraad SD Gouda"),
                ("Dora Polder", "seat", "Wmo-raad Waddinxveen"),
            },
            id="councils as columns, with roles",
        ),
        pytest.param(
            "Naam raad;Leden;Voorzitter\nWmo-raad Zeist;Cor Zwinkels, Bep Vis;Bep Vis",
            {("Cor Zwinkels", "seat", "Wmo-raad Zeist"), ("Bep Vis", "seat", "Wmo-raad Zeist")},
            id="a role as column",
        ),
        pytest.param(
            "Organisatie;Contactpersoon\nOudervereniging Balans;Mw. Bos, dhr. Kuin",
            {("Mw. Bos", "seat", "Oudervereniging Balans"), ("dhr. Kuin", "seat", "Oudervereniging Balans")},
            id="two people in a cell",
        ),
        pytest.param(
            "Gemeente;Adviseur;Uren\nNunspeet;Karel Stam / Hanneke Vos;4",
            {("Karel Stam", "supports", "Nunspeet"), ("Hanneke Vos", "supports", "Nunspeet")},
            id="two advisers in a cell",
        ),
        pytest.param(
            "Deelnemer;Namens;Platform\nOlga Rijn;PCOB Arnhem;Seniorenplatform Arnhem",
            {
                ("Olga Rijn", "seat", "Seniorenplatform Arnhem"),
                ("Olga Rijn", "represents", "PCOB Arnhem"),
            },
            id="on behalf of whom in a platform",
        ),
        pytest.param(
            "Organisatie;Contactpersoon;Platform GGZ\nKBO Soest;Lot Dam;nee\nANBO Soest;Ria Bos;ja (agendalid)",
            {
                ("Lot Dam", "seat", "KBO Soest"),
                ("Ria Bos", "seat", "ANBO Soest"),
                ("ANBO Soest", "participates", "Platform GGZ"),
            },
            id="yes and no under a platform",
        ),
    ],
)
def test_what_a_person_reads(lines: str, expected: set[tuple[str, str, str]], tmp_path: Path) -> None:
    network, result = read(tmp_path, lines)
    assert result.status == "new", result.loaded.problems
    assert ties(network) == expected


def test_every_municipality_may_have_a_council_of_the_same_name(tmp_path: Path) -> None:
    network, _ = read(
        tmp_path,
        """Gemeente;Raad;Naam
        Soest;Adviesraad Sociaal Domein;Piet Pot
        Baarn;Adviesraad Sociaal Domein;Ria Bos
        Baarn;Adviesraad sociaal domein;Lot Dam""",
    )
    seats = {(each.origin, each.target) for each in network.relations if each.relation == "seat"}
    soest, baarn = "council:adviesraad-sociaal-domein-soest", "council:adviesraad-sociaal-domein-baarn"
    assert seats == {("person:piet-pot", soest), ("person:ria-bos", baarn), ("person:lot-dam", baarn)}


def test_no_cell_is_lost_without_a_trace(tmp_path: Path) -> None:
    network, _ = read(
        tmp_path,
        """Organisatie;Plaats;E-mail;Contactpersoon;Schoenmaat
        KBO Heiloo;Heiloo;info@kbo.example;;42""",
    )
    kept = network.nodes["client_organisation:kbo-heiloo"].properties["unread"]
    assert set(kept.splitlines()) == {"Schoenmaat: 42", "E-mail: info@kbo.example"}


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        ("Naam;Functie\nPiet Pot;lid", {"list-whose"}),
        ("Naam;Namens;15 jan;12 mrt\nSanne Kamp;KBO Ede;x;x", {"list-whose-meetings", "list-year"}),
    ],
)
def test_what_is_asked(lines: str, codes: set[str], tmp_path: Path) -> None:
    _, result = read(tmp_path, lines)
    assert {each.code for each in result.loaded.problems} == codes
    assert result.status == "refused"


@pytest.mark.parametrize(
    ("column_map", "codes"),
    [
        ("tables:\n- columns:\n    Foo: persons.name\n", {"map-fits-nothing"}),
        ("tables:\n- columns:\n    Naam: persons.naam\n    Raad: organisations.nam\n", {"map-unknown-target"}),
        ("tables:\n- columns:\n    Naam: persons.name\n    Raad: persons.name\n", {"map-double-target"}),
        ("tables:\n- columns: {Naam: persons.name}\n  crosses: {15 jan: meetings.date}\n", {"map-no-day"}),
        ("tables: [\n", {"map-not-yaml"}),
        ("tabels: []\n", {"map-no-tables"}),
    ],
)
def test_what_is_wrong_with_a_map(column_map: str, codes: set[str], tmp_path: Path) -> None:
    _, result = read(tmp_path, "Naam;Raad;15 jan\nPiet Pot;Wmo-raad Zeist;x", column_map=column_map)
    assert codes <= {each.code for each in result.loaded.problems}
    assert result.status == "refused"


def test_a_title_may_stand_above_a_text_file(tmp_path: Path) -> None:
    lines = "Adviesraad Samenleving Peel en Maas\n\nNaam\tRol\nHr. J. Peeters\tVoorz.\n"
    network, _ = read(tmp_path, lines, "leden.txt")
    assert ties(network) == {("Hr. J. Peeters", "seat", "Adviesraad Samenleving Peel en Maas")}


def test_two_municipalities_of_one_name_stay_two(tmp_path: Path) -> None:
    network, _ = read(tmp_path, "Organisatie;Gemeente\nKBO A;gem. Bergen (NH)\nKBO B;Bergen (L)")
    where = {(each.origin, each.target) for each in network.relations if each.relation == "active_in"}
    assert where == {
        ("client_organisation:kbo-a", "municipality:GM0373"),
        ("client_organisation:kbo-b", "municipality:GM0893"),
    }

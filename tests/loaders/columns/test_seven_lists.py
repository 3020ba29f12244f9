"""Lists as hubs keep them: what a person reads in each is what the network has."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from graph.model import Relation
from graph.network import Network
from graph.store.opening import open_store
from knooppunt.usecases.columns import Wishes
from knooppunt.usecases.load import LoadResult, load

LISTS = Path(__file__).parents[2] / "data" / "lists"
NOW = datetime(2026, 11, 27, tzinfo=UTC)


class Loaded:
    """A network of some of the lists, loaded one after the other."""

    def __init__(self, folder: Path, names: Sequence[str], wishes: Mapping[str, Wishes] | None = None) -> None:
        self.file = folder / "net.knooppunt"
        self.results: list[LoadResult] = []
        for name in names:
            shutil.copy(LISTS / name, folder / name)
            self.results += load(self.file, [folder / name], NOW, wishes=(wishes or {}).get(name, Wishes()))
        with open_store(self.file) as store:
            self.network: Network = store.network()

    def names(self, kind: str) -> set[str]:
        return {node.name for node in self.network.nodes.values() if node.kind == kind}

    def relations(self, relation: str) -> set[tuple[str, str]]:
        return {(self.name(each.origin), self.name(each.target)) for each in self._all(relation)}

    def _all(self, relation: str) -> list[Relation]:
        return [each for each in self.network.relations if each.relation == relation]

    def one(self, relation: str, origin: str, target: str) -> Relation:
        (found,) = [
            each for each in self._all(relation) if (self.name(each.origin), self.name(each.target)) == (origin, target)
        ]
        return found

    def name(self, node_id: str) -> str:
        return self.network.nodes[node_id].name

    def told(self, code: str) -> list[str]:
        return [each.value for result in self.results for each in result.loaded.warnings if each.code == code]


def test_members_of_a_council(tmp_path: Path) -> None:
    net = Loaded(tmp_path, ["ledenlijst-adviesraad.xlsx"])
    council = "Adviesraad Sociaal Domein Zandermeer"
    assert net.names("council") == {council}
    people = {"Mw. A.B. de Vries-Jansma", "dhr. P. v.d. Berg", "Fatima el Idrissi", "Kees Blom", "Tineke Vos"}
    assert net.names("person") == people
    assert net.relations("seat") == {(person, council) for person in people}
    chair = net.one("seat", "Mw. A.B. de Vries-Jansma", council)
    assert chair.properties["role"] == "chair"
    assert (chair.since, chair.properties["term_end"]) == (date(2022, 1, 1), "2026-12-31")
    assert chair.properties["speaks_for"] == ["ouderen"]
    assert set(net.one("seat", "Fatima el Idrissi", council).properties["speaks_for"]) == {"migranten", "minima"}
    assert net.relations("represents") == {("Kees Blom", "KBO Zandermeer")}
    assert net.one("seat", "Kees Blom", council).properties["term_end"] == "2025-12-31"
    assert net.names("client_organisation") == {"KBO Zandermeer"}
    (node,) = [node for node in net.network.nodes.values() if node.kind == "council"]
    assert node.properties["vacancies"] == 1
    assert net.told("list-vacancies") == [council]
    (result,) = net.results
    assert result.readings[0].rest == ((11, "remark", "Laatst bijgewerkt: 3-2-2026"),)
    assert [(count.read, count.stored) for count in result.loaded.counts] == [(5, 5)]


def test_contacts_of_a_hub(tmp_path: Path) -> None:
    hub = "Steunpunt Duinkant"
    name = "contactenlijst.xlsx"
    net = Loaded(tmp_path, [name], {name: Wishes(organisation=hub)})
    organisations = {
        "Adviesraad Sociaal Domein Zandermeer": "council",
        "KBO Zandermeer": "client_organisation",
        "Cliëntenraad Zorggroep Duinkant": "council",
        "Huurdersvereniging 't Hof": "client_organisation",
    }
    kinds = {node.name: node.kind for node in net.network.nodes.values()}
    assert {each: kinds[each] for each in organisations} == organisations
    assert net.names("client_organisation") | net.names("council") == set(organisations)
    assert net.names("municipality") == {"Zandermeer", "Lagerhei"}
    # Whoever speaks with them on behalf of the hub comes into being as well; "-" is nobody.
    assert net.names("person") == {"Anneke de Vries", "Kees Blom", "Riet Smit", "Onno Prins", "Hanna", "Bas"}
    assert ("Kees Blom", "KBO Zandermeer") in net.relations("seat")
    assert ("Riet Smit", "KBO Zandermeer") in net.relations("seat")
    assert net.names("topic") <= {"ouderen", "senioren"}
    spoken = {
        frozenset((net.name(each.origin), net.name(each.target))): (
            each.properties["last_contact"],
            [net.name(carrier) for carrier in each.carriers],
        )
        for each in net.network.relations
        if each.relation == "contact"
    }
    assert spoken == {
        frozenset(("Adviesraad Sociaal Domein Zandermeer", hub)): ("2025-09-12", ["Hanna"]),
        frozenset(("KBO Zandermeer", hub)): ("2025-11-03", ["Hanna"]),
        frozenset(("Cliëntenraad Zorggroep Duinkant", hub)): ("2024-09-01", ["Bas"]),
    }
    assert net.told("list-one-organisation") == ["KBO Zandermeer"]


def test_who_was_at_meetings(tmp_path: Path) -> None:
    net = Loaded(tmp_path, ["ledenlijst-adviesraad.xlsx", "presentielijst.xlsx"])
    platform = "Regionaal overleg adviesraden Veenrand"
    assert net.names("platform") == {platform}
    days = {node.properties["date"] for node in net.network.nodes.values() if node.kind == "meeting"}
    assert days == {"2026-01-12", "2026-03-09", "2026-05-11"}
    assert {target for _, target in net.relations("meeting_of")} == {platform}
    attended = {
        (
            net.name(each.origin),
            net.network.nodes[each.target].properties["date"],
            net.name(each.properties["organisation"]),
        )
        for each in net.network.relations
        if each.relation == "attended"
    }
    council = "Adviesraad Sociaal Domein Zandermeer"
    assert attended == {
        ("Anneke de Vries", "2026-01-12", council),
        ("Anneke de Vries", "2026-03-09", council),
        ("P. van den Berg", "2026-01-12", council),
        ("P. van den Berg", "2026-05-11", council),
        ("Jolie Schilt", "2026-03-09", "Herstelgroep Rietwolde"),
        ("Jolie Schilt", "2026-05-11", "Herstelgroep Rietwolde"),
    }
    assert "Totaal" not in net.names("person")


def test_a_directory_of_organisations(tmp_path: Path) -> None:
    net = Loaded(tmp_path, ["adviseurs-per-gemeente.xlsx", "sociale-kaart.csv"])
    kinds = {node.name: (node.kind, node.properties.get("type")) for node in net.network.nodes.values()}
    assert kinds["Oogkring Turfmonde"] == ("client_organisation", None)
    assert kinds["Cliëntenraad Gehandicaptenzorg Turfmonde"] == ("council", "client_council_institution")
    assert kinds["Stichting MEE-Veenrand"][0] == "support_organisation"
    assert kinds["Wmo-raad Klinkerwoude"] == ("council", "wmo_council")
    # Veenrand is known as a region from the other list, so it is no municipality here.
    assert kinds["Veenrand"][0] == "region"
    assert ("Stichting MEE-Veenrand", "Veenrand") in net.relations("active_in")
    advises = net.one("advises", "Wmo-raad Klinkerwoude", "Klinkerwoude")
    assert advises.properties["laws"] == ["Wmo", "Jeugdwet"]
    assert ("Oogkring Turfmonde", "slechtzienden") in net.relations("covers")
    (node,) = [node for node in net.network.nodes.values() if node.name == "Oogkring Turfmonde"]
    assert node.properties["unread"].splitlines() == [
        "Adres: Dorpsstraat 1",
        "Postcode: 1234 AB",
        "Website: www.example.org",
        "Telefoon: 0900-1",
    ]


def test_a_sheet_for_every_council(tmp_path: Path) -> None:
    net = Loaded(tmp_path, ["alle-raden.xlsx"])
    assert net.names("council") == {"Wmo-raad Klinkerwoude", "ASD Elzenrade"}
    assert net.names("person") == {"Puk Lage", "Wmo Jansen", "Jip de Bruin"}
    assert net.relations("seat") == {
        ("Puk Lage", "Wmo-raad Klinkerwoude"),
        ("Puk Lage", "ASD Elzenrade"),
        ("Wmo Jansen", "Wmo-raad Klinkerwoude"),
        ("Jip de Bruin", "ASD Elzenrade"),
    }
    assert net.told("unknown-sheet") == ["Uitleg"]


def test_answers_to_a_form(tmp_path: Path) -> None:
    net = Loaded(tmp_path, ["aanmeldingen.csv"])
    assert net.relations("seat") == {
        ("Ivan van Dijk", "Ouderenraad Kraaiendonk"),
        ("Senna de Koning", "Seniorenkring Kraaiendonk"),
    }
    assert net.names("municipality") == {"Kraaiendonk", "Lagerhei"}
    assert net.one("seat", "Ivan van Dijk", "Ouderenraad Kraaiendonk").last_confirmed == date(2026, 3, 2)
    covered = {target.casefold() for origin, target in net.relations("covers") if origin == "Ouderenraad Kraaiendonk"}
    assert covered == {"ouderen", "mantelzorgers"}


def test_advisers_and_whom_they_support(tmp_path: Path) -> None:
    net = Loaded(tmp_path, ["adviseurs-per-gemeente.xlsx"])
    advisers = {node.name for node in net.network.nodes.values() if node.properties.get("appointments")}
    assert advisers == {"Kyra Garret", "Floris de Reede"}
    kyra = {target for origin, target in net.relations("supports") if origin == "Kyra Garret"}
    assert kyra == {
        "Adviesraad Sociaal Domein Elzenrade",
        "Participatieraad Lagerhei",
        "Elzenrade",
        "Lagerhei",
        "Kraaiendonk",
    }
    first = net.one("supports", "Kyra Garret", "Adviesraad Sociaal Domein Elzenrade")
    assert (first.properties["hours_per_month"], first.until) == (12.5, date(2027, 1, 1))
    # "heden" is an end that is open.
    assert net.one("supports", "Floris de Reede", "Adviesraad Sociaal Domein Zandermeer").until is None
    # The merged region holds for three rows.
    veenrand = {origin for origin, target in net.relations("part_of") if target == "Veenrand"}
    assert veenrand == {"Elzenrade", "Lagerhei", "Kraaiendonk"}


def test_all_seven_together(tmp_path: Path) -> None:
    names = sorted(path.name for path in LISTS.iterdir())
    net = Loaded(tmp_path, names)
    assert [result.status for result in net.results] == ["new"] * 7
    assert all(not result.loaded.problems for result in net.results)
    # "ASD Zandermeer" is the council when it is known.
    assert "ASD Zandermeer" not in net.names("council")

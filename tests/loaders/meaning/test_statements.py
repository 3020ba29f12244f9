"""What the rows of each sheet say: nodes, relations, their dates, properties and evidence."""

from __future__ import annotations

from datetime import date

import pytest

from graph.model import Evidence, Node, Relation
from loaders.base import Table
from loaders.meaning.wording import problem_fields
from tests.loaders.sheets import (
    MUNICIPALITIES,
    found,
    good,
    load,
    municipalities,
    nodes,
    only_problem,
    relations,
    table,
    triples,
)

PERSONS = table("personen", "id,naam", ["p1", "Fenna Fictief"], ["p2", "Bo Bedacht"])
COUNCILS = table(
    "raden", "id,naam,gemeente", ["r1", "Adviesraad Haarlem", "Haarlem"], ["r2", "Wmo-raad Beverwijk", "GM0375"]
)
PLATFORMS = table("platforms", "id,naam", ["pl1", "Regiotafel"])


def row_of(*tables: Table, type_: str) -> Relation:
    """Return the only relation of a type."""
    (relation,) = relations(good(*tables), type_)
    return relation


def test_a_municipality_with_everything() -> None:
    loaded = good(
        table(
            "Gemeenten",
            "ID,Naam,Provincie,Regio's,Inwoners,Breedtegraad,Lengtegraad,Participatievormen,Bevestigd,Bron,Opmerking,Plaatshouder",
            [
                "GM0375",
                " Beverwijk",
                "Noord-Holland",
                "IJmond; Zuid-Kennemerland",
                "41.000",
                "52,48",
                4.66,
                "burgerpanel",
                "2026-09",
                "CBS",
                "let op",
                "nee",
            ],
        )
    )
    sources = (Evidence(source="lijst", where="Gemeenten!2", note="CBS"),)
    confirmed = date(2026, 9, 1)
    assert nodes(loaded)["municipality:GM0375"] == Node(
        id="municipality:GM0375",
        kind="municipality",
        name="Beverwijk",
        last_confirmed=confirmed,
        properties={
            "population": 41000,
            "latitude": 52.48,
            "longitude": 4.66,
            "participation_forms": ["burgerpanel"],
            "placeholder": False,
            "note": "let op",
        },
        sources=sources,
    )
    assert relations(loaded) == [
        Relation(
            relation="part_of",
            origin="municipality:GM0375",
            target=f"region:{key}",
            last_confirmed=confirmed,
            sources=sources,
        )
        for key in ("noord-holland", "ijmond", "zuid-kennemerland")
    ]


def test_a_council() -> None:
    loaded = good(
        municipalities(),
        PERSONS,
        table(
            "raden",
            "id,naam,type,gemeente,wetten,thema's,doelgroepen,rollen,via,sinds,tot en met,bevestigd,opmerking",
            [
                "r1",
                "Adviesraad",
                "asd",
                "Haarlem;GM0375",
                "Wmo; Jeugdwet",
                "inkoop",
                "ouderen",
                "agenderen",
                "Bo Bedacht",
                "2015",
                "2017",
                "1-9-2026",
                "n",
            ],
        ),
    )
    council = nodes(loaded)["council:r1"]
    assert council.properties == {"type": "advisory_council", "roles": ["set_agenda"], "note": "n"}
    assert (council.since, council.until) == (date(2015, 1, 1), date(2018, 1, 1))
    advises = relations(loaded, "advises")
    assert [each.target for each in advises] == ["municipality:GM0392", "municipality:GM0375"]
    for each in advises:
        assert each.properties == {"laws": ["Wmo", "Jeugdwet"]}
        assert each.carriers == ("person:p2",)
        # The dates and the remark are those of the council itself.
        assert (each.since, each.until, each.last_confirmed) == (None, None, date(2026, 9, 1))
    assert triples(loaded, "covers") == {
        ("covers", "council:r1", f"topic:{key}") for key in ("wmo", "jeugdwet", "inkoop", "ouderen")
    }
    topics = nodes(loaded, "topic")
    assert {id_: node.properties["type"] for id_, node in topics.items()} == {
        "topic:wmo": "law",
        "topic:jeugdwet": "law",
        "topic:inkoop": "theme",
        "topic:ouderen": "target_group",
    }
    assert all(node.mention for node in topics.values())


def test_a_client_organisation_and_an_institution() -> None:
    loaded = good(
        municipalities(),
        table("regions", "name,type", ["IJmond", "cooperation"]),
        table("clientenorganisaties", "naam,niveau,actief in", ["Ouderenbond", "provinciaal", "Haarlem; IJmond"]),
        table("institutions", "name,type,active_in", ["Werkbedrijf", "werkbedrijf", "IJmond"]),
    )
    assert nodes(loaded)["client_organisation:ouderenbond"].properties == {"level": "regional"}
    assert nodes(loaded)["institution:werkbedrijf"].properties == {"type": "werkbedrijf"}
    assert triples(loaded) == {
        ("active_in", "client_organisation:ouderenbond", "municipality:GM0392"),
        ("active_in", "client_organisation:ouderenbond", "region:ijmond"),
        ("active_in", "institution:werkbedrijf", "region:ijmond"),
    }


def test_a_platform_is_convened_by_persons_and_organisations() -> None:
    loaded = good(
        municipalities(),
        PERSONS,
        COUNCILS,
        table(
            "platforms",
            "naam,gemeente,bijeengeroepen door,frequentie",
            ["Regiotafel", "Haarlem", "p1; r1", "elk kwartaal"],
        ),
    )
    assert nodes(loaded)["platform:regiotafel"].properties == {"frequency": "elk kwartaal"}
    assert triples(loaded, "convenes") == {
        ("convenes", "person:p1", "platform:regiotafel"),
        ("convenes", "council:r1", "platform:regiotafel"),
    }
    assert triples(loaded, "active_in") == {("active_in", "platform:regiotafel", "municipality:GM0392")}


def test_a_person_lives_in_a_municipality() -> None:
    loaded = good(
        municipalities(),
        table(
            "personen",
            "naam,e-mail,telefoon,gemeente,plaatshouder,aantal",
            ["Jan", "jan@example.org", 31612345678.0, "haarlem", "ja", "1.200"],
        ),
    )
    assert nodes(loaded)["person:jan"].properties == {
        "email": "jan@example.org",
        "phone": "31612345678",
        "municipality": "municipality:GM0392",
        "placeholder": True,
        "size": 1200,
    }


@pytest.mark.parametrize("written", ["0", "-3", "ruim 100", "12,5"])
def test_a_size_is_a_whole_number(written: str) -> None:
    assert only_problem(table("personen", "naam,aantal", ["leden", written])).value == written


@pytest.mark.parametrize(
    ("written", "stored"), [("zeker", None), ("Afgeleid", "inferred"), ("voorstel", "proposed"), ("", None)]
)
def test_every_statement_of_a_row_is_as_sure_as_the_row(written: str, stored: str | None) -> None:
    loaded = load(
        table("raden", "naam,gemeente,wetten,zekerheid", ["Raad", "Haarlem", "Wmo", written]),
        table("personen", "naam", ["Jan"]),
        table("adviseurs", "persoon,ondersteunt,zekerheid", ["Jan", "Raad", written]),
    )
    assert loaded.problems == []
    told = {each.properties.get("certainty") for each in loaded.statements if each.sources[0].where == "raden!2"}
    # A municipality that is mentioned is not inferred; but when it is only mentioned by a proposal, it is one.
    assert told == ({stored, None} if stored == "inferred" else {stored})
    (supports,) = relations(loaded, "supports")
    (jan, appointment) = [n for n in loaded.statements if isinstance(n, Node) and n.id == "person:jan"]
    assert supports.properties.get("certainty") == stored
    assert jan.properties == {}
    assert appointment.properties.get("certainty") == ("proposed" if stored == "proposed" else None)
    assert loaded.warnings == []
    told_of = {count.sheet: count.proposed for count in loaded.counts}
    assert told_of == {"raden": stored == "proposed", "personen": 0, "adviseurs": stored == "proposed"}


def test_a_seat_has_the_dates_and_the_remark_of_its_row() -> None:
    seat = row_of(
        municipalities(),
        PERSONS,
        COUNCILS,
        table(
            "zetels",
            "persoon,organisatie,rol,sinds,tot,einde termijn,bevestigd,bron,opmerking",
            ["Fenna Fictief", "r1", "voorzitter", "1-3-2019", "2023", "maart 2027", "2026", "notulen", "herkozen"],
        ),
        type_="seat",
    )
    assert seat == Relation(
        relation="seat",
        origin="person:p1",
        target="council:r1",
        since=date(2019, 3, 1),
        until=date(2023, 1, 1),
        last_confirmed=date(2026, 1, 1),
        properties={"role": "chair", "term_end": "2027-03-31", "note": "herkozen"},
        sources=(Evidence(source="lijst", where="zetels!2", note="notulen"),),
    )


def test_a_contact_names_who_keeps_it_alive() -> None:
    contact = row_of(
        municipalities(),
        PERSONS,
        COUNCILS,
        table(
            "contacten",
            "organisatie_a,organisatie b,via,frequentie,laatste contact",
            ["r1", "r2", "p1; p2; p1", "maandelijks", "2026-09-12"],
        ),
        type_="contact",
    )
    assert (contact.origin, contact.target) == ("council:r1", "council:r2")
    assert contact.carriers == ("person:p1", "person:p2")
    assert contact.properties == {"frequency": "maandelijks", "last_contact": "2026-09-12"}


def test_a_participation() -> None:
    participates = row_of(
        municipalities(),
        PERSONS,
        COUNCILS,
        PLATFORMS,
        table("deelnames", "organisatie,platform,via", ["r1", "pl1", "p1"]),
        type_="participates",
    )
    assert (participates.origin, participates.target, participates.carriers) == (
        "council:r1",
        "platform:pl1",
        ("person:p1",),
    )


def test_a_meeting_exists_from_its_date() -> None:
    loaded = good(
        PERSONS,
        table(
            "bijeenkomsten",
            "naam,datum,plaats,bijeengeroepen door,thema's",
            ["Inkoopdag", date(2026, 9, 12), "Haarlem", "p1", "inkoop"],
        ),
        table("aanwezigen", "bijeenkomst,persoon,organisatie", ["Inkoopdag", "p2", "Adviesraad Haarlem"]),
        municipalities(),
        COUNCILS,
    )
    meeting = nodes(loaded)["meeting:inkoopdag-2026-09-12"]
    assert (meeting.since, meeting.until) == (date(2026, 9, 12), None)
    assert meeting.properties == {"date": "2026-09-12", "place": "Haarlem"}
    assert triples(loaded) >= {
        ("convenes", "person:p1", "meeting:inkoopdag-2026-09-12"),
        ("covers", "meeting:inkoopdag-2026-09-12", "topic:inkoop"),
        ("attended", "person:p2", "meeting:inkoopdag-2026-09-12"),
    }
    (attended,) = relations(loaded, "attended")
    assert attended.properties == {"organisation": "council:r1"}


def test_an_adviser_has_an_employer_supports_organisations_and_is_appointed() -> None:
    loaded = good(
        municipalities(),
        PERSONS,
        COUNCILS,
        table("steunorganisaties", "id,naam", ["s1", "Steunpunt"]),
        table(
            "adviseurs",
            "persoon,organisatie,ondersteunt,functies,uren per maand,sinds,tot en met,bevestigd,opmerking",
            ["Fenna Fictief", "s1", "r1; Haarlem", "informeren; verbinden", "12,5", "2016", "2017", "2017", "deeltijd"],
        ),
    )
    since, until = date(2016, 1, 1), date(2018, 1, 1)
    (employer,) = relations(loaded, "employer")
    assert (employer.target, employer.since, employer.until) == ("support_organisation:s1", since, until)
    assert employer.properties == {"note": "deeltijd"}
    supports = relations(loaded, "supports")
    assert [each.target for each in supports] == ["council:r1", "municipality:GM0392"]
    for each in supports:
        assert each.properties == {"functions": ["inform", "connect"], "hours_per_month": 12.5, "note": "deeltijd"}
        assert (each.since, each.until) == (since, until)
    stated = [each for each in loaded.statements if isinstance(each, Node) and each.id == "person:p1"]
    assert [each.properties for each in stated] == [
        {},
        {
            "appointments": [
                {
                    "functions": ["inform", "connect"],
                    "hours_per_month": 12.5,
                    "since": "2016-01-01",
                    "until": "2018-01-01",
                }
            ]
        },
    ]
    assert stated[1].name == "Fenna Fictief"
    assert not stated[1].mention


def test_an_adviser_of_whom_only_the_appointment_is_known() -> None:
    known = [Node(id="person:x", kind="person", name="Sam Steun")]
    loaded = good(table("advisers", "person,hours_per_month,note", ["sam steun", 8, "tijdelijk"]), known=known)
    assert loaded.statements == [
        Node(
            id="person:x",
            kind="person",
            name="Sam Steun",
            properties={"appointments": [{"hours_per_month": 8.0, "since": None, "until": None}], "note": "tijdelijk"},
            sources=(Evidence(source="lijst", where="advisers!2"),),
        )
    ]


def test_the_same_relation_twice_in_a_row_is_stated_once() -> None:
    loaded = good(
        table("gemeenten", "naam,provincie,regio's", ["Haarlem", "Noord-Holland", "noord holland; IJmond; ijmond"]),
    )
    assert [each.target for each in relations(loaded)] == ["region:noord-holland", "region:ijmond"]


@pytest.mark.parametrize(
    ("sheet", "header", "row", "code", "column"),
    [
        ("contacten", "organisatie a,organisatie b", ["r1", "Adviesraad Haarlem"], "self-relation", "organisatie b"),
        ("deelnames", "organisatie,platform", ["pl1", "pl1"], "self-relation", "platform"),
        ("zetels", "persoon,organisatie,sinds,tot", ["p1", "r1", "2017", "2017-01-01"], "end-before-start", "tot"),
        ("zetels", "persoon,organisatie,sinds,t/m", ["p1", "r1", "2017", "2016"], "end-before-start", "t/m"),
        ("zetels", "persoon,organisatie,tot,tot en met", ["p1", "r1", "2017", "2017"], "two-ends", "tot en met"),
        (
            "zetels",
            "persoon,organisatie,sinds,einde termijn",
            ["p1", "r1", "2017", "2016"],
            "term-before-start",
            "einde termijn",
        ),
        ("zetels", "persoon,organisatie", ["p1", None], "missing-value", "organisatie"),
        ("bijeenkomsten", "naam,datum", ["Inkoopdag", "  "], "missing-value", "datum"),
    ],
)
def test_what_cannot_be_true_in_a_row(sheet: str, header: str, row: list[str | None], code: str, column: str) -> None:
    problem = only_problem(municipalities(), PERSONS, COUNCILS, PLATFORMS, table(sheet, header, row))
    assert (problem.code, problem.place.sheet, problem.place.row, problem.place.column) == (code, sheet, 2, column)


def test_both_ends_may_stand_in_a_row_when_they_agree() -> None:
    seat = row_of(
        municipalities(),
        PERSONS,
        COUNCILS,
        table("zetels", "persoon,organisatie,tot,tot en met", ["p1", "r1", "2018", "31-12-2017"]),
        type_="seat",
    )
    assert seat.until == date(2018, 1, 1)


def test_somebody_who_carries_a_tie_that_the_row_does_not_have() -> None:
    problem = only_problem(PERSONS, table("raden", "naam,gemeente,via", ["Raad zonder gemeente", "", "p1"]))
    assert (problem.code, problem.place.column, problem.value) == ("carrier-without-relation", "via", "p1")


def test_areas_that_lie_in_each_other() -> None:
    problem = only_problem(
        table("regio's", "naam,onderdeel van", ["A", "B"], ["B", "C; D"], ["C", "A"], ["D", ""], ["E", "A"])
    )
    assert (problem.code, problem.place.row, problem.place.column, problem.value) == (
        "circle",
        4,
        "onderdeel van",
        "A > B > C > A",
    )


def test_a_region_that_lies_in_itself() -> None:
    problem = only_problem(table("regio's", "naam,onderdeel van", ["A", "a"]))
    assert problem.code == "self-relation"


def test_blank_rows_are_no_rows() -> None:
    loaded = good(table("personen", "naam,e-mail", ["Jan", None], [None, None], ["  ", ""], ["Piet", None]))
    assert list(nodes(loaded)) == ["person:jan", "person:piet"]
    assert [(count.sheet, count.read, count.stored, count.left_out) for count in loaded.counts] == [
        ("personen", 2, 2, 0)
    ]
    assert nodes(loaded)["person:piet"].sources[0].where == "personen!5"


def test_everything_wrong_is_reported_at_once() -> None:
    loaded = load(
        table("personen", "naam,e-mail,sinds", ["", "geen adres", "31-2-2017"], ["Jan", "", "ooit"]),
        table("zetels", "persoon,organisatie", ["Jan", "Niemand; Iemand"], ["Kees", "Nergens"]),
    )
    assert found(loaded.problems) == [
        ("bad-email", "personen", 2, "e-mail", "geen adres"),
        ("bad-date", "personen", 2, "sinds", "31-2-2017"),
        ("missing-value", "personen", 2, "naam", ""),
        ("bad-date", "personen", 3, "sinds", "ooit"),
        ("one-expected", "zetels", 2, "organisatie", "Niemand; Iemand"),
        ("unknown-reference", "zetels", 3, "persoon", "Kees"),
        ("unknown-reference", "zetels", 3, "organisatie", "Nergens"),
    ]
    assert loaded.statements == []
    assert loaded.only_rows


def test_a_comma_between_topics_is_told_once_with_its_place() -> None:
    raden = table(
        "raden",
        "naam,gemeente,wetten,thema's",
        ["A", "Haarlem", "Wmo, zorg", "inkoop; vervoer"],
        ["B", "Haarlem", "Wmo, zorg", ""],
    )
    loaded = load(table("gemeenten", "id,naam", *MUNICIPALITIES), raden)
    assert loaded.problems == []
    assert [(w.code, w.value, w.place.sheet, w.place.row, w.place.column) for w in loaded.warnings] == [
        ("comma-in-topic", "Wmo, zorg", "raden", 2, "wetten")
    ]


def test_a_comma_between_choices_or_names_is_told_with_the_problem() -> None:
    people = table("personen", "naam", ["Jan"], ["Piet"], ["Bond"])
    adviseurs = table("adviseurs", "persoon,functies", ["Jan", "informeren, varen"], ["Piet", "zwemmen"])
    contacten = table("contacten", "organisatie a,organisatie b,via", ["A", "B", "Jan, Kees"])
    bonden = table("cliëntenorganisaties", "naam", ["A"], ["B"])
    problems = load(people, adviseurs, contacten, bonden).problems
    hints = ["puntkomma" in problem_fields(problem, "nl")["suggestion"] for problem in problems]
    assert [(p.code, hint) for p, hint in zip(problems, hints, strict=True)] == [
        ("unknown-value", True),
        ("unknown-value", False),
        ("unknown-reference", True),
    ]


def test_a_comma_between_choices_that_are_known_separates_them() -> None:
    people = table("personen", "naam", ["Jan"])
    loaded = load(people, table("adviseurs", "persoon,functies", ["Jan", "informeren, verbinden en toerusten"]))
    assert loaded.problems == []
    (jan,) = (node for node in loaded.statements if isinstance(node, Node) and "appointments" in node.properties)
    assert jan.properties["appointments"][0]["functions"] == ["inform", "connect", "equip"]
    assert [each.code for each in loaded.warnings] == ["read-as-several"]


def test_an_empty_sheet_that_others_refer_to_in_vain_is_told() -> None:
    councils, seats = table("raden", "naam", ["Raad"]), table("zetels", "persoon,organisatie", ["Puk", "Raad"])
    loaded = load(table("personen", "naam"), councils, seats)
    assert [problem.code for problem in loaded.problems] == ["unknown-reference"]
    assert [(each.code, each.place.sheet) for each in loaded.warnings] == [("empty-sheet", "personen")]
    assert good(table("personen", "naam"), table("platforms", "naam"), councils)
    assert load(table("platforms", "naam"), councils).warnings == []

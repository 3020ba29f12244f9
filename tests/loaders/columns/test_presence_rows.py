"""Who was there as rows: on whose behalf, who signed, and lists of who takes part in a platform."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.network import Network
from tests.loaders.columns.test_members import workbook
from tests.loaders.columns.test_small_lists import read, ties


def there(network: Network) -> set[tuple[str, str, str]]:
    """Return who was where, and on whose behalf."""
    nodes = network.nodes
    return {
        (
            nodes[each.origin].name,
            f"{nodes[each.target].name} {nodes[each.target].properties['date']}",
            nodes[of].name if (of := each.properties.get("organisation")) else "",
        )
        for each in network.relations
        if each.relation == "attended"
    }


def test_a_row_for_everybody_at_every_meeting(tmp_path: Path) -> None:
    network, _ = read(
        tmp_path,
        """Datum;Bijeenkomst;Naam;Organisatie;Aanwezig
        5-2-2026;Regiotafel Twente;Xavi Yon;ASD Almelo;Ja
        5-2-2026;Regiotafel Twente;Yara Zon;KBO Almelo;Afgemeld
        2-4-2026;Regiotafel Twente;Xavi Yon;ASD Almelo;Nee
        2-4-2026;Regiotafel Twente;Yara Zon;KBO Almelo;Ja""",
    )
    assert there(network) == {
        ("Xavi Yon", "Regiotafel Twente 2026-02-05", "ASD Almelo"),
        ("Yara Zon", "Regiotafel Twente 2026-04-02", "KBO Almelo"),
    }
    assert not ties(network, "seat", "convenes")


def test_who_is_in_a_list_of_meetings_was_there(tmp_path: Path) -> None:
    network, _ = read(tmp_path, "Datum;Bijeenkomst;Deelnemer;Organisatie\n5-2-2026;Regiotafel;Xavi Yon;ASD Almelo")
    assert there(network) == {("Xavi Yon", "Regiotafel 2026-02-05", "ASD Almelo")}
    assert not ties(network, "seat", "convenes")


def test_of_which_meetings_is_asked_where_nothing_says_it(tmp_path: Path) -> None:
    _, result = read(tmp_path, "Datum;Naam;Organisatie;Aanwezig\n5-2-2026;Xavi Yon;ASD Almelo;Ja")
    assert [each.code for each in result.loaded.problems] == ["list-whose-meetings"]


@pytest.mark.parametrize("header", ["Paraaf", "Handtekening"])
def test_who_did_not_sign_is_not_counted_and_told(header: str, tmp_path: Path) -> None:
    network, result = read(
        tmp_path,
        f"""Presentielijst Platform Jeugd Eemsdelta, 3 maart 2026
        Naam;Organisatie;{header}
        Pe Rip;ASD Eemsdelta;PR
        Te Uip;MEE Groningen;
        Vi Vos;KBO Delfzijl;afgemeld""",
    )
    assert there(network) == {("Pe Rip", "Platform Jeugd Eemsdelta 2026-03-03", "ASD Eemsdelta")}
    told = {each.value for each in result.loaded.warnings if each.code == "list-not-signed"}
    assert told == {"Te Uip", "Vi Vos"}
    assert "Organisatie: MEE Groningen" in network.nodes["person:te-uip"].properties["unread"]


def carried(network: Network) -> set[tuple[str, str, str]]:
    """Return which organisation takes part in what, and by whom."""
    nodes = network.nodes
    return {
        (nodes[each.origin].name, nodes[each.target].name, "; ".join(nodes[id_].name for id_ in each.carriers))
        for each in network.relations
        if each.relation == "participates"
    }


def test_a_title_may_say_in_which_platform_the_organisations_take_part(tmp_path: Path) -> None:
    network, result = read(
        tmp_path,
        """Deelnemers Platform Toegankelijkheid Emmen
        Naam;Organisatie;E-mail;Rol
        Vag Wag;KBO Emmen;v@x.example;voorzitter
        Wag Xag;ASD Emmen;w@x.example;""",
    )
    assert carried(network) == {
        ("KBO Emmen", "Platform Toegankelijkheid Emmen", "Vag Wag"),
        ("ASD Emmen", "Platform Toegankelijkheid Emmen", "Wag Xag"),
    }
    assert "list-taking-part" in {each.code for each in result.loaded.warnings}
    # Whose chair she is, is not said.
    assert "chair" not in {each.properties.get("role") for each in network.relations}
    assert network.nodes["person:vag-wag"].properties["unread"] == "Rol: voorzitter"


def test_a_sheet_may_be_called_as_the_platform(tmp_path: Path) -> None:
    header = "Organisatie;Vertegenwoordiger;E-mail\n"
    network, _ = workbook(
        tmp_path,
        {
            "Armoedetafel Eemsdelta": f"{header}ASD Eemsdelta;Ue Vip;ue@x.example\nKBO Delfzijl;Ve Wip;ve@x.example",
            "Platform GGZ Noord": f"{header}ASD Eemsdelta;Ue Vip;ue@x.example",
        },
    )
    assert carried(network) == {
        ("ASD Eemsdelta", "Armoedetafel Eemsdelta", "Ue Vip"),
        ("KBO Delfzijl", "Armoedetafel Eemsdelta", "Ve Wip"),
        ("ASD Eemsdelta", "Platform GGZ Noord", "Ue Vip"),
    }


@pytest.mark.parametrize("title", ["Contactenlijst netwerk Veenrand", "Ledenlijst Wmo-raad Ede", "Deelnemers"])
def test_other_titles_are_no_platform(title: str, tmp_path: Path) -> None:
    network, _ = read(tmp_path, f"{title}\nNaam;Organisatie;E-mail\nVag Wag;KBO Emmen;v@x.example")
    assert not carried(network)


def test_meetings_as_rows_and_people_as_columns(tmp_path: Path) -> None:
    network, result = read(
        tmp_path,
        """Aanwezigheid Platform Armoede Enschede
        Datum;Anna Visser;Ben Kuiper;Cor van Dam
        20-1-2026;x;x;a
        17-3-2026;x;a;x""",
    )
    assert result.status == "new", result.loaded.problems
    assert there(network) == {
        ("Anna Visser", "Platform Armoede Enschede 2026-01-20", ""),
        ("Ben Kuiper", "Platform Armoede Enschede 2026-01-20", ""),
        ("Anna Visser", "Platform Armoede Enschede 2026-03-17", ""),
        ("Cor van Dam", "Platform Armoede Enschede 2026-03-17", ""),
    }
    assert not ties(network, "seat")


def test_of_meetings_as_rows_it_is_asked_whose_they_are(tmp_path: Path) -> None:
    _, result = read(tmp_path, "Datum;Anna Visser;Ben Kuiper\n20-1-2026;x;a\n17-3-2026;x;x")
    assert [each.code for each in result.loaded.problems] == ["list-whose-meetings"]


def test_marks_under_people_are_asked_as_well(tmp_path: Path) -> None:
    _, result = read(tmp_path, "Platform Zorg Ede\nDatum;Anna Visser;Ben Kuiper\n20-1-2026;A;-\n17-3-2026;A;A")
    assert [each.code for each in result.loaded.problems] == ["list-marks"]


def test_platforms_as_rows_and_people_as_columns(tmp_path: Path) -> None:
    network, _ = read(tmp_path, "Platform;Anna Visser;Ben Kuiper\nPlatform Zorg Ede;x;\nPlatform Wonen Ede;x;x")
    assert ties(network) == {
        ("Anna Visser", "seat", "Platform Zorg Ede"),
        ("Anna Visser", "seat", "Platform Wonen Ede"),
        ("Ben Kuiper", "seat", "Platform Wonen Ede"),
    }


@pytest.mark.parametrize(
    ("cells", "kept"),
    [(("8", "4", "", "12"), "Emmen: 8\nCoevorden: 4"), (("x", "x", "-", "x"), None), (("4,5", "0,5", "0", "12"), "")],
)
def test_whom_advisers_support_as_columns(cells: tuple[str, ...], kept: str | None, tmp_path: Path) -> None:
    network, _ = read(
        tmp_path,
        f"""Adviseur;Emmen;Coevorden
        Gef Hif;{cells[0]};{cells[1]}
        Fef Gif;{cells[2]};{cells[3]}""",
    )
    assert ties(network, "supports") == {
        ("Gef Hif", "supports", "Emmen"),
        ("Gef Hif", "supports", "Coevorden"),
        ("Fef Gif", "supports", "Coevorden"),
    }
    if kept:
        assert network.nodes["person:gef-hif"].properties["unread"] == kept

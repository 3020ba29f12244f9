"""What stands above columns of crosses: meetings in all sorts of writing, years, platforms, and what is none of these."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.network import Network
from tests.loaders.columns.test_small_lists import read, ties


def met(network: Network) -> set[str]:
    """Return the meetings: ``AV 2026-01-12``."""
    return {f"{node.name} {node.properties['date']}" for node in network.nodes.values() if node.kind == "meeting"}


def crossed(first: str, second: str, title: str = "Presentie Platform Wonen Emmen 2026") -> str:
    return f"{title}\nNaam;Namens;{first};{second}\nNo Oaq;KBO Emmen;x;x\nOp Par;ASD Emmen;-;x"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("AV 12-1-2026", "Verg. 9-3-2026", {"AV 2026-01-12", "Verg. 2026-03-09"}),
        ("12-1-2026 AV", "DB 9 maart 2026", {"AV 2026-01-12", "DB 2026-03-09"}),
        ("Overleg 1 (12-1)", "Overleg 2 (9-3)", {"Overleg 1 2026-01-12", "Overleg 2 2026-03-09"}),
        ("12 jan", "9 mrt.", {"Platform Wonen Emmen 2026-01-12", "Platform Wonen Emmen 2026-03-09"}),
        ("ma 12-01", "ma 9-03", {"Platform Wonen Emmen 2026-01-12", "Platform Wonen Emmen 2026-03-09"}),
        ("mrt", "mei", {"Platform Wonen Emmen 2026-03-01", "Platform Wonen Emmen 2026-05-01"}),
        ("Q1", "2e kwartaal", {"Platform Wonen Emmen 2026-01-01", "Platform Wonen Emmen 2026-04-01"}),
        ("Q1 2025", "maart 2025", {"Platform Wonen Emmen 2025-01-01", "Platform Wonen Emmen 2025-03-01"}),
    ],
)
def test_a_header_with_a_day_is_a_meeting(first: str, second: str, expected: set[str], tmp_path: Path) -> None:
    network, result = read(tmp_path, crossed(first, second))
    assert result.status == "new", result.loaded.problems
    assert met(network) == expected
    assert len(ties(network, "attended")) in (2, 3)
    assert not ties(network, "seat")
    assert {each.name for each in network.nodes.values() if each.kind == "platform"} == {"Platform Wonen Emmen"}


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [("1e overleg", "2e overleg", "list-no-day"), ("mrt", "mei", "list-year"), ("AV 12-1", "AV 9-3", "list-year")],
)
def test_a_meeting_without_its_day_is_told(first: str, second: str, code: str, tmp_path: Path) -> None:
    _, result = read(tmp_path, crossed(first, second, "Presentie Platform Wonen Emmen"))
    assert [each.code for each in result.loaded.problems] == [code]


def test_days_may_stand_above_the_headers_and_sums_are_no_meetings(tmp_path: Path) -> None:
    network, _ = read(
        tmp_path,
        """Presentie Platform Wonen Emmen
        ;;12-1-2026;9-3-2026;;
        Naam;Namens;1e overleg;2e overleg;% aanwezig;totaal
        Ij Kan;KBO Emmen;x;x;100%;2
        Jk Lao;ASD Emmen;-;x;50%;1""",
    )
    assert met(network) == {"1e overleg 2026-01-12", "2e overleg 2026-03-09"}
    assert {node.name for node in network.nodes.values() if node.kind == "person"} == {"Ij Kan", "Jk Lao"}
    assert len(ties(network, "attended")) == 3


def seats(network: Network) -> set[tuple[str, str, str, str]]:
    """Return who sits where: the name, since, until, and the role or the end of the term."""
    return {
        (
            network.nodes[each.origin].name,
            str(each.since),
            str(each.until),
            str(each.properties.get("term_end") or each.properties.get("role") or ""),
        )
        for each in network.relations
        if each.relation == "seat"
    }


def test_crosses_under_years_are_who_sat_there(tmp_path: Path) -> None:
    network, result = read(
        tmp_path,
        """ASD Midden-Drenthe
        Naam;2022;2023;2024;2025
        Mo Nil;x;x;;x
        No Oil;;x;x;x""",
    )
    assert not met(network)
    assert seats(network) == {
        ("Mo Nil", "2022-01-01", "2024-01-01", ""),
        ("Mo Nil", "2025-01-01", "2026-01-01", ""),
        ("No Oil", "2023-01-01", "2026-01-01", ""),
    }
    assert "list-years-told" in {each.code for each in result.loaded.warnings}


@pytest.mark.parametrize("years", ["2024;2025", "Jaar 2024;Jaar 2025"])
def test_roles_under_years_are_seats(years: str, tmp_path: Path) -> None:
    network, _ = read(tmp_path, f"ASD Ede\nNaam;{years}\nMo Nil;lid;voorzitter\nNo Oil;lid;lid")
    assert seats(network) == {
        ("Mo Nil", "2024-01-01", "2025-01-01", "member"),
        ("Mo Nil", "2025-01-01", "2026-01-01", "chair"),
        ("No Oil", "2024-01-01", "2026-01-01", "member"),
    }


def test_crosses_in_a_list_of_terms_are_when_they_end(tmp_path: Path) -> None:
    network, _ = read(
        tmp_path,
        """Rooster van aftreden Wmo-raad Veendam
        Naam;Functie;2025;2026;2027
        Fe Gop;voorzitter;;X;
        He Iop;lid;;;X""",
    )
    assert not met(network)
    assert {(name, end) for name, _, _, end in seats(network)} == {("Fe Gop", "2026-12-31"), ("He Iop", "2027-12-31")}


@pytest.mark.parametrize("title", ["ASD Ede", "Presentie ASD Ede"])
def test_years_that_may_be_anything_are_asked(title: str, tmp_path: Path) -> None:
    _, result = read(tmp_path, f"{title}\nNaam;2024;2025\nMo Nil;x;\nNo Oil;;x")
    assert [each.code for each in result.loaded.problems] == ["list-years"]


def test_columns_of_noughts_and_ones_are_no_platforms(tmp_path: Path) -> None:
    network, _ = read(tmp_path, "Naam;Organisatie;dna;mistake_witness\nMo Nil;KBO Ede;1;0\nNo Oil;PCOB Ede;0;1")
    assert not [node.name for node in network.nodes.values() if node.kind == "platform"]
    assert network.nodes["person:mo-nil"].properties["unread"].splitlines() == ["dna: 1", "mistake_witness: 0"]


def test_crosses_under_what_may_be_anything_are_told_and_kept(tmp_path: Path) -> None:
    network, result = read(tmp_path, "Naam;Organisatie;dna;getuige\nMo Nil;KBO Ede;x;\nNo Oil;PCOB Ede;;x")
    told = {(each.code, each.value) for each in result.loaded.warnings}
    assert {("list-column-doubtful", "dna"), ("list-column-doubtful", "getuige")} <= told
    assert not [node.name for node in network.nodes.values() if node.kind == "platform"]
    assert network.nodes["person:mo-nil"].properties["unread"] == "dna: x"


def test_a_title_may_say_that_columns_are_platforms(tmp_path: Path) -> None:
    network, _ = read(tmp_path, "Deelname aan platforms\nOrganisatie;Wonen Ede;Vervoer\nKBO Ede;x;\nPCOB Ede;x;x")
    assert ties(network, "participates") == {
        ("KBO Ede", "participates", "Wonen Ede"),
        ("PCOB Ede", "participates", "Wonen Ede"),
        ("PCOB Ede", "participates", "Vervoer"),
    }


def test_names_under_platforms_go_there(tmp_path: Path) -> None:
    network, _ = read(
        tmp_path,
        """Organisatie;Platform Ouderen;Platform Wonen
        KBO Emmen;Oe Pel;Pe Rel, Ti Val
        ASD Emmen;Re Sel;-
        MEE Drenthe;-;Se Tel""",
    )
    carried = {
        (network.nodes[each.origin].name, network.nodes[each.target].name): {
            network.nodes[id_].name for id_ in each.carriers
        }
        for each in network.relations
        if each.relation == "participates"
    }
    assert carried == {
        ("KBO Emmen", "Platform Ouderen"): {"Oe Pel"},
        ("KBO Emmen", "Platform Wonen"): {"Pe Rel", "Ti Val"},
        ("ASD Emmen", "Platform Ouderen"): {"Re Sel"},
        ("MEE Drenthe", "Platform Wonen"): {"Se Tel"},
    }


def test_whose_the_years_are_is_asked(tmp_path: Path) -> None:
    _, result = read(tmp_path, "Naam;2024;2025\nMo Nil;x;x\nNo Oil;;x")
    assert [each.code for each in result.loaded.problems] == ["list-whose"]


def test_organisations_at_meetings_take_part_and_the_meetings_are_there(tmp_path: Path) -> None:
    network, _ = read(
        tmp_path, "Aanwezigheid Platform Zorg Ede 2026\nOrganisatie;12 jan;9 mrt\nKBO Ede;x;x\nASD Ede;x;-"
    )
    assert met(network) == {"Platform Zorg Ede 2026-01-12", "Platform Zorg Ede 2026-03-09"}
    assert ties(network, "participates", "seat") == {
        ("KBO Ede", "participates", "Platform Zorg Ede"),
        ("ASD Ede", "participates", "Platform Zorg Ede"),
    }


def test_roles_under_a_committee_are_seats_in_it(tmp_path: Path) -> None:
    network, _ = read(tmp_path, "Wmo-raad Ede\nNaam;Commissie Jeugd\nAns Bol;voorzitter\nBas Col;lid")
    assert {(who, at) for who, _, at in ties(network, "seat")} >= {
        ("Ans Bol", "Commissie Jeugd"),
        ("Bas Col", "Commissie Jeugd"),
    }


@pytest.mark.parametrize("headers", ["jan;feb", "12-1-2026;9-3-2026", "2024;2025"])
def test_what_was_paid_is_no_presence(headers: str, tmp_path: Path) -> None:
    network, _ = read(
        tmp_path, f"Contributie Seniorenraad Ede 2026\nNaam;Functie;{headers}\nAns Bol;lid;x;x\nBas Col;lid;x;-"
    )
    assert not met(network)
    assert network.nodes["person:ans-bol"].properties["unread"].count("x") == 2
    assert {at for _, _, at in ties(network, "seat")} == {"Seniorenraad Ede"}

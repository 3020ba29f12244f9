"""`plan` on the command line: introductions, a meeting, a succession."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from queries.plan.targets import WEIGHTS
from tests.knooppunt.command_line import DAY, EXAMPLES, done, run

PLANS = (("--introductions", "3"), ("--meeting", "4"), ("--succession", "person:quinn-blom"))


def test_introductions_name_who_to_whom_by_whom_and_what_it_does(region: Path) -> None:
    data = done("--file", region, "plan", "--introductions", "11", "--on", DAY, "--format", "json").data
    mend, first = data["introductions"][:2]
    # What was lost comes first, then what does most.
    assert [one["mends"] for one in data["introductions"]] == [True] + 10 * [False]
    assert {one["id"] for one in mend["organisations"]} == {
        "council:adviesraad-rietwolde",
        "council:burgerpanel-duinkant",
    }
    assert first["safe_pairs"] == max(one["safe_pairs"] for one in data["introductions"])
    # The two who hold the region together (examples/voorbeeldregio/README.md) stand between those who are introduced.
    between = {person["id"] for one in data["introductions"] for person in one["between"]}
    assert between >= {"person:kyra-garret", "person:guus-jansse"}
    assert data["before"]["connected_pairs"] == 2146
    assert data["after"]["hanging_pairs"] == 0
    assert data["after"]["expected_links"] < data["before"]["expected_links"]
    reached = [id_ for one in data["introductions"] for id_ in one["reaches"]]
    assert data["before"]["unreached_needs"] - data["after"]["unreached_needs"] == len(reached) > 0
    assert data["least_contacts"] == data["needed_contacts"] == 4
    assert data["weights"] == {**WEIGHTS, "near": 1.0, "regional": 0.9, "far": 0.6, "unintroduced": 0.5}
    closes = [id_ for one in data["introductions"] for id_ in one["closes"]]
    assert "expected-link:council:clientenraad-woonzorg-wilgermond:council:participatieraad-wilgermond" in closes
    # Nobody can introduce those who stand apart; for all others somebody can.
    (apart,) = [one for one in data["introductions"] if one["yourself"] and not one["mends"]]
    assert apart["joined_pairs"] and None not in apart["call"]
    assert [person["id"] for person in apart["advisers"]] == ["person:floris-de-reede"]


def _accept(file: Path, ids: list[str], until: str = "2027-06-01") -> None:
    for id_ in ids:
        done("--file", file, "decide", id_, "--on", DAY, "--status", "accepted", "--until", until)


def test_what_is_accepted_neither_drives_a_plan_nor_counts_in_it(own_region: Path) -> None:
    def ask(*options: str) -> Any:
        return done("--file", own_region, *options, "--on", DAY, "--format", "json").data

    links = [one["id"] for one in ask("missing", "--kind", "expected-link")["findings"]]
    first = ask("plan", "--introductions", "20")
    reached = [id_ for one in first["introductions"] for id_ in one["reaches"]]
    assert first["before"]["expected_links"] == len(links) and first["left_out"] == [] and reached
    accepted = [*links, reached[0], "cut-person:person:kyra-garret"]
    _accept(own_region, accepted)
    for what in (("--introductions", "20"), ("--meeting", "12")):
        data = ask("plan", *what)
        assert data["before"]["expected_links"] == data["after"]["expected_links"] == 0
        assert data["before"]["unreached_needs"] == first["before"]["unreached_needs"] - 1
        assert data["before"]["hanging_pairs"] < first["before"]["hanging_pairs"]
        chosen = data.get("introductions") or data["invitations"]
        assert not any(one["closes"] for one in chosen)
        assert not any(reached[0] in one["reaches"] for one in chosen)
        assert "Kyra Garret" not in " ".join(one["text"] for one in chosen)
        assert set(data["left_out"]) == {*accepted} and data["findings"] == []
    assert f"{len(accepted)} uitkomsten die u geaccepteerd hebt" in " ".join(
        done("--file", own_region, "plan", "--meeting", "4", "--on", DAY).out.split()
    )
    # From that day on they count again.
    later = done("--file", own_region, "plan", "--meeting", "4", "--on", "2027-06-01", "--format", "json").data
    assert later["before"]["expected_links"] >= len(links) and later["left_out"] == []


def test_partners_get_the_same_acceptance_although_they_know_no_name(own_region: Path) -> None:
    _accept(own_region, ["cut-person:person:timo-van-spreuwel"])
    ask = ("--file", own_region, "plan", "--introductions", "4", "--on", DAY, "--format", "json")
    data = done(*ask, "--audience", "partners").data
    assert len(data["left_out"]) == 1 and "timo" not in data["left_out"][0]
    # What hangs on two persons by a tie that is private is not told: it counts as joined whoever leaves.
    assert 0 < data["before"]["hanging_pairs"] <= done(*ask).data["before"]["hanging_pairs"]


@pytest.mark.parametrize("what", PLANS)
def test_json_has_what_every_question_has(region: Path, what: tuple[str, str]) -> None:
    data = done("--file", region, "plan", *what, "--on", DAY, "--format", "json").data
    fragile = done("--file", region, "fragile", "--on", DAY, "--format", "json").data
    assert [data[key] for key in ("command", "on", "scope", "network")] == [
        "plan",
        *(fragile[key] for key in ("on", "scope", "network")),
    ]
    known = {
        one["id"]: one for one in done("--file", region, "missing", "--on", DAY, "--format", "json").data["findings"]
    }
    if what[0] == "--succession":
        assert [one["id"] for one in data["findings"]] == [
            one["id"] for one in fragile["findings"] if one.get("person", {}).get("id") == what[1]
        ]
        return
    closed = {one["id"]: one for one in data["findings"]}
    assert len(closed) == data["before"]["expected_links"] - data["after"]["expected_links"]
    chosen = data.get("introductions") or data["invitations"]
    assert {id_ for one in chosen for id_ in one["closes"]} <= closed.keys() <= known.keys()
    for id_, one in closed.items():
        assert one["organisations"] == known[id_]["organisations"]


def _lists(folder: Path, **sheets: str) -> Path:
    """Make a network file of lists, of which each line is given."""
    lists = folder / "lijsten"
    lists.mkdir()
    for name, content in sheets.items():
        (lists / f"{name}.csv").write_text(content, encoding="utf-8")
    file = folder / "n.knooppunt"
    done("--file", file, "load", lists)
    return file


def test_advice_that_only_she_carries_is_handed_over(tmp_path: Path) -> None:
    """To a region, and to a municipality where somebody else sits as well."""
    file = _lists(
        tmp_path,
        municipalities="id,name\nGM1,Dorp\n",
        regions="id,name\nr,Regio R\n",
        councils="id,name,municipality,region,via\nc,Raad,GM1,,an\nd,Regioraad,,Regio R,bo\n",
        persons="id,name\nan,An\nbo,Bo\nci,Ci\n",
        seats="person,organisation\nci,c\nci,GM1\n",
    )
    out = {who: " ".join(done("--file", file, "plan", "--succession", who).out.split()) for who in ("An", "Bo", "Ci")}
    assert "het advies van Raad aan gemeente Dorp" in out["An"]
    assert "het advies van Regioraad aan Regio" in out["Bo"]
    assert "Vraag Regioraad wie dit kan doen." in out["Bo"]
    assert "niets over te dragen" not in out["An"] + out["Bo"]
    assert "het advies" not in out["Ci"]


def test_whoever_left_already_is_asked_after_by_name(tmp_path: Path) -> None:
    """What fell away with An is told with who has a seat there, and is the first to mend in a plan of introductions."""
    file = _lists(
        tmp_path,
        councils="id,name\na,Raad A\nb,Raad B\n",
        persons="id,name,until\nan,An Aker,2026-05-01\nbo,Bo Beek,\n",
        contacts="organisation a,organisation b,via\na,b,an\n",
        seats="person,organisation\nbo,a\n",
    )
    ask = ("--file", file, "plan", "--on", DAY)
    out = " ".join(done(*ask, "--succession", "An Aker", "--format", "csv").out.split())
    assert "het contact tussen Raad A en Raad B herstellen" in out and "Bo Beek (Raad A)" in out
    data = done(*ask, "--succession", "An Aker", "--format", "json").data
    assert [one["id"] for one in data["mending"][0]["organisations"]] == ["council:a", "council:b"]
    assert [one["kind"] for one in data["findings"]] == ["orphaned-connection"]
    (one,) = done(*ask, "--introductions", "1", "--format", "json").data["introductions"]
    assert (one["mends"], one["yourself"], one["introducers"]) == (True, True, [])
    assert (
        "Zij hadden contact, maar wie dat onderhield, is weg." in one["text"]
        and "elkaar dan weer bereiken" in one["text"]
    )
    result = run(*ask, "--succession", "An Aker", "--audience", "partners")
    assert result.status == 2 and "Bo" not in result.err


def test_who_has_nothing_to_hand_over_is_said_to_be_in_no_list_alone(tmp_path: Path) -> None:
    file = _lists(
        tmp_path,
        municipalities="id,name\nGM1,Dorp\n",
        councils="id,name,municipality,via\nc,Raad,GM1,an;bo\n",
        persons="id,name\nan,An\nbo,Bo\n",
    )
    out = " ".join(done("--file", file, "plan", "--succession", "An").out.split())
    assert "An heeft niets over te dragen" in out
    assert "geen contact of bijeenkomst met alleen An erbij" in out


@pytest.mark.parametrize(
    ("lang", "words"), [("nl", "Vraag Timo wie er van Raad A bij kan"), ("en", "Ask Timo who else of Raad A")]
)
def test_who_already_knows_both_is_asked_for_somebody_else(tmp_path: Path, lang: str, words: str) -> None:
    """Of one of the two nobody is known, and he is tied to both already: there is nobody to introduce him to."""
    file = _lists(
        tmp_path,
        municipalities="id,name,regions\nGM1,Dorp,R\n",
        regions="id,name\nr,R\n",
        councils="id,name,region,themes\na,Raad A,R,wonen\n",
        platforms="id,name\np,Overleg\n",
        participations="organisation,platform,via\na,p,t;u\n",
        persons="id,name\nt,Timo\nu,Ugo\n",
        seats="person,organisation\nt,GM1\nu,GM1\n",
    )
    needs = tmp_path / "eigen.yaml"
    needs.write_text(
        "- {id: wonen, type: theme, kinds: [council], topics: [wonen], severity: high, source: eigen, "
        "text: {nl: wonen, en: housing}}\n",
        encoding="utf-8",
    )
    ask = ("--file", file, "--lang", lang, "plan", "--introductions", "1", "--needs", needs)
    (one,) = done(*ask, "--format", "json").data["introductions"]
    assert [who and who["id"] for who in one["persons"]] in (["person:t", None], [None, "person:t"])
    assert (one["introducers"], one["yourself"]) == ([], False)
    assert words in done(*ask, "--format", "csv").out


def test_the_indicators_before_are_those_of_health(region: Path) -> None:
    health = done("--file", region, "health", "--on", DAY, "--format", "json").data["indicators"]
    for what in PLANS[:2]:
        data = done("--file", region, "plan", *what, "--on", DAY, "--format", "json").data
        before, after = data["before"]["indicators"], data["after"]["indicators"]
        assert before == health
        assert after["independence"]["value"] > before["independence"]["value"]
        assert after["coverage"] == before["coverage"]
        assert before["connectedness"]["numerator"] == data["before"]["connected_pairs"]
        assert after["connectedness"]["numerator"] == data["after"]["connected_pairs"]


def test_a_need_of_your_own_is_brought_within_reach(own_region: Path, tmp_path: Path) -> None:
    """With one need only: nobody in Elzenrade knows who speaks for people with a mild intellectual disability."""
    needs = tmp_path / "eigen.yaml"
    needs.write_text(
        "- {id: lvb, type: target_group, kinds: [client_organisation, platform], topics: [LVB], severity: critical, "
        "source: eigen, text: {nl: LVB, en: MID}}\n",
        encoding="utf-8",
    )
    ask = ("--file", own_region, "plan", "--introductions", "12", "--needs", needs)
    data = done(*ask, "--on", DAY, "--format", "json").data
    reached = [id_ for one in data["introductions"] for id_ in one["reaches"]]
    assert any(id_.endswith("-coverage:municipality:GM9906:lvb") for id_ in reached)
    assert data["after"]["unreached_needs"] == data["before"]["unreached_needs"] - len(reached)


def test_a_meeting_invites_as_many_as_fit(region: Path) -> None:
    data = done("--file", region, "plan", "--meeting", "5", "--on", DAY, "--format", "json").data
    assert len(data["invitations"]) == 5
    gained = sum(one["safe_pairs"] for one in data["invitations"])
    joined = data["after"]["connected_pairs"] - data["before"]["connected_pairs"]
    assert data["before"]["hanging_pairs"] - data["after"]["hanging_pairs"] == gained - joined > 500
    # What was lost is mended first.
    assert [bool(one["mends"]) for one in data["invitations"]] == [False, True, False, False, False]


def test_a_succession_tells_what_falls_apart_and_who_could_take_over(region: Path) -> None:
    data = done("--file", region, "plan", "--succession", "Kyra Garret", "--on", DAY, "--format", "json").data
    assert (data["parts"], data["pairs_lost"]) == ([56, 10], 560)
    first = data["handovers"][0]
    assert first["what"] == "convening"
    assert [one["id"] for one in first["organisations"]] == ["platform:overleg-adviesraden-veenrand"]
    support = [one for one in data["handovers"] if one["what"] == "support"]
    assert {one["organisations"][0]["id"] for one in support} >= {
        "region:regio-veenrand",
        "council:adviesraad-elzenrade",
    }
    assert all(person["id"] != "person:kyra-garret" for one in data["handovers"] for person in one["to"])
    assert all(one["evidence"] for one in data["handovers"])
    # All hangs on what ties Kraaiendonk and Lagerhei to the others: no row repeats what another row told.
    assert [one["pairs_added"] for one in data["handovers"] if one["pairs_added"]] == [560]
    shown = " ".join(done("--file", region, "plan", "--succession", "Kyra Garret", "--on", DAY).out.split())
    assert shown.count("560 paren") == 2 and "In totaal raken 560 paren elkaar kwijt" in shown


def test_a_succession_shows_what_the_lists_note_of_her_work_within_the_organisation_only(tmp_path: Path) -> None:
    file = tmp_path / "avi.knooppunt"
    done("--file", file, "load", EXAMPLES / "aandacht-voor-iedereen")
    ask = ("--file", file, "plan", "--succession", "person:adviseur-overijssel", "--on", "2017-09-01")
    assert "Verspreidt de agenda" in done(*ask).out
    assert "Verspreidt de agenda" not in done(*ask, "--audience", "partners").out


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("what", PLANS)
def test_every_plan_is_readable_in_every_form(region: Path, lang: str, what: tuple[str, str], tmp_path: Path) -> None:
    ask = ("--file", region, "--lang", lang, "plan", *what, "--on", DAY)
    assert done(*ask).out.strip()
    rows = list(csv.reader(io.StringIO(done(*ask, "--format", "csv").out), delimiter=";"))
    assert len(rows) > 2
    done(*ask, "--format", "xlsx", "--output", tmp_path / "plan.xlsx")
    assert (tmp_path / "plan.xlsx").stat().st_size > 0


@pytest.mark.parametrize("what", PLANS)
def test_the_public_is_told_that_a_plan_needs_people(region: Path, what: tuple[str, str]) -> None:
    result = run("--file", region, "plan", *what, "--on", DAY, "--audience", "public")
    assert (result.status, result.out) == (2, "")
    assert "--audience public" in result.err
    assert len(result.err.strip().split("\n")) == 1


def test_partners_see_no_name_of_a_member(region: Path) -> None:
    ask = ("--file", region, "plan", "--introductions", "4", "--on", DAY, "--format", "csv")
    assert "Dion Jaceps" in done(*ask).out
    partners = done(*ask, "--audience", "partners").out
    assert "Dion Jaceps" not in partners
    assert "Kyra Garret" in partners


def test_exactly_one_plan_at_a_time(region: Path) -> None:
    for options in ((), ("--introductions", "2", "--meeting", "3")):
        result = run("--file", region, "plan", *options)
        assert result.status == 2
        assert "--succession" in result.err


def test_somebody_around_a_region_may_hold_it_together(tmp_path: Path) -> None:
    """Two organisations in Velsen only reach each other through Zeist."""
    file = _lists(
        tmp_path,
        municipalities="id,name\nGM1,Velsen\nGM2,Zeist\n",
        client_organisations="id,name,active_in\na,Bond A,Velsen\nb,Bond B,Velsen\nz,Bond Z,Zeist\ny,Bond Y,Zeist\n",
        persons="id,name\none,Piet Een\ntwo,Piet Twee\nthree,Piet Drie\n",
        seats="person,organisation\none,a\none,z\ntwo,z\ntwo,y\nthree,y\nthree,b\n",
    )
    ask = ("--file", file, "whatif", "--without", "Piet Twee", "--region", "Velsen", "--format", "json")
    told = json.loads(done(*ask).out)
    cut = json.loads(
        done("--file", file, "fragile", "--region", "Velsen", "--kind", "cut-person", "--format", "json").out
    )
    lost = {finding["person"]["name"]: finding["pairs_lost"] for finding in cut["findings"]}
    assert told["pairs_lost"] == lost["Piet Twee"] > 0
    plan = done("--file", file, "plan", "--succession", "Piet Twee", "--region", "Velsen").out
    assert "valt het netwerk om Piet Twee heen uiteen in 2 delen" in " ".join(plan.split())

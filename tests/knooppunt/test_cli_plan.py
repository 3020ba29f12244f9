"""`plan` on the command line: introductions, a meeting, a succession."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from queries.aims import WEIGHTS
from tests.knooppunt.command_line import DAY, EXAMPLES, done, run

PLANS = (("--introductions", "3"), ("--meeting", "4"), ("--succession", "person:quinn-blom"))


def test_introductions_name_who_to_whom_by_whom_and_what_it_does(region: Path) -> None:
    data = done("--file", region, "plan", "--introductions", "6", "--on", DAY, "--format", "json").data
    first = data["introductions"][0]
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
    assert data["weights"] == {**WEIGHTS, "near": 1.0, "regional": 0.9, "far": 0.6}
    closes = [id_ for one in data["introductions"] for id_ in one["closes"]]
    assert "expected-link:council:clientenraad-woonzorg-wilgermond:council:participatieraad-wilgermond" in closes
    (apart,) = [one for one in data["introductions"] if one["joined_pairs"]]
    assert [person["id"] for person in apart["advisers"]] == ["person:floris-de-reede"]


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
    assert data["before"]["hanging_pairs"] - data["after"]["hanging_pairs"] == gained > 500


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
    ask = ("--file", region, "plan", "--introductions", "4", "--on", DAY)
    assert "Timo van Spreuwel" in done(*ask).out
    partners = done(*ask, "--audience", "partners").out
    assert "Timo van Spreuwel" not in partners
    assert "Kyra Garret" in partners


def test_exactly_one_plan_at_a_time(region: Path) -> None:
    for options in ((), ("--introductions", "2", "--meeting", "3")):
        result = run("--file", region, "plan", *options)
        assert result.status == 2
        assert "--succession" in result.err

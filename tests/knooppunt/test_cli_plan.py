"""`plan` on the command line: introductions, a meeting, a succession."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.knooppunt.command_line import DAY, done, run


def test_introductions_name_who_to_whom_by_whom_and_what_it_does(region: Path) -> None:
    data = done("--file", region, "plan", "--introductions", "4", "--on", DAY, "--format", "json").data
    first = data["introductions"][0]
    # Between them stand the two who hold the region together (examples/voorbeeldregio/README.md).
    assert {person["id"] for person in first["between"]} == {"person:kyra-garret", "person:guus-jansse"}
    assert all(first["persons"])
    assert data["before"]["connected_pairs"] == 2146
    assert data["after"]["hanging_pairs"] < data["before"]["hanging_pairs"] / 10
    assert data["after"]["expected_links"] < data["before"]["expected_links"]
    assert data["least_contacts"] <= data["needed_contacts"]
    closes = [id_ for one in data["introductions"] for id_ in one["closes"]]
    assert "expected-link:council:clientenraad-woonzorg-wilgermond:council:participatieraad-wilgermond" in closes


def test_a_meeting_invites_as_many_as_fit(region: Path) -> None:
    data = done("--file", region, "plan", "--meeting", "5", "--on", DAY, "--format", "json").data
    assert len(data["invitations"]) == 5
    assert sum(one["safe_pairs"] for one in data["invitations"]) > 500


def test_a_succession_tells_what_falls_apart_and_who_could_take_over(region: Path) -> None:
    data = done("--file", region, "plan", "--succession", "Kyra Garret", "--on", DAY, "--format", "json").data
    assert data["parts"] == [56, 10]
    convening = [one for one in data["handovers"] if one["what"] == "convening"]
    assert [one["organisations"][0]["id"] for one in convening] == ["platform:overleg-adviesraden-veenrand"]
    assert all(person["id"] != "person:kyra-garret" for one in data["handovers"] for person in one["to"])
    assert all(one["evidence"] for one in data["handovers"])


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("what", [("--introductions", "3"), ("--meeting", "4"), ("--succession", "person:quinn-blom")])
def test_every_plan_is_readable_for_every_audience(region: Path, lang: str, what: tuple[str, str]) -> None:
    for audience in ("internal", "partners"):
        if what[0] == "--succession" and audience != "internal":
            continue
        result = done("--file", region, "--lang", lang, "plan", *what, "--on", DAY, "--audience", audience)
        assert result.out.strip()
    if what[0] != "--succession":
        public = done("--file", region, "--lang", lang, "plan", *what, "--on", DAY, "--audience", "public").out
        assert "Garret" not in public
        assert "Jansse" not in public


def test_exactly_one_plan_at_a_time(region: Path) -> None:
    for options in ((), ("--introductions", "2", "--meeting", "3")):
        result = run("--file", region, "plan", *options)
        assert result.status == 2
        assert "--succession" in result.err

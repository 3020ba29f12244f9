"""missing on the command line: the contract's keys, who introduces whom, and a file of expectations of one's own."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from knooppunt.rules.reader import PACKAGED
from queries.missing.question import KINDS
from tests.knooppunt.command_line import DAY, done, run

COMMON = {"id", "kind", "severity", "organisations", "text", "suggestion", "evidence", "share", "region", "status"}
WHO = {"introducers", "via", "advisers"}
OWN = {
    "expected-link": {"rules", "rule_text", "rule_source", "distance", *WHO},
    "separated-group": {"size", "nearby", *WHO},
    "likely-link": {"score", "because", *WHO},
}
RULE = """\
- id: ouderen-en-jongeren
  a: {kinds: [council], types: [senior_council]}
  b: {kinds: [council], types: [youth_council]}
  scope: same_municipality
  severity: critical
  source: een eigen afspraak
  text: {nl: zij wonen in dezelfde straten, en: they live in the same streets}
"""


def _data(file: Path, *arguments: str | Path) -> Any:
    return done("--file", file, "missing", "--on", DAY, "--format", "json", *arguments).data


def _pairs(data: Any) -> list[dict[str, Any]]:
    return [finding for finding in data["findings"] if finding["kind"] != "separated-group"]


def test_every_finding_has_the_keys_of_its_kind(region: Path) -> None:
    data = _data(region)
    assert data["command"] == "missing"
    assert {finding["kind"] for finding in data["findings"]} == {kind.code for kind in KINDS}
    for finding in data["findings"]:
        assert set(finding) == COMMON | OWN[finding["kind"]]
        assert finding["evidence"], finding["id"]
        assert "{" not in finding["text"] + finding["suggestion"]
    for finding in _pairs(data):
        ids = [one["id"] for one in finding["organisations"]]
        assert finding["id"] == ":".join([finding["kind"], *sorted(ids)])
        assert len(ids) == 2


def test_the_score_is_the_sum_of_its_reasons_and_ranks(region: Path) -> None:
    found = [finding for finding in _data(region)["findings"] if finding["kind"] == "likely-link"]
    assert len(found) == 50
    for finding in found:
        assert finding["score"] == pytest.approx(sum(each["points"] for each in finding["because"]), abs=1e-3)
        assert finding["because"] == sorted(finding["because"], key=lambda each: -each["points"])
    assert found == sorted(found, key=lambda finding: -finding["score"])


def test_every_pair_says_who_can_introduce_them_or_that_nobody_can(region: Path) -> None:
    beginnings = set()
    for finding in _pairs(_data(region)):
        suggestion, introducers = finding["suggestion"], [one["name"] for one in finding["introducers"]]
        for name in [*introducers, *([] if introducers else [one["name"] for one in finding["via"]])][:4]:
            assert name in suggestion
        if len(introducers) == 1 and not finding["via"]:
            expected = f"Vraag {introducers[0]} om "
        elif introducers:
            expected = "Niemand kent beide. De weg van "
        else:
            expected = "De weg van " if finding["via"] else "Er is nog geen weg van "
        assert suggestion.startswith(expected)
        beginnings.add(expected.split()[0])
    assert beginnings == {"Vraag", "Niemand", "Er"}


def test_the_screen_shows_the_sentences_of_the_json(region: Path) -> None:
    out = " ".join(done("--file", region, "missing", "--on", DAY, "--kind", "separated-group").out.split())
    assert "Organisaties die los staan van de rest (2)" in out
    assert "Burgerpanel Duinkant heeft met niemand anders" in out
    few = done("--file", region, "missing", "--on", DAY, "--kind", "likely-link", "--limit", "1").out
    assert "(50)" in few
    assert "Er zijn er nog 49; toon alles met --limit 0." in few


def test_csv_has_a_row_for_every_finding(region: Path) -> None:
    out = done("--file", region, "missing", "--on", DAY, "--format", "csv").out
    rows = list(csv.reader(io.StringIO(out, newline=""), delimiter=";"))
    assert [(row[1], row[3], row[4]) for row in rows[1:]] == [
        (finding["id"], finding["text"], finding["suggestion"]) for finding in _data(region)["findings"]
    ]


def test_how_many_are_ranked(region: Path) -> None:
    ranked = [
        [f["id"] for f in _data(region, "--ranked", str(most))["findings"] if f["kind"] == "likely-link"]
        for most in (0, 3, 50)
    ]
    assert ranked[0] == []
    assert ranked[1] == ranked[2][:3]


def test_within_a_region_only_its_own_organisations_count(region: Path) -> None:
    whole, within = _data(region), _data(region, "--region", "Regio Duinkant")
    assert within["scope"]["region"]
    assert within["network"]["organisations"] < whole["network"]["organisations"]
    groups = [f["organisations"] for f in within["findings"] if f["kind"] == "separated-group"]
    assert ["council:burgerpanel-duinkant"] in [[one["id"] for one in group] for group in groups]
    assert not any("Elzenrade" in finding["text"] for finding in within["findings"])


def test_the_public_hears_of_no_person(region: Path) -> None:
    findings = _data(region, "--audience", "public")["findings"]
    assert findings
    assert not any(finding["introducers"] or finding["advisers"] for finding in findings)
    assert any(finding["via"] for finding in findings)


def test_expectations_of_ones_own(own_region: Path, tmp_path: Path) -> None:
    before = {f["id"] for f in _data(own_region)["findings"] if f["kind"] == "expected-link"}
    (tmp_path / "expectations.yaml").write_text(RULE, encoding="utf-8")
    data = _data(own_region)
    after = [finding for finding in data["findings"] if finding["kind"] == "expected-link"]
    assert after
    assert before.isdisjoint(finding["id"] for finding in after)
    for finding in after:
        assert (finding["severity"], finding["rules"]) == ("critical", ["ouderen-en-jongeren"])
        assert finding["text"].endswith("Dat hoort wel: zij wonen in dezelfde straten.")
        assert {"relation": "expectation", "source": "een eigen afspraak", "where": "ouderen-en-jongeren"} in finding[
            "evidence"
        ]
    chosen = _data(own_region, "--expectations", PACKAGED / "expectations.yaml")
    assert {f["id"] for f in chosen["findings"] if f["kind"] == "expected-link"} == before


def test_a_broken_expectation_is_told_with_its_place(own_region: Path, tmp_path: Path) -> None:
    path = tmp_path / "expectations.yaml"
    path.write_text(RULE.replace("critical", "heel erg"), encoding="utf-8")
    result = run("--file", own_region, "missing", "--on", DAY)
    assert (result.status, result.out) == (3, "")
    problem, error = result.err.splitlines()
    assert problem.startswith(
        f"{path}, onderdeel ouderen-en-jongeren (regel 5), veld severity: heel erg kan hier niet."
    )
    assert error.startswith(f"Fout: {path} kan zo niet gebruikt worden: er is 1 probleem.")


def test_the_status_tells_that_something_grave_is_missing(own_region: Path, tmp_path: Path) -> None:
    ask = ("--file", own_region, "missing", "--on", DAY, "--kind", "expected-link", "--fail-on", "critical")
    assert run(*ask).status == 0
    (tmp_path / "expectations.yaml").write_text(RULE, encoding="utf-8")
    assert run(*ask).status == 1


def test_known_only_leaves_out_what_nobody_is_known_to_keep_alive(ijmond: Path) -> None:
    ask = ("--file", ijmond, "missing", "--on", "2018-01-01", "--format", "json", "--kind", "separated-group")
    assert len(done(*ask).data["findings"]) == 1
    data = done(*ask, "--known-only").data
    assert len(data["findings"]) == data["network"]["organisations"] - 1

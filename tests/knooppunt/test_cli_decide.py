"""`decide` and `diff` on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.knooppunt.command_line import DAY, done, run

_CUT = "cut-person:person:kyra-garret"
_ACCEPTED = ("--status", "accepted", "--until", "2099-01-01")


def _cut_persons(file: Path, *options: str) -> list[str]:
    return [
        finding["id"]
        for finding in done(
            "--file", file, "fragile", "--kind", "cut-person", "--on", DAY, "--format", "json", *options
        ).data["findings"]
    ]


def test_an_accepted_finding_does_not_count_and_is_told_apart(own_region: Path) -> None:
    grave = ("fragile", "--on", DAY, "--kind", "cut-person", "--fail-on", "critical", "--limit", "1")
    assert run("--file", own_region, *grave).status == 1
    note = ("--owner", "Jet", "--note", "vervanger komt in maart")
    done("--file", own_region, "decide", _CUT, "--status", "accepted", "--until", "2099-03-01", *note)
    assert _CUT not in _cut_persons(own_region)
    result = done("--file", own_region, *grave)
    assert "vervanger komt in maart" in result.out
    data = done("--file", own_region, "fragile", "--on", DAY, "--format", "json").data
    (accepted,) = data["accepted"]
    assert (accepted["id"], accepted["decision"]["owner"]) == (_CUT, "Jet")
    partners = done("--file", own_region, "fragile", "--on", DAY, "--audience", "partners").out
    assert "vervanger" not in partners


def test_what_is_done_and_comes_back_says_so(own_region: Path) -> None:
    done("--file", own_region, "decide", _CUT, "--status", "done")
    finding = next(
        one
        for one in done("--file", own_region, "fragile", "--on", DAY, "--format", "json").data["findings"]
        if one["id"] == _CUT
    )
    assert finding["returned"] is True
    listed = done("--file", own_region, "decide", "--format", "json").data["decisions"]
    assert [(one["id"], one["status"]) for one in listed] == [(_CUT, "done")]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("decide", "cut-person:person:kyra-garet", "--status", "done"), _CUT),
        (("decide", _CUT), "--status"),
        (("decide", _CUT, "--status", "accepted"), "--until"),
        (("decide", _CUT, "--status", "done", "--until", "2099-01-01"), "--until"),
        (("decide", _CUT, "--status", "accepted", "--until", "2001-01-01"), "2001"),
        (("diff",), "--since"),
        (("diff", "--from", "2026-01-01", "--since", "2026-01-01"), "--since"),
        (("diff", "--from", "2026-01-02", "--to", "2026-01-01"), "2026"),
    ],
)
def test_what_does_not_fit_is_refused(own_region: Path, arguments: tuple[str, ...], word: str) -> None:
    result = run("--file", own_region, *arguments)
    assert result.status == 2
    assert word in result.err


def test_a_diff_tells_what_is_new_gone_and_still_there(region: Path) -> None:
    data = done("--file", region, "diff", "--from", "2024-01-01", "--to", DAY, "--format", "json").data
    assert (data["from"], data["to"]) == ("2024-01-01", DAY)
    # The youth council of Klinkerwoude was abolished on 1 July 2024 (examples/voorbeeldregio/raden.csv).
    assert any("klinkerwoude" in node["id"] for node in data["nodes"]["gone"])
    assert _CUT in {finding["id"] for finding in data["findings"]["open"]}
    assert done("--file", region, "diff", "--from", "2024-01-01", "--to", DAY).out.startswith("Wat er veranderd is")


def test_since_leaves_out_what_was_not_loaded_then(region: Path) -> None:
    told = run("--file", region, "diff", "--since", "2001-01-01", "--format", "json")
    assert (told.status, told.err.startswith("Let op: op 1 januari 2001 was er nog niets geladen.")) == (0, True)
    assert told.data["nodes"]["gone"] == []
    assert "person:kyra-garret" in {node["id"] for node in told.data["nodes"]["new"]}
    summary = done("--file", region, "fragile", "--format", "json").data["network"]
    assert (told.data["network"], told.data["on"]) == (summary, told.data["to"])


def test_a_diff_is_about_every_kind_of_finding(ijmond: Path) -> None:
    """Before and after the reform of April 2018 (examples/ijmond)."""
    days = ("--from", "2018-01-01", "--to", "2018-06-01")
    findings = done("--file", ijmond, "diff", *days, "--format", "json").data["findings"]
    assert "cut-person:person:aanjager-ijmond" in {finding["id"] for finding in findings["new"]}
    assert {"expected-link", "no-coverage", "unattributed-connection"} <= {
        finding["kind"] for finding in findings["gone"]
    }
    only = done("--file", ijmond, "diff", *days, "--kind", "cut-person", "--format", "json").data["findings"]
    assert [finding["id"] for finding in only["new"]] == ["cut-person:person:aanjager-ijmond"]
    assert not only["gone"]


def test_a_diff_fails_on_what_is_new_and_counts(ijmond: Path, tmp_path: Path) -> None:
    file = tmp_path / "eigen.knooppunt"
    file.write_bytes(ijmond.read_bytes())
    grave = ("diff", "--from", "2018-01-01", "--to", "2018-06-01", "--kind", "cut-person", "--fail-on", "critical")
    assert run("--file", file, *grave).status == 1
    done("--file", file, "decide", "cut-person:person:aanjager-ijmond", "--on", "2018-06-01", *_ACCEPTED)
    result = done("--file", file, *grave)
    assert "geaccepteerd" in result.out


def test_a_diff_shows_as_many_rows_as_asked_for(ijmond: Path) -> None:
    days = ("--from", "2018-01-01", "--to", "2018-06-01")
    short, long = (done("--file", ijmond, "diff", *days, "--limit", limit).out for limit in ("1", "0"))
    assert "toon alles met --limit 0" in short and "toon alles" not in long
    assert len(short.splitlines()) < len(long.splitlines())


@pytest.mark.parametrize("audience", ["internal", "partners", "public"])
@pytest.mark.parametrize("format_", ["table", "json", "csv"])
def test_a_diff_writes_every_change(region: Path, audience: str, format_: str) -> None:
    """Of a network in which names, carriers, periods and appointments differ between two days."""
    options = ("--audience", audience, "--format", format_, "--limit", "0")
    out = done("--file", region, "diff", "--from", "2016-01-01", "--to", DAY, *options).out
    assert "{'" not in out
    assert ("Kyra Garret" in out) == (audience != "public")  # she has a public role

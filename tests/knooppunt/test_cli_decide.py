"""`decide` and `diff` on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.knooppunt.command_line import DAY, csv_tables, done, run

_CUT = "cut-person:person:kyra-garret"
_ONE_SIDED = "one-sided-council:council:regionale-participatieraad-ijmond"
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


def _ids(file: Path, *asked: str | Path) -> set[str]:
    return {one["id"] for one in done("--file", file, *asked, "--on", DAY, "--format", "json").data["findings"]}


OWN_NEED = """\
- {id: vissers, type: target_group, kinds: [client_organisation], topics: [vissers], severity: low, source: eigen,
   text: {nl: vissers, en: fishers}}
"""
OWN_RULE = """\
- {id: ouderen-en-platform, a: {kinds: [client_organisation]}, b: {kinds: [platform]}, scope: same_region, severity: low,
   source: eigen, text: {nl: omdat, en: because}}
"""


@pytest.mark.parametrize(
    ("asked", "options"),
    [
        (("fragile", "--horizon", "900"), ()),
        (("fragile", "--horizon", "900", "--known-only"), ()),
        (("fragile", "--known-only", "--together", "2"), ()),
        (("missing", "--known-only", "--ranked", "200"), ()),
        (("gaps", "--needs", "own.yaml"), ("--needs", "own.yaml")),
        (("gaps", "--needs", "own.yaml", "--unit", "region"), ("--needs", "own.yaml")),
        (("missing", "--expectations", "rules.yaml"), ("--expectations", "rules.yaml")),
        (("missing", "--expectations", "rules.yaml", "--known-only"), ("--expectations", "rules.yaml")),
    ],
)
def test_whatever_is_shown_can_be_decided_about(
    own_region: Path,
    asked: tuple[str, ...],
    options: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "own.yaml").write_text(OWN_NEED, encoding="utf-8")
    (tmp_path / "rules.yaml").write_text(OWN_RULE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    command, *own = asked
    only_then = sorted(_ids(own_region, *asked) - _ids(own_region, command))
    decided = only_then[:: max(1, len(only_then) // 3)]
    assert decided
    for id_ in decided:
        done("--file", own_region, "decide", id_, "--on", DAY, "--status", "planned", *options)
    told = done("--file", own_region, command, *own, "--on", DAY, "--format", "json").data["findings"]
    assert {one["id"] for one in told if one["status"] == "planned"} == {*decided}


def test_a_file_of_rules_with_a_problem_is_told_in_full(own_region: Path, tmp_path: Path) -> None:
    needs = tmp_path / "own.yaml"
    needs.write_text(OWN_NEED.replace("low", "erg"), encoding="utf-8")
    result = run("--file", own_region, "decide", _CUT, "--status", "done", "--needs", needs)
    assert result.status == 3
    assert "erg kan hier niet" in result.err


@pytest.mark.parametrize(
    "options",
    [("--status", "done"), ("--owner", "Jan"), ("--note", ""), ("--until", "2099-01-01"), ("--needs", "own.yaml")],
)
def test_a_decision_without_a_finding_is_refused(own_region: Path, options: tuple[str, ...]) -> None:
    result = run("--file", own_region, "decide", *options)
    assert (result.status, result.out) == (2, "")
    assert len(result.err.strip().splitlines()) == 1 and options[0] in result.err
    assert done("--file", own_region, "decide", "--format", "json").data["decisions"] == []


def test_owner_and_note_stay_until_they_are_given_anew(own_region: Path) -> None:
    def decide(*options: str) -> tuple[str, str, str]:
        done("--file", own_region, "decide", _CUT, *options)
        newest = done("--file", own_region, "decide", "--format", "json").data["decisions"][0]
        return newest["status"], newest.get("owner", ""), newest.get("note", "")

    assert decide("--status", "planned", "--owner", "Jet", "--note", "belt") == ("planned", "Jet", "belt")
    assert decide("--status", "accepted", "--until", "2099-01-01") == ("accepted", "Jet", "belt")
    assert decide("--status", "planned", "--note", "mailt") == ("planned", "Jet", "mailt")
    assert decide("--status", "done", "--note", "") == ("done", "Jet", "")
    assert decide("--status", "open", "--owner", "") == ("open", "", "")


@pytest.mark.parametrize(("lang", "words"), [("nl", "nog of weer"), ("en", "still there, or back")])
def test_what_is_done_but_still_seen_is_not_said_to_have_been_gone(own_region: Path, lang: str, words: str) -> None:
    done("--file", own_region, "decide", _CUT, "--status", "done", "--owner", "Jet")
    out = " ".join(
        done("--file", own_region, "--lang", lang, "fragile", "--on", DAY, "--kind", "cut-person").out.split()
    )
    assert words in out
    assert "maar is terug" not in out and "but is back" not in out


@pytest.mark.parametrize(("lang", "past"), [("nl", "voorbij"), ("en", "past")])
def test_the_day_itself_is_not_past_but_counts_again(own_region: Path, lang: str, past: str) -> None:
    ask = ("--file", own_region, "--lang", lang, "decide", _CUT, "--on", DAY, "--status", "accepted", "--until")
    today, yesterday = run(*ask, DAY), run(*ask, "2026-11-21")
    assert (today.status, yesterday.status) == (2, 2)
    assert past not in today.err and past in yesterday.err
    done(*ask, "2026-11-23")


def test_nothing_is_suggested_when_nothing_is_like_it(own_region: Path) -> None:
    result = run("--file", own_region, "decide", "onzin", "--status", "done")
    assert result.status == 2
    assert "onzin" in result.err and "Lijkt op" not in result.err and " -" not in result.err.replace(" --", "")


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
    assert _ONE_SIDED in {finding["id"] for finding in findings["new"]}
    gone, still = ({finding["kind"] for finding in findings[state]} for state in ("gone", "open"))
    assert {"no-coverage", "unattributed-connection"} <= gone and "separated-group" in still
    # The councils already met before the reform, in the project for it.
    assert "expected-link" not in gone | still
    only = done("--file", ijmond, "diff", *days, "--kind", "one-sided-council", "--format", "json").data["findings"]
    assert [finding["id"] for finding in only["new"]] == [_ONE_SIDED]
    assert not only["gone"]


def test_a_diff_fails_on_what_is_new_and_counts(ijmond: Path, tmp_path: Path) -> None:
    file = tmp_path / "eigen.knooppunt"
    file.write_bytes(ijmond.read_bytes())
    grave = ("diff", "--from", "2018-01-01", "--to", "2018-06-01", "--kind", "one-sided-council", "--fail-on", "medium")
    assert run("--file", file, *grave).status == 1
    done("--file", file, "decide", _ONE_SIDED, "--on", "2018-06-01", *_ACCEPTED)
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
    # From a day on which she has a public role already: within one answer somebody is one thing, the less public of two.
    ask = ("--file", region, "diff", "--from", "2019-06-01", "--to", DAY, "--audience", audience)
    csv = format_ == "csv"
    out = "".join(csv_tables(*ask).values()) if csv else done(*ask, "--format", format_, "--limit", "0").out
    assert "{'" not in out
    assert ("Kyra Garret" in out) == (audience != "public")  # she has a public role

"""The examples: they load as they are, what was planted in them comes back, and brute force agrees with the program."""

from __future__ import annotations

import csv
import functools
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from graph.network import Network
from graph.store.file import FileStore
from graph.views import known_only, on, take
from knooppunt.usecases.load import load
from loaders.base import Loaded
from queries.finding import Finding
from queries.fragile.question import FOUND_TOGETHER, Fragile, fragile
from queries.fragile.seats import seats
from queries.fragile.whatif import WhatIf, whatif
from queries.health.question import health
from tests.knooppunt.command_line import commands, done
from tests.queries import oracle

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
REFERENCE = ROOT.parent / "shared" / "reference" / "municipalities.csv"
NAMES = sorted(path.parent.name for path in EXAMPLES.glob("*/personen.csv"))
REGION = "voorbeeldregio"
#: Municipalities of the documents that were merged into another one since, with the year.
FORMER = {"GM0856": 2022}
#: The days between which the planted cases of the region hold.
REGION_DAYS = (date(2026, 11, 1), date(2026, 11, 22))

#: The commands that tell of the planted cases that neither fragile nor whatif knows (design, section 6).
TOLD_BY = {
    "separated-group": "missing",
    "expected-link": "missing",
    "likely-link": "missing",
    "no-coverage": "gaps",
    "duplicates": "duplicates",
    "breadth": "health",
    "one-sided-council": "fragile",
    "high-turnover": "fragile",
}
#: Which of those commands are still to come.
WAITING = {"duplicates"}
#: Kinds of finding whose command is there. Breadth is an indicator, and the id of a group names one of its organisations:
#: both are looked at by themselves.
_FOUND = [
    kind for kind, command in TOLD_BY.items() if command not in WAITING and kind not in ("breadth", "separated-group")
]


DRIVING_FORCE = "person:aanjager-ijmond"

#: What fragile finds with who holds what together.
TOGETHER = [kind.code for kind in FOUND_TOGETHER]


class Example:
    """An example in a store of its own: what the load said, and the network that came of it."""

    def __init__(self, name: str) -> None:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "n.knooppunt"
            (result,) = load(file, [EXAMPLES / name], datetime(2026, 11, 22, 12, tzinfo=UTC))
            self.status, self.loaded = result.status, result.loaded
            with FileStore.open(file) as store:
                self.network: Network = store.network()


@functools.cache
def example(name: str) -> Example:
    """Load an example, once."""
    return Example(name)


@functools.cache
def answered(name: str, day: date, only: bool = False) -> Fragile:
    """Ask fragile of an example, once for each day."""
    return fragile(take(example(name).network, on(day), *([known_only] if only else [])), day)


def _of_kind(findings: Iterable[Finding], kind: str) -> list[Finding]:
    return [finding for finding in findings if finding.kind == kind]


@functools.cache
def _lines(name: str) -> dict[str, int]:
    """Return how many rows each list has, counted by the standard library alone."""
    found = {}
    for path in (EXAMPLES / name).glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            found[path.stem] = sum(1 for _ in csv.reader(file, delimiter=";")) - 1
    return found


def test_there_are_five_examples_and_the_page_names_them() -> None:
    assert NAMES == ["aandacht-voor-iedereen", "handreiking", "ijmond", "movisie-2018", "voorbeeldregio"]
    page = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert all(f"]({name}/README.md)" in page for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_an_example_loads_without_problem_or_warning(name: str) -> None:
    loaded: Loaded = example(name).loaded
    assert example(name).status == "new"
    assert (loaded.problems, loaded.warnings, loaded.left_out) == ([], [], [])
    assert {count.sheet: count.read for count in loaded.counts} == _lines(name)
    assert all(count.read == count.stored > 0 for count in loaded.counts)
    assert not example(name).network.loose_ends


@pytest.mark.parametrize("name", NAMES)
def test_everything_says_where_it_comes_from(name: str) -> None:
    network = example(name).network
    lines = _lines(name)
    for item in (*network.nodes.values(), *network.relations):
        assert item.sources
        for evidence in item.sources:
            sheet, _, row = evidence.where.partition("!")
            assert 2 <= int(row) <= lines[sheet] + 1
            assert evidence.note, "the column bron is filled in on every row"


def test_the_examples_load_together(tmp_path: Path) -> None:
    """Only the examples about the real world: they share municipalities and some organisations."""
    paths = [EXAMPLES / name for name in NAMES if name != REGION]
    results = load(tmp_path / "n.knooppunt", paths, datetime(2026, 11, 22, tzinfo=UTC))
    assert [result.status for result in results] == ["new"] * len(paths)
    assert [result.loaded.problems for result in results] == [[]] * len(paths)
    assert [result.loaded.warnings for result in results] == [[]] * len(paths)


# -- against brute force ----------------------------------------------------------------------------------------------

DAYS = {
    "aandacht-voor-iedereen": [date(2013, 6, 1), date(2017, 12, 31), date(2018, 1, 1)],
    "handreiking": [date(2018, 6, 1), date(2019, 1, 1)],
    "ijmond": [date(2017, 10, 1), date(2018, 1, 1), date(2018, 6, 1), date(2020, 6, 1)],
    "movisie-2018": [date(2016, 1, 1), date(2018, 11, 1)],
    REGION: [date(2026, 11, 22)],
}


@pytest.mark.parametrize("only", [False, True])
@pytest.mark.parametrize(("name", "day"), [(name, day) for name in NAMES for day in DAYS[name]])
def test_fragile_agrees_with_brute_force(name: str, day: date, only: bool) -> None:
    truth = oracle.look(example(name).network, day, known_only=only)
    answer = answered(name, day, only)
    size, found = answer.size, answer.findings
    assert (size.organisations, size.persons) == (len(truth.organisations), len(truth.persons))
    assert size.connections == len(truth.carriers)
    assert size.connected_pairs == len(oracle.joined_pairs(truth.graph, truth.organisations))
    assert {f.person: (f.pairs_lost, list(f.parts)) for f in _of_kind(found, "cut-person")} == oracle.cut_persons(truth)
    assert {
        frozenset(f.organisations): (f.person, f.only_route) for f in _of_kind(found, "single-person-connection")
    } == oracle.single_person_connections(truth)
    assert {
        f.organisations[0]: f.person for f in _of_kind(found, "single-contact-organisation")
    } == oracle.single_contacts(truth)
    unattributed = {frozenset(f.organisations) for f in _of_kind(found, "unattributed-connection")}
    assert unattributed == oracle.unattributed_connections(truth)


def test_the_days_are_not_empty() -> None:
    for name in NAMES:
        assert all(answered(name, day).size.organisations > 0 for day in DAYS[name])


# -- what was planted -------------------------------------------------------------------------------------------------

CASES: list[dict[str, Any]] = json.loads((EXAMPLES / REGION / "geplande-gevallen.json").read_text(encoding="utf-8"))


def _cases(*kinds: str) -> list[Any]:
    return [pytest.param(case, id=case["case"]) for case in CASES if case["finding_kind"] in kinds]


@pytest.mark.parametrize("day", REGION_DAYS)
@pytest.mark.parametrize("case", _cases(*TOGETHER))
def test_a_planted_case_comes_back(case: dict[str, Any], day: date) -> None:
    found = {finding.id: finding for finding in answered(REGION, day).findings}
    finding = found[":".join((case["finding_kind"], *case["ids"]))]
    told = dict(case["expected"])
    for ours, planted in (("person", "person"), ("person", "carrier"), ("person", "convener")):
        assert planted not in told or getattr(finding, ours) == told.pop(planted)
    for name in ("pairs_lost", "only_route"):
        assert name not in told or getattr(finding, name) == told.pop(name)
    assert "parts" not in told or list(finding.parts) == told.pop("parts")
    assert "term_end" not in told or finding.details["date"] == date.fromisoformat(told.pop("term_end"))
    if finding.kind == "term-ending":
        assert finding.details["cut_person"] == told.pop("cut_person")
        assert not told.pop("sole_carrier", False) or finding.details["connections"] > 0
    for name in ("last_meeting", "left_on"):
        assert name not in told or finding.details[name] == date.fromisoformat(told.pop(name))
    for name in ("meetings", "frequency", "participants", "left", "pairs_regained"):
        assert name not in told or finding.details[name] == told.pop(name)
    if "cut_person" in told:
        cut = {other.person for other in _of_kind(found.values(), "cut-person")}
        assert (finding.person in cut) == told.pop("cut_person")
    if "adviser" in told:
        assert (finding.person in example(REGION).network.advisers) == told.pop("adviser")
    if told.pop("carriers", None) is not None:
        assert finding.person is None
    assert told == {}, "everything that was expected was looked at"


@pytest.mark.parametrize("day", REGION_DAYS)
@pytest.mark.parametrize(
    "kind",
    [
        "cut-person",
        "single-contact-organisation",
        "convener-dependent",
        "term-ending",
        "silent-platform",
        "orphaned-connection",
    ],
)
def test_nothing_is_found_that_was_not_planted(kind: str, day: date) -> None:
    """Of these kinds the design of the region holds every finding there is (examples/voorbeeldregio/README.md)."""
    planted = {":".join((kind, *case["ids"])) for case in CASES if case["finding_kind"] == kind}
    assert {finding.id for finding in _of_kind(answered(REGION, day).findings, kind)} == planted


@pytest.mark.parametrize("day", REGION_DAYS)
@pytest.mark.parametrize("kind", ["one-sided-council", "high-turnover"])
def test_what_seats_tell_is_what_was_planted(kind: str, day: date) -> None:
    found = _of_kind(seats(take(example(REGION).network, on(day))), kind)
    planted = [case for case in CASES if case["finding_kind"] == kind]
    assert [(list(f.subjects), f.details) for f in found] == [(case["ids"], case["expected"]) for case in planted]


@pytest.mark.parametrize("day", REGION_DAYS)
@pytest.mark.parametrize("case", _cases("whatif"))
def test_without_the_advisers(case: dict[str, Any], day: date) -> None:
    network = take(example(REGION).network, on(day))
    assert set(network.advisers) == set(case["ids"])
    answer = whatif(network, network.advisers)
    (group,) = _of_kind(answer.findings, "group-falls-apart")
    expected = case["expected"]
    assert (answer.pairs_lost, list(group.parts)) == (expected["pairs_lost"], expected["parts"])
    first = group.parts[0]
    assert set(group.organisations[first:]) == set(expected["separated"])


def test_what_is_still_waiting_for_a_command() -> None:
    """Fails as soon as one of these commands is there: take it off the list, and its planted cases are looked at."""
    assert {case["finding_kind"] for case in CASES} == {*TOGETHER, "whatif", *TOLD_BY}
    live = {words for words, _ in commands()}
    assert set(TOLD_BY.values()) - live == WAITING


@functools.cache
def _told(command: str, day: date) -> Any:
    """Return the answer of a command about the region, as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "n.knooppunt"
        done("--file", file, "load", EXAMPLES / REGION)
        return done("--file", file, command, "--on", day.isoformat(), "--format", "json").data


@pytest.mark.parametrize("day", REGION_DAYS)
@pytest.mark.parametrize("case", _cases(*_FOUND))
def test_a_planted_case_comes_back_from_its_command(case: dict[str, Any], day: date) -> None:
    """Behind the id may stand what tells it from others about the same subjects, such as the need."""
    kind = case["finding_kind"]
    wanted = ":".join((kind, *case["ids"]))
    found = [finding["id"] for finding in _told(TOLD_BY[kind], day)["findings"]]
    assert any(id_ == wanted or id_.startswith(f"{wanted}:") for id_ in found)


@pytest.mark.parametrize("day", REGION_DAYS)
def test_the_groups_that_stand_apart_are_those_that_were_planted(day: date) -> None:
    planted = [case for case in CASES if case["finding_kind"] == "separated-group"]
    findings = [each for each in _told("missing", day)["findings"] if each["kind"] == "separated-group"]
    found = {frozenset(one["id"] for one in each["organisations"]) for each in findings}
    assert found == {frozenset(case["ids"]) for case in planted}
    assert all(len(case["ids"]) == case["expected"]["organisations"] for case in planted)


@pytest.mark.parametrize("day", REGION_DAYS)
@pytest.mark.parametrize("case", _cases("expected-link"))
def test_nobody_can_introduce_who_has_no_way_to_each_other(case: dict[str, Any], day: date) -> None:
    findings = {each["id"]: each for each in _told("missing", day)["findings"]}
    finding = findings[":".join(("expected-link", *case["ids"]))]
    assert (bool(finding["introducers"]), bool(finding["via"])) == (case["expected"]["connected"],) * 2
    assert finding["advisers"]


@pytest.mark.parametrize("day", REGION_DAYS)
@pytest.mark.parametrize("case", _cases("likely-link"))
def test_a_rare_group_and_a_common_contact_speak_for_a_link(case: dict[str, Any], day: date) -> None:
    findings = [each for each in _told("missing", day)["findings"] if each["kind"] == "likely-link"]
    place = [each["id"] for each in findings].index(":".join(("likely-link", *case["ids"])))
    assert place < 10, "among the first that a screen shows"
    about = {each["reason"]: {one["id"] for one in each["about"]} for each in findings[place]["because"]}
    names = {node.name: id_ for id_, node in example(REGION).network.nodes.items()}
    assert names[case["expected"]["target_group"]] in about["shared-topic"]
    assert case["expected"]["common_contact"] in about["common-contact"]
    assert findings[place]["introducers"]


@pytest.mark.parametrize("day", REGION_DAYS)
@pytest.mark.parametrize("case", _cases("no-coverage"))
def test_the_youth_is_represented_in_all_other_municipalities(case: dict[str, Any], day: date) -> None:
    need = case["expected"]["need"]
    answer = _told("gaps", day)
    matrix = answer["matrix"]
    column = [(each["name"], each["type"]) for each in matrix["needs"]].index((need["topic"], need["type"]))
    levels = {unit["id"]: row[column] for unit, row in zip(matrix["units"], matrix["levels"], strict=True)}
    (uncovered,) = case["ids"]
    assert levels.pop(uncovered) == "no"
    assert set(levels.values()) <= {"thin", "stale", "covered"}
    assert len(levels) == len(case["expected"]["covered_by"]) == 7
    advising = {relation.origin for relation in example(REGION).network.relations_by_type["advises"]}
    assert set(case["expected"]["covered_by"]) <= advising
    named = {each["need"] for each in answer["findings"] if each["id"].startswith(f"no-coverage:{uncovered}:")}
    assert matrix["needs"][column]["id"] in named


@pytest.mark.parametrize("day", REGION_DAYS)
@pytest.mark.parametrize("case", _cases("breadth"))
def test_many_seats_narrow_the_breadth(case: dict[str, Any], day: date) -> None:
    (person,) = case["ids"]
    seats = Counter(
        relation.origin
        for relation in example(REGION).network.relations
        if relation.relation == "seat" and relation.active(day)
    )
    assert seats[person] == case["expected"]["seats"] == max(seats.values())
    few = sum(held for held in seats.values() if held < 3)
    breadth = _told("health", day)["indicators"]["breadth"]
    assert (breadth["numerator"], breadth["denominator"]) == (few, seats.total())


def test_the_region_is_made_from_its_design(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "examples.make_voorbeeldregio", tmp_path],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=120,
    )
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    committed = {path.name: path.read_bytes() for path in (EXAMPLES / REGION).iterdir()}
    assert made == {name: data for name, data in committed.items() if name != "ontwerp.toml"}


def test_nobody_in_the_region_is_real() -> None:
    with (EXAMPLES / REGION / "personen.csv").open(encoding="utf-8-sig", newline="") as file:
        people = list(csv.DictReader(file, delimiter=";"))
    assert all(row["email"].endswith("@example.org") or not row["email"] for row in people)
    assert all(row["telefoon"].startswith("06-0000") or not row["telefoon"] for row in people)
    assert all(row["bron"] == "fictief (voorbeeldregio)" for row in people)


# -- the documents ----------------------------------------------------------------------------------------------------


def test_ijmond_before_april_2018() -> None:
    """Nobody is indispensable, but of no connection is it known who keeps it alive."""
    answer = answered("ijmond", date(2018, 1, 1))
    assert {finding.kind for finding in answer.findings} == {"unattributed-connection"}
    assert len(answer.findings) == answer.size.connections
    known = answered("ijmond", date(2018, 1, 1), only=True)
    assert known.size.connected_pairs == 0


def test_ijmond_after_april_2018() -> None:
    """The councils advise, whoever keeps that up. That the driving force does is inferred: of what is known to be alive much
    hangs on her, and by that alone it is not critical.
    """
    day = date(2018, 6, 1)
    assert _of_kind(answered("ijmond", day).findings, "cut-person") == []
    answer = answered("ijmond", day, only=True)
    (cut,) = _of_kind(answer.findings, "cut-person")
    assert (cut.person, cut.pairs_lost, cut.parts) == (DRIVING_FORCE, 15, (4, 1, 1, 1))
    assert 15 / answer.size.connected_pairs > 0.2, "it would be critical, were it certain"
    assert (cut.severity, cut.inferred) == ("high", True)
    network = take(example("ijmond").network, on(day), known_only)
    (group,) = _of_kind(whatif(network, {DRIVING_FORCE}).findings, "group-falls-apart")
    names = [network.nodes[id_].name for id_ in group.organisations]
    assert sorted(names[4:]) == ["Beverwijk", "Heemskerk", "Velsen"]
    assert {"Participatieraad Beverwijk", "Participatieraad Heemskerk", "Participatieraad Velsen"} <= set(names[:4])


def test_the_regional_council_of_ijmond_speaks_for_the_local_ones() -> None:
    network = take(example("ijmond").network, on(date(2018, 6, 1)))
    (finding,) = _of_kind(seats(network), "one-sided-council")
    assert finding.organisations == ("council:regionale-participatieraad-ijmond",)
    assert finding.details == {"seats": 3, "known": 3}


@pytest.mark.parametrize(("only", "lost"), [(False, 0), (True, 15)])
def test_ijmond_when_the_two_years_are_over(only: bool, lost: int) -> None:
    """What the driving force kept alive is lost, as it was foretold on her last day; loss is not health."""
    days = (date(2020, 3, 31), date(2020, 6, 1))
    then, now = (take(example("ijmond").network, on(day), *([known_only] if only else [])) for day in days)
    last, after = (answered("ijmond", day, only) for day in days)
    assert last.size.connections == after.size.connections
    assert only or not _of_kind(after.findings, "cut-person")
    foretold = whatif(then, {DRIVING_FORCE})
    assert foretold.after.connected_pairs == after.size.connected_pairs == last.size.connected_pairs - lost
    healthy, left = (health(network, day) for network, day in zip((then, now), days, strict=True))
    for name in ("connectedness", "independence", "redundancy", "attribution"):
        assert (left.indicators[name].value or 0) <= (healthy.indicators[name].value or 0), name
    assert left.indicators["attribution"].numerator < healthy.indicators["attribution"].numerator


def test_an_interview_is_no_contact() -> None:
    """Movisie spoke with somebody of each of the three municipalities, and that is all that its report tells."""
    network = example("movisie-2018").network
    partners = {end for r in network.relations if "support_organisation:movisie" in r.nodes for end in r.nodes}
    assert not {id_ for id_ in partners if id_.startswith("municipality:")}


@pytest.mark.parametrize("name", NAMES)
def test_what_is_planned_is_in_no_network(name: str) -> None:
    network, planned = example(name).network, set[str]()
    for path in (EXAMPLES / name).glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, delimiter=";"))
        planned |= {f"{path.stem}!{n}" for n, row in enumerate(rows, 2) if row.get("zekerheid") == "voorgesteld"}
    told = {evidence.where for item in (*network.nodes.values(), *network.relations) for evidence in item.sources}
    assert not told & planned
    assert {evidence.where for item in network.proposals for evidence in item.sources} == planned
    assert (name == "ijmond") <= bool(planned)


@pytest.mark.parametrize("name", ["handreiking", "ijmond"])
def test_nothing_meets_before_its_time(name: str) -> None:
    """What no document dates is open; in 1990 the three laws and who speaks of them were not there."""
    there = take(example(name).network, on(date(1990, 1, 1)))
    kinds = Counter(node.kind for node in there.nodes.values())
    assert kinds["support_organisation"] == kinds["platform"] == kinds["meeting"] == 0
    assert not there.relations_by_type.get("contact")


@functools.cache
def _without_advisers() -> tuple[Network, WhatIf]:
    """Return the network on the last day of Aandacht voor Iedereen, and the answer without its advisers."""
    network = take(example("aandacht-voor-iedereen").network, on(date(2017, 12, 31)))
    return network, whatif(network, network.advisers)


def test_hellendoorn_loses_its_convener_and_all_who_take_part() -> None:
    network, answer = _without_advisers()
    names = {node.name: id_ for id_, node in network.nodes.items()}
    platform = names["Participatie Overleg Hellendoorn"]
    finding = next(f for f in _of_kind(answer.findings, "platform-falls-apart") if f.organisations[0] == platform)
    assert finding.details["without_convener"]
    assert finding.details["conveners"] == [names["adviseur Overijssel"]]
    assert (finding.details["dropped_out"], finding.details["participants"]) == (9, 9)
    assert len(finding.organisations) == 1 + 9


def test_drechtsteden_stays_together() -> None:
    network, answer = _without_advisers()
    platform = "platform:overleg-adviesraden-drechtsteden"
    assert platform in network.nodes
    assert platform not in {f.organisations[0] for f in _of_kind(answer.findings, "platform-falls-apart")}
    (group,) = [f for f in _of_kind(answer.findings, "group-falls-apart") if platform in f.organisations]
    together: dict[str, tuple[str, ...]] = {}
    organisations = list(group.organisations)
    for size in group.parts:
        members, organisations = organisations[:size], organisations[size:]
        together |= dict.fromkeys(members, tuple(members))
    assert together[platform] == ("council:adviesraden-drechtsteden-pl", platform)


def test_a_day_after_the_programme_there_is_no_adviser() -> None:
    network = take(example("aandacht-voor-iedereen").network, on(date(2018, 1, 1)))
    assert network.advisers == frozenset()


def test_municipal_codes_exist() -> None:
    """Against the reference list, wherever that is at hand; the shape of a code holds everywhere."""
    known: set[str] = set()
    if REFERENCE.exists():
        with REFERENCE.open(encoding="utf-8-sig", newline="") as file:
            known = {row["gm_code"] for row in csv.DictReader(file)}
    for name in NAMES:
        with (EXAMPLES / name / "gemeenten.csv").open(encoding="utf-8-sig", newline="") as file:
            codes = {row["id"]: row["naam"] for row in csv.DictReader(file, delimiter=";") if row["id"]}
        assert codes
        for code, municipality in codes.items():
            assert len(code) == 6, municipality
            assert code.startswith("GM")
            assert code[2:].isdecimal()
            exists = code in known or code in FORMER
            assert not known or exists != (name == REGION), f"{code} ({municipality})"

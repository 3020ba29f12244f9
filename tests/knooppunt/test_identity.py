"""Decisions about findings, and names, follow who was merged, and are about the old ids again when that is undone."""

from __future__ import annotations

import hashlib
import itertools
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from graph.errors import UsageProblem
from graph.identity.judgements import Judgement
from graph.model import kind_of
from graph.network import Network
from graph.store.opening import open_store
from graph.views import for_audience, take
from knooppunt.usecases.decisions import read_decisions
from knooppunt.usecases.findings import every_finding, own_rules
from knooppunt.usecases.network import Asked, open_network
from queries.decisions import Decision, decided
from queries.finding import PAIRS, Finding
from queries.search import find
from tests.knooppunt.command_line import DAY, done, write_csv

NOW = datetime(2026, 11, 1, tzinfo=UTC)
TODAY = date.fromisoformat(DAY)
KYRA, K_GARRET = "person:kyra-garret", "person:k-garret"


def _findings(asked: Asked) -> list[Finding]:
    found = itertools.chain.from_iterable(every_finding(open_network(asked), asked.day, own_rules(asked.file)))
    return list({finding.id: finding for finding in found}.values())


def _merged(file: Path, ids: dict[str, str]) -> list[Judgement]:
    judgements = [Judgement(id_, other, same=True, decided_at=NOW) for id_, other in ids.items()]
    with open_store(file) as store, store.writing():
        for judgement in judgements:
            store.add_decision("identity", judgement, NOW)
    return judgements


def _undone(file: Path, judgements: list[Judgement]) -> None:
    with open_store(file) as store, store.writing():
        assert all(store.undo(judgement, NOW) for judgement in judgements)


def _renamed(asked: Asked) -> dict[str, str]:
    """Return another id for every node, so that they stand in another order."""
    nodes = open_network(asked).nodes
    return {id_: f"{kind_of(id_)}:{hashlib.sha256(id_.encode()).hexdigest()}" for id_ in nodes}


def test_whatever_is_decided_holds_under_the_ids_of_every_day(own_region: Path) -> None:
    asked = Asked(own_region, TODAY)
    before = _findings(asked)
    decisions = [Decision(one.kind, one.subjects, "accepted", NOW, date.max) for one in before]
    judgements = _merged(own_region, _renamed(asked))
    after = _findings(asked)
    assert (
        {one.kind for one in after}
        == {one.kind for one in before}
        >= {
            *PAIRS - {"orphaned-connection"},
            *("term-ending", "separated-group"),
        }
    )
    assert {one.id for one in after}.isdisjoint(one.id for one in before)
    counting, accepted = decided(open_network(asked), after, decisions, TODAY)
    assert [one.finding.id for one in counting] == []
    assert len(accepted) == len(before)
    _undone(own_region, judgements)
    assert _findings(asked) == before
    assert decided(open_network(asked), before, decisions, TODAY)[0] == []


def test_two_of_a_sort_are_named_in_the_order_of_their_ids(region: Path) -> None:
    """A new kind about two of a sort that is forgotten in PAIRS would lose what was decided when ids change."""
    asked = Asked(region, TODAY)
    persons = set(open_network(asked).persons)
    for one in _findings(asked):
        nodes = [subject for subject in one.subjects if ":" in subject]
        alike = len(nodes) == 2 and len({subject in persons for subject in nodes}) == 1
        assert alike == (one.kind in PAIRS), one.id
        assert not alike or nodes == sorted(nodes)


@pytest.fixture
def twice(own_region: Path, tmp_path: Path) -> Path:
    """Return the region with Kyra Garret in a second list, under another name and id."""
    write_csv(tmp_path / "lijst", "personen", "id;naam", "k-garret;K. Garret")
    done("--file", own_region, "load", tmp_path / "lijst")
    return own_region


def test_an_accepted_finding_is_accepted_after_a_merge_and_after_undo(twice: Path) -> None:
    accepted = ("--status", "accepted", "--until", "2099-01-01", "--note", "vervanger")
    done("--file", twice, "decide", f"cut-person:{KYRA}", *accepted)
    assert _accepted(twice) == [f"cut-person:{KYRA}"]
    judgements = _merged(twice, {KYRA: K_GARRET})
    assert _accepted(twice) == [f"cut-person:{K_GARRET}"]
    assert _accepted(twice, "--audience", "partners") != []
    listed = done("--file", twice, "decide", "--format", "json").data["decisions"]
    assert [one["subjects"] for one in listed] == [[K_GARRET]]
    _undone(twice, judgements)
    assert _accepted(twice) == [f"cut-person:{KYRA}"]


def test_what_is_decided_after_a_merge_keeps_the_words_of_before(twice: Path) -> None:
    words = ("--owner", "Jet", "--note", "vervanger")
    done("--file", twice, "decide", f"cut-person:{KYRA}", "--status", "planned", *words)
    _merged(twice, {KYRA: K_GARRET})
    done("--file", twice, "decide", f"cut-person:{K_GARRET}", "--status", "done")
    newest = read_decisions(Asked(twice, TODAY))[-1]
    assert (newest.subjects, newest.status) == ((K_GARRET,), "done")
    assert (newest.owner, newest.note) == ("Jet", "vervanger")


def _accepted(file: Path, *options: str) -> list[str]:
    data = done("--file", file, "fragile", "--on", DAY, "--format", "json", *options).data
    return [one["id"] for one in data.get("accepted", ())]


@pytest.mark.parametrize("name", [KYRA, K_GARRET, "kyra-garret", "Kyra Garret", "K. Garret"])
def test_who_was_merged_is_found_by_every_id_and_name(twice: Path, name: str) -> None:
    judgements = _merged(twice, {KYRA: K_GARRET})
    assert find(open_network(Asked(twice, TODAY)), name) == K_GARRET
    _undone(twice, judgements)
    assert find(open_network(Asked(twice, TODAY)), name) in (KYRA, K_GARRET)


def test_an_old_id_leads_nobody_to_whom_they_may_not_know(region: Path) -> None:
    network = open_network(Asked(region, TODAY))
    seen = take(network, for_audience("partners"))
    hidden = next(id_ for id_ in network.persons if id_ not in seen.nodes)
    known = next(id_ for id_ in network.persons if id_ in seen.nodes)
    for id_, found in ((hidden, False), (known, True)):
        merged = Network(network.nodes, network.relations, salt=network.salt, identity={"person:was": id_})
        assert find(merged, "was") == id_
        view = take(merged, for_audience("partners"))
        if found:
            assert find(view, "was") == id_
        else:
            with pytest.raises(UsageProblem):
                find(view, "was")

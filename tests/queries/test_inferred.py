"""Findings that rest on what is inferred say so, and are not critical by that alone: design, section 4."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from graph.network import Network
from graph.views import on, take
from knooppunt.answers.persons import persons_table
from knooppunt.answers.speaker import Speaker
from knooppunt.answers.told import Told
from queries.fragile.question import fragile
from queries.fragile.whatif import whatif
from queries.registry import KINDS
from tests.networks import DAY, network, networks, relation

INFERRED = {"certainty": "inferred"}


def _star(inferred: set[int]) -> Network:
    """Four councils that one person holds together; the seats with these numbers are inferred."""
    seats = [
        relation("seat", "person:p", f"council:c{n}", properties=INFERRED if n in inferred else {}) for n in range(4)
    ]
    return network(seats)


@given(st.sets(st.integers(0, 3)))
def test_what_rests_on_inferred_things_alone_is_not_critical(inferred: set[int]) -> None:
    made = _star(inferred)
    for answer in (fragile(made, DAY).findings, whatif(made, {"person:p"}).findings):
        (finding,) = [one for one in answer if one.kind in ("cut-person", "group-falls-apart")]
        assert finding.inferred == bool(inferred)
        assert finding.severity == ("high" if len(inferred) == 4 else "critical")
        told = Told(Speaker(made, "nl"), finding)
        assert ("afgeleid" in told.text) == bool(inferred) == told.data().get("inferred", False)
    say = Speaker(made, "nl")
    alone = [Told(say, one) for one in fragile(made, DAY).findings if one.kind == "cut-person"]
    assert ("afgeleid" in str(persons_table(say, alone, 0).rows)) == bool(inferred)


@given(networks(), st.data())
def test_nothing_else_changes(made: Network, data: st.DataObject) -> None:
    """Which findings there are does not depend on how sure things are; of each it is told by what it rests on."""
    marked = data.draw(st.sets(st.integers(0, max(0, len(made.relations) - 1))))
    relations = [
        msgspec.structs.replace(one, properties=one.properties | INFERRED) if n in marked else one
        for n, one in enumerate(made.relations)
    ]
    before, after = take(made, on(DAY)), take(made.replace(relations=relations), on(DAY))
    were = {one.id: one for one in fragile(before, DAY).findings}
    found = {one.id: one for one in fragile(after, DAY).findings}
    assert found.keys() == were.keys()
    for id_, one in found.items():
        rests = KINDS[one.kind].evidence(after, one)
        sure = [item.properties.get("certainty") for item in rests]
        assert one.inferred == ("inferred" in sure)
        critical = were[id_].severity == "critical"
        weaker = critical and bool(sure) and None not in sure
        assert one == msgspec.structs.replace(
            were[id_], inferred=one.inferred, severity="high" if weaker else were[id_].severity
        )

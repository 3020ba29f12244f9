"""What holds for the fold of any statements."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import Claim, Evidence, Node, Relation
from graph.network import Network
from graph.store.fold import fold
from tests.networks import node, relation, same

PEOPLE = [f"person:p{i}" for i in range(3)]
PLACES = [f"council:c{i}" for i in range(3)]
values = st.sampled_from([None, "", "x", "y", "z"])


@st.composite
def _statements(draw: st.DrawFn) -> list[Node | Relation]:
    """Statements of many sources, each with a confirmation of its own, about a handful of nodes and relations."""
    found: list[Node | Relation] = []
    for number in range(draw(st.integers(0, 12))):
        fields: dict[str, Any] = {
            "sources": (Evidence(f"source {number}", "sheet!1"),),
            "last_confirmed": date(2026, 1, 1) + timedelta(days=number),
            "until": draw(st.none() | st.sampled_from([date(2027, 1, 1), date(2028, 1, 1)])),
            "properties": {"phone": draw(values), "note": draw(values)},
        }
        match draw(st.integers(0, 2)):
            case 0:
                found.append(node(draw(st.sampled_from(PEOPLE + PLACES)), name=draw(st.sampled_from("ab")), **fields))
            case 1:
                found.append(relation("seat", draw(st.sampled_from(PEOPLE)), draw(st.sampled_from(PLACES)), **fields))
            case _:
                carriers = draw(st.lists(st.sampled_from(PEOPLE), max_size=2, unique=True))
                ends = [draw(st.sampled_from(PLACES)) for _ in range(2)]
                found.append(relation("contact", *ends, *carriers, **fields))
    return found


def _comparable(made: Network) -> object:
    """Return the network as data in which the order of nodes, relations and carriers does not matter."""
    relations = [
        msgspec.json.encode({**msgspec.structs.asdict(r), "carriers": sorted(r.carriers)})
        for r in (*made.relations, *(end.relation for end in made.loose_ends))
    ]
    return dict(made.nodes), sorted(relations), sorted(sorted(end.missing) for end in made.loose_ends)


@settings(max_examples=60)
@given(_statements(), st.randoms(use_true_random=False))
def test_the_order_of_loading_does_not_matter_when_confirmations_differ(stated: list[Any], random: Any) -> None:
    shuffled = list(stated)
    random.shuffle(shuffled)
    assert _comparable(fold(shuffled)) == _comparable(fold(stated))


@settings(max_examples=60)
@given(_statements())
def test_nothing_that_a_source_says_is_lost(stated: list[Any]) -> None:
    """Every value and every source of every statement is to be found on its node or relation, newest first."""
    made = fold(stated)
    everything = (*(end.relation for end in made.loose_ends), *made.relations)
    for statement in stated:
        found = made.nodes[statement.id] if isinstance(statement, Node) else _of(everything, statement)
        assert set(statement.sources) <= set(found.sources)
        if isinstance(statement, Relation):
            assert isinstance(found, Relation)
            assert set(statement.carriers) <= set(found.carriers)
        said = {**statement.properties, "until": statement.until}
        for name, value in said.items():
            if value not in (None, ""):
                shown = getattr(found, name) if name == "until" else found.properties[name]
                others: tuple[Claim, ...] = found.alternatives.get(name, ())
                assert value in [shown, *(claim.value for claim in others)]
                assert [c.confirmed for c in others] == sorted((c.confirmed for c in others), reverse=True)  # type: ignore[type-var]


def _of(everything: tuple[Relation, ...], stated: Relation) -> Relation:
    def ends(item: Relation) -> tuple[str, object]:
        pair = (item.origin, item.target)
        return item.relation, frozenset(pair) if item.relation == "contact" else pair

    return next(item for item in everything if ends(item) == ends(stated) and set(stated.sources) <= set(item.sources))


@settings(max_examples=60)
@given(_statements())
def test_the_newest_statement_is_shown(stated: list[Any]) -> None:
    newest: dict[str, Node] = {}
    for statement in stated:
        if isinstance(statement, Node) and statement.properties["phone"]:
            newest[statement.id] = statement
    made = fold(stated)
    for id_, statement in newest.items():
        assert made.nodes[id_].properties["phone"] == statement.properties["phone"]


@settings(max_examples=60)
@given(_statements(), st.dictionaries(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)))
def test_what_is_decided_the_same_is_one_node(stated: list[Any], decided: dict[str, str]) -> None:
    merged = {one: other for one, other in decided.items() if one != other}
    made = fold(stated, same(merged))
    for one, other in decided.items():
        assert one == other or not {one, other} <= made.nodes.keys()
    ends = {end for r in made.relations for end in (r.origin, r.target, *r.carriers)}
    assert ends <= made.nodes.keys()
    assert made.nodes.keys().isdisjoint(made.identity)
    # Undoing the decision gives back what was there: the statements themselves are not changed.
    assert _comparable(fold(stated)) == _comparable(fold(stated, same({})))


@settings(max_examples=60)
@given(_statements(), st.dictionaries(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)))
def test_who_is_judged_apart_again_is_as_before(stated: list[Any], decided: dict[str, str]) -> None:
    merged = same({one: other for one, other in decided.items() if one != other})
    later = merged[0].decided_at + timedelta(days=1) if merged else None
    split = [msgspec.structs.replace(one, same=False, decided_at=later) for one in merged]
    made = fold(stated, [*merged, *split])
    assert _comparable(made) == _comparable(fold(stated))
    assert made.identity == fold(stated).identity


def test_a_whole_country_folds() -> None:
    """47,000 persons with a seat each: anything quadratic would take hours."""
    stated: list[Node | Relation] = [node(f"person:p{i}") for i in range(47_000)]
    stated += [node("municipality:m", mention=True), node("council:c"), node("municipality:GM1", name="m")]
    stated += [relation("seat", f"person:p{i}", "council:c") for i in range(47_000)]
    made = fold(stated, same({"person:p1": "person:p0"}))
    assert len(made.nodes) == 47_001
    assert len(made.relations) == 46_999

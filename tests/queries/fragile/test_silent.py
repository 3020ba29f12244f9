"""Platforms that met once and seem to meet no more: design, section 5."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from graph.model import Node, Relation
from graph.network import Network
from graph.views import for_audience, on, take, within
from queries.finding import Finding
from queries.fragile.question import fragile
from queries.registry import KINDS
from tests.networks import DAY, network, node, relation

PLATFORMS = ("platform:a", "platform:b")
#: What is written, and the last meeting that is still recent enough on DAY (2026-11-22): a year ago, or twice the time
#: between two meetings when that is longer.
RECENT = {
    None: date(2025, 11, 22),
    "op afroep": date(2025, 11, 22),
    "maandelijks": date(2025, 11, 22),
    "twee keer per jaar": date(2025, 11, 22),
    "jaarlijks": date(2024, 11, 22),
    "every two years": date(2022, 11, 22),
}
_MET = sorted({day + timedelta(days=n) for day in (*RECENT.values(), DAY) for n in (-1, 0, 1)} | {date(2020, 1, 1)})


@st.composite
def _met(draw: st.DrawFn) -> Network:
    """Platforms with meetings around every boundary, some that stopped, and organisations that take part."""
    nodes: list[Node] = []
    made: list[Relation] = [relation("active_in", "platform:a", "region:r")]
    for platform in PLATFORMS:
        frequency = draw(st.sampled_from([*RECENT]))
        until = draw(st.sampled_from([None, None, None, DAY, DAY + timedelta(days=1)]))
        nodes.append(node(platform, properties={"frequency": frequency} if frequency else {}, until=until))
        for number, day in enumerate(draw(st.lists(st.sampled_from(_MET), max_size=3))):
            meeting = f"meeting:{platform[-1]}{number}"
            nodes.append(node(meeting, since=day))
            made.append(relation("meeting_of", meeting, platform))
    for organisation in ("council:c", "institution:i"):
        for platform in draw(st.lists(st.sampled_from(PLATFORMS), unique=True)):
            made.append(relation("participates", organisation, platform))
    nodes += [node("meeting:other", since=date(2020, 1, 1)), *map(node, PLATFORMS[2:])]
    return network(made, *nodes)


def _by_the_definition(made: Network) -> dict[str, tuple[date, int, int]]:
    """Return every silent platform with its last meeting, how many are known, and how many take part."""
    found = {}
    for platform in (made.nodes[id_] for id_ in PLATFORMS):
        pairs = [(r.origin, r.relation) for r in made.relations if r.target == platform.id]
        days = [made.nodes[origin].since or DAY for origin, name in pairs if name == "meeting_of"]
        days = [day for day in days if day <= DAY]
        stands = platform.until is None or platform.until > DAY
        if stands and days and max(days) < RECENT[platform.properties.get("frequency")]:
            found[platform.id] = (max(days), len(days), sum(name == "participates" for _, name in pairs))
    return found


def _silent(seen: Network) -> dict[str, Finding]:
    return {f.subjects[0]: f for f in fragile(seen, DAY).findings if f.kind == "silent-platform"}


def _told(seen: Network) -> dict[str, tuple[Any, ...]]:
    return {
        id_: tuple(one.details[name] for name in ("last_meeting", "meetings", "participants"))
        for id_, one in _silent(seen).items()
    }


@given(_met())
def test_a_silent_platform_is_found_as_it_is_defined(made: Network) -> None:
    today = take(made, on(DAY))
    assert _told(today) == _by_the_definition(made)
    for id_, finding in _silent(today).items():
        shown = KINDS["silent-platform"].evidence(today, finding)
        assert [item.target for item in shown if isinstance(item, Relation)] == [id_] * len(shown) != []
        assert {today.nodes[r.origin].since for r in shown if isinstance(r, Relation)} == {
            finding.details["last_meeting"]
        }


@given(_met())
def test_it_is_the_same_for_every_audience_and_in_its_region(made: Network) -> None:
    today = take(made, on(DAY))
    for audience in ("partners", "public"):
        assert _told(take(today, for_audience(audience))) == _told(today)
    inside = {id_: told for id_, told in _told(today).items() if id_ == "platform:a"}
    for narrowed in (take(today, within("region:r")), take(made, within("region:r"), on(DAY))):
        found = {id_: told[:2] for id_, told in _told(narrowed).items()}
        assert {id_: told for id_, told in found.items() if id_ == "platform:a"} == {
            id_: told[:2] for id_, told in inside.items()
        }


def test_what_meets_there_is_at_stake() -> None:
    made = network(
        [
            relation("meeting_of", "meeting:m", "platform:a"),
            *(relation("participates", f"council:c{n}", "platform:a") for n in range(3)),
        ],
        node("meeting:m", since=date(2024, 1, 1)),
    )
    (finding,) = _silent(take(made, on(DAY))).values()
    assert (finding.severity, finding.share, finding.id) == ("critical", 1.0, "silent-platform:platform:a")

"""Networks for tests: made by hand in a few words, or by hypothesis."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from graph.identity.judgements import Judgement
from graph.model import Evidence, Node, Relation, kind_of
from graph.network import Network

DAY = date(2026, 11, 22)
ORGANISATION_KINDS = (
    "council",
    "client_organisation",
    "platform",
    "support_organisation",
    "institution",
    "municipality",
)
#: The regions that ``networks`` and ``countries`` have.
REGIONS = ("region:r0", "region:r1")


def node(node_id: str, **fields: Any) -> Node:
    """Return a node; the name is the key."""
    fields.setdefault("name", node_id.partition(":")[2])
    return Node(id=node_id, kind=kind_of(node_id), **fields)


def relation(name: str, origin: str, target: str, *carriers: str, **fields: Any) -> Relation:
    """Return a relation with one piece of evidence."""
    fields.setdefault("sources", (Evidence("test.xlsx", f"{name}!2"),))
    return Relation(relation=name, origin=origin, target=target, carriers=carriers, **fields)


def network(relations: Iterable[Relation], *more: Node, salt: bytes = b"salt") -> Network:
    """Return a network of ``relations``, with a node for every end that ``more`` does not give."""
    relations = list(relations)
    nodes = {item.id: item for item in more}
    for item in relations:
        for end in (item.origin, item.target, *item.carriers):
            nodes.setdefault(end, node(end))
    return Network(nodes, relations, salt=salt)


def same(ids: Mapping[str, str], at: datetime = datetime(2026, 11, 1, tzinfo=UTC)) -> list[Judgement]:
    """Return the judgements that each of these ids is the same as the other, which stays."""
    return [Judgement(id_, other, same=True, decided_at=at) for id_, other in ids.items()]


def _days(*, often: bool = False) -> st.SearchStrategy[date | None]:
    """Mostly none, so that most of a network is there on DAY; else dates around it, on the boundary more often than not."""
    days = [DAY + timedelta(days=number) for number in (-2, -1, 0, 1, 2)]
    return st.sampled_from([*[None] * (6 if often else 20), *days])


def _sizes(least: int, most: int) -> st.SearchStrategy[int]:
    """Numbers of things: half of them large, for what is drawn from a range is mostly small."""
    return st.integers(least, most) | st.integers((least + most) // 2, most)


@st.composite
def networks(draw: st.DrawFn, organisations: int = 9, persons: int = 7, relations: int = 24) -> Network:
    """Networks with every relation that ties, since/until around DAY, unattributed relations and inactive carriers."""
    organisation_ids = [
        f"{draw(st.sampled_from(ORGANISATION_KINDS))}:o{i}" for i in range(draw(_sizes(1, organisations)))
    ]
    person_ids = [f"person:p{i}" for i in range(draw(_sizes(0, persons)))]
    region_ids = list(REGIONS)
    nodes = [node(id_, since=draw(_days()), until=draw(_days())) for id_ in organisation_ids]
    nodes += [node(id_, since=draw(_days()), until=draw(_days(often=True))) for id_ in person_ids]
    nodes += [node(id_) for id_ in (*region_ids, "meeting:m0")]
    made = []
    for _ in range(draw(_sizes(0, relations))):
        made.append(draw(_relation(organisation_ids, person_ids, region_ids)))
    return network([item for item in made if item is not None], *nodes)


@st.composite
def _relation(draw: st.DrawFn, organisations: list[str], persons: list[str], regions: list[str]) -> Relation | None:
    name = draw(
        st.sampled_from(
            (
                "seat",
                "seat",
                "seat",
                "represents",
                "supports",
                "employer",
                "convenes",
                "contact",
                "participates",
                "advises",
                "part_of",
            )
        )
    )
    by_kind = {kind: [o for o in organisations if kind_of(o) == kind] for kind in ORGANISATION_KINDS}
    dates = {"since": draw(_days()), "until": draw(_days())}
    if name in ("seat", "represents", "supports", "employer"):
        if not persons:
            return None
        targets = organisations + (regions if name == "supports" else [])
        properties = {"at": draw(st.sampled_from(organisations))} if name == "represents" else {}
        person, target = draw(st.sampled_from(persons)), draw(st.sampled_from(targets))
        return relation(name, person, target, properties=properties, **dates)
    if name == "part_of":
        municipalities = by_kind["municipality"]
        return (
            relation(name, draw(st.sampled_from(municipalities)), draw(st.sampled_from(regions)))
            if municipalities
            else None
        )
    if name == "convenes":
        origins, targets = persons + organisations, [*by_kind["platform"], "meeting:m0"]
    elif name == "participates":
        origins, targets = organisations, by_kind["platform"]
    elif name == "advises":
        origins, targets = by_kind["council"], by_kind["municipality"] + by_kind["institution"] + regions
    else:
        origins = targets = organisations
    if not origins or not targets:
        return None
    carriers = (
        draw(st.lists(st.sampled_from(persons), max_size=3, unique=True)) if persons and name != "convenes" else []
    )
    was_heard: bool = draw(st.booleans())
    heard: dict[str, Any] = {"last_confirmed": draw(_days())} if carriers and was_heard else {}
    if heard and name == "contact" and (day := draw(_days())) is not None:
        heard["properties"] = {"last_contact": day.isoformat()}
    origin, target = draw(st.sampled_from(origins)), draw(st.sampled_from(targets))
    fields: dict[str, Any] = {**dates, **heard}
    return relation(name, origin, target, *carriers, **fields)


@st.composite
def countries(draw: st.DrawFn) -> Network:
    """Networks in which organisations work in one of two regions, in a municipality there, in a part of one, or nowhere."""
    made = draw(networks(organisations=11, persons=8, relations=26))
    areas = [*REGIONS, "region:part", *(id_ for id_ in made.nodes if id_.startswith("municipality:"))]
    relations = [*made.relations, relation("part_of", "region:part", "region:r0")]
    for id_ in made.nodes:
        if id_.startswith(("council:", "client_organisation:", "institution:", "support_organisation:")):
            relations += [
                relation("active_in", id_, area)
                for area in draw(st.lists(st.sampled_from(areas), min_size=1, max_size=2))
            ]
    return Network({**made.nodes, "region:part": node("region:part")}, relations, salt=made.salt)

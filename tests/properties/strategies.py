"""Networks with everything in them, by hypothesis: every relation, every property, dates around DAY, odd names."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from graph.model import Claim, Evidence, Node, Relation, kind_of
from graph.network import LooseEnd, Network
from tests.networks import DAY, ORGANISATION_KINDS, node

REGIONS = tuple(f"region:r{i}" for i in range(4))
MEETINGS, TOPICS = ("meeting:m0", "meeting:m1"), ("topic:t0", "topic:t1")
ROLES = ("chair", "secretary", "officer", "adviser", "member", "volunteer", "penningmeester")
#: relation: (kinds it may come from, kinds it may go to)
ENDS = {
    "part_of": (("municipality", "region"), ("region",)),
    "advises": (("council",), ("municipality", "region", "institution")),
    "active_in": (ORGANISATION_KINDS, ("municipality", "region")),
    "covers": ((*ORGANISATION_KINDS, "meeting"), ("topic",)),
    "seat": (("person",), ORGANISATION_KINDS),
    "represents": (("person",), ORGANISATION_KINDS),
    "employer": (("person",), ORGANISATION_KINDS),
    "supports": (("person",), (*ORGANISATION_KINDS, "region")),
    "participates": (ORGANISATION_KINDS, ("platform",)),
    "contact": (ORGANISATION_KINDS, ORGANISATION_KINDS),
    "attended": (("person",), ("meeting",)),
    "convenes": (("person", *ORGANISATION_KINDS), ("platform", "meeting")),
    "meeting_of": (("meeting",), ("platform",)),
    "succeeds": (ORGANISATION_KINDS, ORGANISATION_KINDS),
}
CARRIED = ("advises", "participates", "contact")
#: What ties people and organisations, and places them, comes more often.
CODES = (
    *ENDS,
    "seat",
    "seat",
    "represents",
    "supports",
    "contact",
    "contact",
    "contact",
    "active_in",
    "advises",
    "part_of",
    "part_of",
)

#: Around DAY, on the boundary more often than not; one draw for both ends keeps it fast.
_ENDS = (None, *(DAY + timedelta(days=number) for number in (-2, -1, 0, 1, 2)))
_periods = st.sampled_from([(since, until) for since in _ENDS for until in _ENDS] + [(None, None)] * 60)


@st.composite
def worlds(draw: st.DrawFn) -> Network:
    """Return a network; what belongs to person number i has her mark in it (``mark``), in ids, names, notes and all."""
    count = draw(st.integers(1, 5))
    people = [draw(_person(number)) for number in range(draw(st.integers(0, 5)))]
    kinds = draw(st.lists(st.sampled_from(ORGANISATION_KINDS), min_size=count, max_size=count))
    places = [
        draw(_node(id_, []))
        for id_ in (*(f"{kind}:o{number}" for number, kind in enumerate(kinds)), "municipality:town")
    ]
    others = [draw(_node(id_, people)) for id_ in (*REGIONS, *MEETINGS, *TOPICS)]
    nodes = {item.id: item for item in (*places, *others, *people)}
    relations = draw(st.lists(_relation(list(nodes), [person.id for person in people]), min_size=4, max_size=24))
    made = [item for item in relations if item is not None]
    loose = [LooseEnd(item, ("person:zq9qz",)) for item in made[:1]]
    identity = {f"person:was-{mark(person.id)}": person.id for person in people}
    return Network(nodes, made, loose_ends=loose, salt=draw(st.binary(min_size=1, max_size=4)), identity=identity)


def mark(person_id: str) -> str:
    """Return what stands in everything that belongs to this person only."""
    return person_id.partition(":")[2]


@st.composite
def _person(draw: st.DrawFn, number: int) -> Node:
    key = f"zq{number}qz"
    name = draw(st.text(max_size=4)) + key + draw(st.text(max_size=4))
    properties: dict[str, Any] = {"email": f"{key}@example.org", "phone": f"06-{key}", "note": f"over {key}"}
    if draw(st.booleans()):
        properties["municipality"] = "municipality:town"
    if draw(st.integers(0, 4)) == 0:
        properties["appointments"] = [{"since": None, "until": None, "functions": ["inform"], "hours_per_month": 3}]
    if draw(st.integers(0, 9)) == 0:
        properties["placeholder"] = True
    if draw(st.booleans()):
        properties["size"] = 12
    return node(f"person:{key}", name=name, properties=properties, **draw(_about([key])))


@st.composite
def _node(draw: st.DrawFn, id_: str, people: list[Node]) -> Node:
    keys = [mark(person.id) for person in people]
    properties = {"note": f"van {' '.join(keys)}", "size": draw(st.integers(1, 4))}
    return node(id_, properties=properties, **draw(_about(keys)))


@st.composite
def _about(draw: st.DrawFn, keys: list[str]) -> dict[str, Any]:
    """Dates, sources and disagreement; what is noted with a source names ``keys``."""
    evidence = Evidence("bron.xlsx", "blad!2", f"gehoord van {' '.join(keys)}" if keys else None)
    claims = {"since": (Claim("2020-01-01", evidence, DAY),), "note": (Claim(f"ook {keys}", evidence),)}
    since, until = draw(_periods)
    return {
        "since": since,
        "until": until,
        "last_confirmed": since,
        "sources": (evidence,),
        "alternatives": claims if until else {},
    }


@st.composite
def _relation(draw: st.DrawFn, ids: list[str], people: list[str]) -> Relation | None:
    code = draw(st.sampled_from(CODES))
    origins, targets = ([id_ for id_ in ids if kind_of(id_) in kinds] for kinds in ENDS[code])
    if not origins or not targets:
        return None
    origin, target = draw(st.sampled_from(origins)), draw(st.sampled_from(targets))
    named = people if code in CARRIED else []
    carriers = draw(st.lists(st.sampled_from(named), max_size=3, unique=True)) if named else []
    about = [mark(id_) for id_ in people]
    properties: dict[str, Any] = {"note": f"vraag {' '.join(about)}"} if draw(st.booleans()) else {}
    if code == "seat":
        properties["role"] = draw(st.sampled_from(ROLES))
        properties |= draw(st.sampled_from([{}, {}, {"speaks_for": ["t0"]}]))
    own = [id_ for id_ in ids if kind_of(id_) in ORGANISATION_KINDS]
    if code == "represents":
        properties["at"] = draw(st.sampled_from(own))
    if code == "attended" and own:
        properties |= draw(st.sampled_from([{}, {"organisation": draw(st.sampled_from(own))}]))
    return Relation(
        relation=code,
        origin=origin,
        target=target,
        carriers=tuple(carriers),
        properties=properties,
        **draw(_about(about)),
    )


def a_day() -> st.SearchStrategy[date]:
    """Return days around DAY."""
    return st.integers(-3, 3).map(lambda number: DAY + timedelta(days=number))

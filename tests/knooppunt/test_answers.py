"""Answers as plain data: one function for every struct, by what the annotations of its fields say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

import msgspec

from graph.model import Itself, NodeId
from knooppunt.answers.findings import Shown, findings_table
from knooppunt.answers.plain import plain
from knooppunt.answers.speaker import Speaker
from knooppunt.answers.told import Told
from queries.finding import Finding, Reason
from tests.networks import network, node, relation

SAY = Speaker(
    network(
        [relation("contact", "council:a", "council:b", "person:p")],
        node("council:a", name="Raad A"),
        node("council:b", name="Raad B"),
        node("person:p", name="Piet"),
    ),
    "nl",
)
A, B, P = (
    {"id": id_, "name": name} for id_, name in (("council:a", "Raad A"), ("council:b", "Raad B"), ("person:p", "Piet"))
)


class Part(msgspec.Struct):
    """What ``node`` is about."""

    node: Itself
    why: str


class Made(msgspec.Struct):
    """One field of every sort."""

    pairs: tuple[tuple[NodeId, NodeId], ...]
    maybe: tuple[NodeId | None, ...]
    code: str
    share: Annotated[float, msgspec.Meta(extra={"digits": 2})] | None
    exact: float
    parts: list[Part]
    values: Mapping[str, Any]
    count: int = msgspec.field(name="how_many")


def test_plain_data_follows_the_annotations() -> None:
    made = Made(
        pairs=(("council:a", "council:b"),),
        maybe=("person:p", None),
        code="council:a",
        share=0.126,
        exact=0.126,
        parts=[Part("person:p", "tied")],
        values={"day": date(2026, 11, 22), "ids": ("council:a",), "nothing": None, "yes": True},
        count=3,
    )
    assert plain(SAY, made) == {
        "pairs": [[A, B]],
        "maybe": [P, None],
        "code": "council:a",
        "share": 0.13,
        "exact": 0.126,
        "parts": [{"id": "person:p", "name": "Piet", "why": "tied"}],
        "values": {"day": "2026-11-22", "ids": ["council:a"], "nothing": None, "yes": True},
        "how_many": 3,
    }
    assert list(plain(SAY, made))[-1] == "how_many"


def test_a_finding_has_the_keys_of_its_kind_only() -> None:
    connection = Finding(
        kind="single-person-connection",
        subjects=("council:a", "council:b"),
        person="person:p",
        organisations=("council:a", "council:b"),
        only_route=False,
        share=1 / 3,
    )
    data = Told(SAY, connection).data()
    assert data["person"] == P and data["organisations"] == [A, B]
    assert (data["only_route"], data["share"], data["region"]) == (False, 0.333333, None)
    assert not {"subjects", "details", "parts", "pairs_lost", "score", "because", "status"} & set(data)
    likely = Finding(
        kind="likely-link",
        subjects=("council:a", "council:b"),
        organisations=("council:a", "council:b"),
        score=0.123456,
        because=(Reason("common-contact", 0.98765, ("council:a",)),),
    )
    data = Told(SAY, likely).data()
    assert data["score"] == 0.1235
    assert [(one["points"], one["about"]) for one in data["because"]] == [(0.9877, [A])]
    assert data["because"][0]["text"] in data["text"]


def test_a_table_of_findings_has_the_columns_that_are_asked_for() -> None:
    told = [Told(SAY, Finding(kind="many-seats", subjects=("person:p",), person="person:p", details={"seats": 3}))] * 3
    shown = Shown("table", ("many-seats",), limit=2, why=False, fail_on=None, everything=True)
    table = findings_table(SAY, "Titel", told, shown.columns("severity", "finding"), shown.most)
    assert (table.title, len(table.rows), len(table.columns)) == ("Titel", 2, 2)
    assert table.note
    everywhere = msgspec.structs.replace(shown, format="xlsx")
    table = findings_table(SAY, "Titel", told, everywhere.columns("id", "kind"), everywhere.most)
    assert (len(table.rows), len(table.columns), table.note) == (3, 3, "")
    assert table.rows[0][0].text == "many-seats:person:p"

"""What hangs on people: the workload behind the findings, and what is left when people leave."""

from __future__ import annotations

import itertools

from graph.vocabulary import vocabulary
from graph.words.catalogue import written_date
from graph.words.phrases import percentage
from knooppunt.answers.plain import Answer, plain, references
from knooppunt.answers.speaker import Speaker
from knooppunt.documents.model import Table
from knooppunt.usecases.fragile import Workload
from queries.finding import Finding
from queries.fragile.whatif import WhatIf


def workload(say: Speaker, found: Workload, limit: int) -> Answer:
    """Return seats by number held, what advisers support, and terms that end; of a long table the first ``limit`` rows."""
    data = {name: plain(say, getattr(found, name)) for name in ("seats", "advisers", "terms")}
    for term in data["terms"]:
        term["role"] = term["role"] or None
    places = sum(one.seats for one in found.seats)
    seats = [
        (str(one.held), str(one.persons), str(one.seats), percentage(one.seats, places, say.lang))
        for one in found.seats
    ]
    advisers = [
        (say.caption(one.person), str(one.bodies), "" if one.hours is None else say.number(one.hours))
        for one in found.advisers
    ]
    terms = [
        (
            written_date(one.end, say.lang),
            say.caption(one.person),
            vocabulary().value_label("seat_role", one.role, say.lang),
            say.spoken(one.organisation),
        )
        for one in found.terms
    ]
    tables = [
        say.table("workload", "title-seats", "held persons seats share", seats).named("seats"),
        say.table("workload", "title-advisers", "adviser bodies hours", advisers).named("advisers"),
        say.table("workload", "title-terms", "end person role table.where", terms, last=found.last).named("terms"),
    ]
    # That everybody has as many says nothing; where it is asked for by name it is there.
    shown = [table for table in tables if table.rows and not (limit and table.name == "seats" and len(seats) == 1)]
    return {"workload": data}, [say.counted(table, limit) for table in shown]


def whatif(say: Speaker, found: WhatIf, most: int) -> Answer:
    """Return who leaves, what that does to the size of the network, and every group that falls apart; of a long list the
    first ``most`` (0: all).
    """
    if say.network.hides_persons:
        # Nobody can leave a network without persons: that is no answer about the one that they are in.
        untold = dict.fromkeys(("without", "pairs_lost", "connections_standing", "connections_lost", "after"))
        return untold, [say.note("whatif.not-told")]
    people = _first(say, say.captions(found.without), most)
    lost, before = found.pairs_lost, found.before.connected_pairs
    persons, joined = (
        (getattr(found.before, name), getattr(found.after, name)) for name in ("persons", "connected_pairs")
    )
    sizes = {"persons": persons, "standing": found.standing, "connected_pairs": joined}
    rows = [(say.said(f"whatif.{name}"), *map(say.number, both)) for name, both in sizes.items()]
    note = say.said("whatif.lost", pairs_lost=lost, share=percentage(lost, before, say.lang), count=lost)
    if say.network.hides_ties:
        note += " " + say.said("whatif.at-least")
    data = {
        "without": references(say, found.without),
        "pairs_lost": lost,
        "connections_standing": dict(zip(("before", "after"), found.standing, strict=True)),
        "connections_lost": found.standing[0] - found.standing[1],
        "after": plain(say, found.after),
    }
    return data, [
        say.note("whatif.title", people=people, count=len(found.without)) if people else say.note("whatif.nobody"),
        say.table("whatif", "", "table.what before after", rows, note).named("size"),
        *[_parts(say, one, most) for one in found.findings if one.kind == "group-falls-apart"][: most or None],
    ]


def _parts(say: Speaker, finding: Finding, most: int) -> Table:
    """Return which organisations are together in each part that is left of a group."""
    left = iter(say.all_spoken(finding.organisations))
    parts = [list(itertools.islice(left, size)) for size in finding.parts]
    together = [part for part in parts if len(part) > 1]
    shown = together[: most or None]
    rows = [(str(number), str(len(part)), ", ".join(_first(say, part, most))) for number, part in enumerate(shown, 1)]
    if more := together[len(shown) :]:
        rows.append((say.said("whatif.more-parts", count=len(more)), say.number(sum(map(len, more))), ""))
    if alone := [name for part in parts if len(part) == 1 for name in part]:
        rows.append((say.said("whatif.alone"), str(len(alone)), ", ".join(_first(say, alone, most))))
    return say.table("whatif", "parts", "part size organisations", rows)


def _first(say: Speaker, words: list[str], most: int) -> list[str]:
    """Return the first ``most`` (0: all) of ``words``, and how many more there are."""
    return say.first(words[: most or None], len(words))

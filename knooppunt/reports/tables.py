"""The network in tables: organisations, platforms, people who cannot be missed, terms that end."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta

from graph.model import Relation
from graph.vocabulary import vocabulary
from graph.words.catalogue import written_date
from graph.words.phrases import percentage, sentence
from graph.words.relations import relation_label, seat_role
from knooppunt.reports.given import Given
from knooppunt.reports.model import Cell, Column, Section, Table, cell, row
from queries.carrying.ties import conveners
from queries.finding import Finding
from queries.fragile.terms import end_within

#: How many rows a table has at most, and how many names a cell lists.
_ROWS = 40
_NAMES = 6
#: How many parts of a network that falls apart are told.
_PARTS = 3


def tables(given: Given) -> Section:
    """Return the part of the report with the tables."""
    paragraphs = [given.said("report.tables-public")] if given.public else []
    persons = [] if given.public else [_people(given), *_terms(given)]
    found = [table for table in (_organisations(given), _platforms(given), *persons) if table.rows]
    return Section("tables", given.said("report.tables-title"), tuple(paragraphs), tables=tuple(found))


def platforms_without_convener(given: Given) -> int:
    """Return the number of platforms of which nobody is known who calls them together."""
    called = conveners(given.network)
    return sum(not called.get(platform) for platform in _platform_ids(given))


def _organisations(given: Given) -> Table:
    counts = Counter(given.network.nodes[id_].kind for id_ in given.network.organisations)
    rows = [
        row(sentence(kind.plural[given.lang]), given.number(counts[kind.code]))
        for kind in vocabulary().kinds.values()
        if counts[kind.code]
    ]
    if rows:
        rows.append(row(given.said("report.organisations-total"), given.number(counts.total())))
    return Table(
        title=given.said("report.organisations"),
        columns=(
            Column(given.said("report.organisations-kind")),
            Column(given.said("report.organisations-count"), True),
        ),
        rows=tuple(rows),
    )


def _platforms(given: Given) -> Table:
    called = conveners(given.network)
    participants: dict[str, list[str]] = defaultdict(list)
    for relation in given.network.relations_by_type.get("participates", ()):
        participants[relation.target].append(relation.origin)
    ids = sorted(_platform_ids(given), key=lambda id_: given.name(id_).casefold())
    rows = [
        row(
            sentence(given.name(id_)),
            _conveners(given, called.get(id_, set())),
            _participants(given, participants[id_]),
        )
        for id_ in ids[:_ROWS]
    ]
    columns = tuple(Column(given.said(f"report.platforms-{code}")) for code in ("name", "conveners", "participants"))
    intro = given.said("report.platforms-public") if given.public else ""
    return Table(given.said("report.platforms"), columns, tuple(rows), intro, _more(given, len(ids)))


def _conveners(given: Given, ids: set[str]) -> list[str]:
    """Return who calls a platform together; the public cannot tell whether a person does."""
    names = sorted(given.name(id_) for id_ in ids)
    if given.public:
        return names or [given.said("report.platforms-persons-hidden")]
    if len(ids) == 1 and next(iter(ids)) in given.network.persons:
        return [*names, given.said("report.platforms-one-person")]
    return names or [given.said("unknown")]


def _participants(given: Given, ids: list[str]) -> list[str]:
    unique = sorted(set(ids), key=lambda id_: given.name(id_).casefold())
    if not unique:
        return [given.said("unknown")]
    names = ", ".join(given.names(unique, _NAMES))
    count = given.said("report.platforms-participant-count", count=len(unique), number=given.number(len(unique)))
    return [f"{count}: {names}"]


def _people(given: Given) -> Table:
    """Return the people without whom organisations lose each other."""
    found = [finding for finding in given.of_kind("cut-person") if given.may_tell(finding)]
    found.sort(key=lambda finding: -(finding.pairs_lost or 0))
    columns = (
        Column(given.said("report.people-name")),
        Column(given.said("report.people-where")),
        Column(given.said("report.people-lost"), True),
        Column(given.said("report.people-parts"), True),
    )
    return Table(
        title=given.said("report.people"),
        intro=given.said("report.people-means"),
        columns=columns,
        rows=tuple(_person(given, finding) for finding in found[:_ROWS]),
        note=_more(given, len(found)),
    )


def _person(given: Given, finding: Finding) -> tuple[Cell, ...]:
    person, lost = finding.person or "", finding.pairs_lost or 0
    joined = given.answers.fragile.size.connected_pairs
    share = percentage(lost, joined, given.lang)
    parts = [" + ".join(map(given.number, finding.parts[:_PARTS]))]
    if (more := len(finding.parts) - _PARTS) > 0:
        parts.append(given.said("report.people-more-parts", count=more, number=given.number(more)))
    lost_cell = cell(f"{given.number(lost)} ({share})", bar=lost / joined)
    return row(sentence(given.name(person)), _places(given, finding, person), lost_cell, parts)


def _places(given: Given, finding: Finding, person: str) -> list[str]:
    """Return what a person does where, as far as that does not tell who a nameless person is."""
    node = given.network.nodes[person]
    if "nameless" in node.properties:
        return [given.said("report.people-nameless")]
    lines = [given.said("report.people-adviser")] if person in given.network.advisers else []
    if node.properties.get("placeholder"):
        lines.append(given.said("report.people-placeholder"))
    own: dict[str, list[str]] = defaultdict(list)
    for relation in given.network.relations_of.get(person, ()):
        if relation.origin == person and relation.target in finding.organisations:
            own[_doing(given, relation)].append(relation.target)
    known = {target for targets in own.values() for target in targets}
    own[given.said("report.people-contacts")] = [id_ for id_ in finding.organisations if id_ not in known]
    lines += [f"{doing}: {', '.join(given.names(ids, _NAMES))}" for doing, ids in own.items() if ids]
    return lines


def _doing(given: Given, relation: Relation) -> str:
    """Return what a person does somewhere: the role of a seat, or what the relation is called."""
    return seat_role(relation, given.lang) or relation_label(relation.relation, given.lang)


def _terms(given: Given) -> list[Table]:
    """Return the seats that end within the horizon: those that need attention one by one, the others by organisation."""
    why = {finding.subjects: finding for finding in given.of_kind("term-ending") if given.may_tell(finding)}
    pressing, others = [], defaultdict(list)
    for end, seat in _ending(given):
        finding = why.get((seat.origin, seat.target))
        if finding is None:
            others[seat.target].append(end)
        else:
            pressing.append(_term(given, end, seat, finding))
    days = given.number(given.horizon)
    return [
        Table(
            title=given.said("report.terms", days=days),
            intro=given.said("report.terms-means"),
            columns=tuple(
                Column(given.said(f"report.terms-{code}"), short=code == "date")
                for code in ("date", "person", "seat", "attention")
            ),
            rows=tuple(pressing[:_ROWS]),
            note=_more(given, len(pressing)),
        ),
        _other_terms(given, others, days),
    ]


def _other_terms(given: Given, ends: dict[str, list[date]], days: str) -> Table:
    """Return how many seats end at every organisation, and the first day."""
    ids = sorted(ends, key=lambda id_: (-len(ends[id_]), given.name(id_).casefold()))
    return Table(
        title=given.said("report.terms-others", days=days),
        columns=(
            Column(given.said("report.terms-organisation")),
            Column(given.said("report.terms-count"), True),
            Column(given.said("report.terms-first"), short=True),
        ),
        rows=tuple(
            row(sentence(given.name(id_)), given.number(len(ends[id_])), written_date(min(ends[id_]), given.lang))
            for id_ in ids[:_ROWS]
        ),
        note=_more(given, len(ids)),
    )


def _ending(given: Given) -> list[tuple[date, Relation]]:
    """Return the seats that end within the horizon, the first one first."""
    last = given.day + timedelta(days=given.horizon)
    seats = given.network.relations_by_type.get("seat", ())
    found = [(end, seat) for seat in seats if (end := end_within(seat, given.day, last)) is not None]
    return sorted(found, key=lambda item: item[0])


def _term(given: Given, end: date, seat: Relation, finding: Finding) -> tuple[Cell, ...]:
    count = finding.details["connections"]
    attention = given.said("report.terms-sole-carrier", count=count, number=given.number(count))
    if finding.details["cut_person"]:
        attention = given.said("report.terms-cut-person")
    return row(
        written_date(end, given.lang),
        sentence(given.name(seat.origin)),
        f"{_doing(given, seat)}: {given.name(seat.target)}",
        attention,
    )


def _platform_ids(given: Given) -> list[str]:
    return [id_ for id_ in given.network.organisations if given.network.nodes[id_].kind == "platform"]


def _more(given: Given, count: int) -> str:
    more = count - _ROWS
    return given.said("report.more-rows", count=more, number=given.number(more)) if more > 0 else ""

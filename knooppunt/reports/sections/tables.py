"""The network in tables: organisations, platforms, people who cannot be missed, terms that end."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from graph.model import Relation
from graph.vocabulary import vocabulary
from graph.words.catalogue import written_date
from graph.words.phrases import sentence
from graph.words.relations import relation_label, represented, seat_role
from knooppunt.documents.model import Cell, Section, Table
from knooppunt.reports.context import Context
from queries.carrying.ties import conveners, participants
from queries.finding import Finding
from queries.fragile.terms import end_within

#: How many rows a table has at most, and how many names a cell lists.
_ROWS = 40
_NAMES = 6
#: How many parts of a network that falls apart are told.
_PARTS = 3


def section(context: Context) -> Section:
    """Return the part of the report with the tables."""
    tables = [_organisations(context), _platforms(context)]
    if context.public:
        return context.section("tables", context.said("report.tables-public"), tables=tables)
    return context.section("tables", tables=[*tables, _people(context), *_terms(context)])


def _organisations(context: Context) -> Table:
    counts = Counter(context.network.nodes[id_].kind for id_ in context.network.organisations)
    kinds = [kind for kind in vocabulary().kinds.values() if counts[kind.code]]
    rows = [(sentence(kind.plural[context.lang]), counts[kind.code]) for kind in kinds]
    if rows:
        rows.append((context.said("report.organisations-total"), counts.total()))
    return context.overview("organisations", "kind report.count", rows, numeric="report.count")


def _platforms(context: Context) -> Table:
    called, taking_part = conveners(context.network), participants(context.network)
    ids = context.by_name(context.platforms)
    rows = [
        (
            sentence(context.spoken(id_)),
            _conveners(context, called.get(id_, set())),
            _members(context, context.by_name(taking_part.get(id_, ()))),
        )
        for id_ in ids[:_ROWS]
    ]
    intro = context.said("report.platforms-public") if context.public else ""
    more = len(ids) - _ROWS
    return context.overview("platforms", "name conveners participants", rows, intro=intro, more=more)


def _conveners(context: Context, ids: set[str]) -> list[str]:
    """Return who calls a platform together; the public cannot tell whether a person does."""
    names = sorted(context.all_spoken(ids))
    if context.public:
        return names or [context.said("report.platforms-persons-hidden")]
    if len(ids) == 1 and next(iter(ids)) in context.network.persons:
        return [*names, context.said("report.platforms-one-person")]
    return names or [context.said("unknown")]


def _members(context: Context, ids: Sequence[str]) -> str:
    if not ids:
        return context.said("unknown")
    return context.said("report.members", count=len(ids), members=", ".join(context.names(ids, _NAMES)))


def _people(context: Context) -> Table:
    """Return the people without whom organisations lose each other; nobody when what hangs on them all is told already."""
    found = [finding for finding in context.cut_persons() if context.may_tell(finding)]
    found = found if len(found) > context.people else []
    return context.overview(
        "people",
        "name where lost parts",
        [_person(context, finding) for finding in found[:_ROWS]],
        numeric="lost parts",
        intro=context.said("report.people-means"),
        more=len(found) - _ROWS,
    )


def _person(context: Context, finding: Finding) -> tuple[str | list[str] | Cell, ...]:
    person, lost, joined = finding.person or "", finding.pairs_lost or 0, context.size.connected_pairs
    parts = [" + ".join(context.number(part) for part in finding.parts[:_PARTS])]
    if (more := len(finding.parts) - _PARTS) > 0:
        parts.append(context.said("report.people-more-parts", count=more))
    written = f"{context.number(lost)} ({context.share(lost, joined)})"
    places = _places(context, finding, person)
    return sentence(context.spoken(person)), places, Cell((written,), bar=lost / joined), parts


def _places(context: Context, finding: Finding, person: str) -> list[str]:
    """Return what a person does where, as far as that does not tell who a nameless person is."""
    network = context.network.entire
    node = network.nodes[person]
    if "nameless" in node.properties:
        return [context.said("report.people-nameless")]
    lines = [context.said("report.people-adviser")] if person in network.advisers else []
    if node.properties.get("placeholder"):
        lines.append(context.said("report.people-placeholder"))
    own: dict[str, list[str]] = defaultdict(list)
    for relation in network.relations_of.get(person, ()):
        if relation.origin == person and relation.target in finding.organisations:
            own[_doing(context, relation)].append(relation.target)
    known = {target for targets in own.values() for target in targets}
    own[context.said("report.people-contacts")] = [id_ for id_ in finding.organisations if id_ not in known]
    return lines + [f"{doing}: {', '.join(context.names(ids, _NAMES))}" for doing, ids in own.items() if ids]


def _doing(context: Context, relation: Relation) -> str:
    """Return what a person does somewhere: the role of a seat, or what the relation is called."""
    return seat_role(relation, context.lang) or relation_label(relation.relation, context.lang)


def _terms(context: Context) -> list[Table]:
    """Return the seats that end within the horizon: those that need attention one by one, the others by organisation."""
    why = {finding.subjects: finding for finding in context.of_kind("term-ending") if context.may_tell(finding)}
    last, pressing, others = context.day + timedelta(days=context.horizon), [], defaultdict(list)
    counts = context.network.counted
    for seat in context.network.relations_by_type.get("seat", ()):
        if seat.target not in counts or (end := end_within(seat, context.day, last)) is None:
            continue
        if finding := why.get((seat.origin, seat.target)):
            pressing.append((end, seat, finding))
        else:
            others[seat.target].append(end)
    pressing.sort(key=lambda one: one[0])
    shown = context.overview(
        "terms",
        "date person seat attention",
        [_term(context, *one) for one in pressing[:_ROWS]],
        short="date",
        intro=context.said("report.terms-means"),
        more=len(pressing) - _ROWS,
    )
    return [shown, _other_terms(context, others)]


def _other_terms(context: Context, ends: Mapping[str, list[date]]) -> Table:
    """Return how many seats end at every organisation, and the first day."""
    ids = sorted(context.by_name(ends), key=lambda id_: -len(ends[id_]))
    rows = [
        (sentence(context.spoken(id_)), len(ends[id_]), written_date(min(ends[id_]), context.lang))
        for id_ in ids[:_ROWS]
    ]
    columns, count, more = "organisation report.count first", "report.count", len(ids) - _ROWS
    return context.overview("terms-others", columns, rows, numeric=count, short="first", more=more)


def _term(context: Context, end: date, seat: Relation, finding: Finding) -> tuple[str, ...]:
    attention = context.said("report.terms-sole-carrier", count=finding.details["connections"])
    if finding.details["cut_person"]:
        attention = context.said("report.terms-cut-person")
    place = f"{_doing(context, seat)}: {context.spoken(seat.target)}"
    behalf = represented(context.network.entire, seat)
    if names := [*context.all_spoken(behalf), *seat.properties.get("speaks_for", ())]:
        place = context.said("report.terms-behalf", place=place, names=", ".join(names))
    return written_date(end, context.lang), sentence(context.spoken(seat.origin)), place, attention

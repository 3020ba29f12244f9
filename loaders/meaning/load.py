"""From tables to statements: every row of every known sheet, and everything that is wrong with them at once."""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

import msgspec

from graph.identity.namesakes import AREAS
from graph.memory import garbage_collection_paused
from graph.model import CERTAINTY, PROPOSED, Node, Relation
from graph.names import normalise
from graph.places.said import said_region
from graph.places.table import places
from graph.store.base import LeftOut, SheetCount
from graph.vocabulary import vocabulary
from loaders.base import Fault, Loaded, Problem, Progress, Table, shown
from loaders.meaning.circles import Circle, circles
from loaders.meaning.completing import complete_each_other
from loaders.meaning.entities import decode_entities
from loaders.meaning.examples import without_examples
from loaders.meaning.headers import Recognised, recognise
from loaders.meaning.identifiers import Declared, declare
from loaders.meaning.leaving_out import leave_out
from loaders.meaning.lists import may_be_several, single_topics, texts_in
from loaders.meaning.namesakes import told_by_name
from loaders.meaning.nearly import nearly_the_same
from loaders.meaning.placed import code_of
from loaders.meaning.plans import Plan, make_plan
from loaders.meaning.references import TOPIC, Index, is_known_word
from loaders.meaning.rows import Mention, Row, drop_cells, problems_of, read_row
from loaders.meaning.sanity import hardly_true

#: How many rows pass between two reports of progress.
PROGRESS_STEP = 1000
#: What is told of a row that declares what an earlier one does.
_AS_ONE = ("told-twice", "told-as-one")
#: What is told of a word that no list of values has; of so many in a column it is told in one.
_UNKNOWN = "kept-as-written"
_SEVERAL = 2
#: What is told once of all cells of a column.
_ONCE = frozenset(
    {
        "read-as-empty",
        "read-as-synonym",
        "topic-everyone",
        _UNKNOWN,
        "no-end",
        "century-added",
        "read-as-period",
        "read-as-day-number",
        "read-as-term",
        "read-as-since",
        "read-as-number",
        "read-as-hours-a-month",
    }
)


def load_tables(
    tables: Iterable[Table],
    file: str,
    source: str,
    known: Iterable[Node | Relation],
    *,
    identity: Mapping[str, str] | None = None,
    before: Callable[[], Iterable[Node | Relation]] = tuple,
    skip_bad_rows: bool = False,
    progress: Progress | None = None,
) -> Loaded:
    """Turn ``tables`` of ``file`` into the statements of ``source``.

    ``known`` is what other sources say: the nodes that they declare or mention may be referred to, and the relations tell
    to which areas organisations belong; ``identity`` is the id that a node goes by, by others that they call it.
    ``before`` gives what the version before this one said: who was there, keeps the id. When there are problems, no
    statement is returned, unless ``skip_bad_rows`` is given and every problem is one of a single row: then optional
    cells that are wrong are left out, and rows that mean nothing without such a cell, with the rows and cells that refer
    to what these declare.
    """
    with garbage_collection_paused():
        tables = list(tables)
        decoded = list(decode_entities(tables, file))
        recognition = recognise(tables, file)
        recognition.tables, examples = without_examples(recognition.tables, file)
        index = Index(known, identity)
        elsewhere = frozenset(index.entries)
        index.before = functools.cache(lambda: Index(before()))
        declared = _declare(recognition.tables, index, index.before)
        plans = [make_plan(recognised, index, file, source) for recognised in recognition.tables]
        _bring_into_being(plans)
        _know_topics(plans, index)
        rows = list(_read_rows(plans, declared, index, progress, lenient=skip_bad_rows))
        _report_circles(rows, index, lenient=skip_bad_rows)
        loaded = Loaded(problems=recognition.problems, warnings=[*decoded, *recognition.warnings, *examples])
        loaded.problems += _once_per_cell(problem for row in rows for problem in (*row.problems, *row.dropped))
        loaded.warnings += _empty_sheets(plans, loaded.problems)
        refused = bool(loaded.problems) and not (skip_bad_rows and loaded.only_rows)
        if not refused:
            loaded.warnings += _left_out(rows, elsewhere, index)
            completed = list(complete_each_other(rows))
            loaded.warnings += _once_per_column(
                _once_per_cell(each for row in rows if not row.left_out for each in row.warnings)
            )
            loaded.warnings += completed
            loaded.warnings += told_by_name(rows, index)
            loaded.warnings += _unsure_names(rows, index)
            loaded.warnings += _told_of_places(plans, index)
            loaded.warnings += _spoken_for(rows, index)
            loaded.warnings += hardly_true(rows, index)
            loaded.alike = nearly_the_same(rows, index)
            loaded.left_out = [row.plan.place(row.number) for row in rows if row.left_out]
            loaded.cells_left_out = [each.place for row in rows for each in _cells_left_out(row)]
            loaded.statements = list(_statements(rows, index))
        loaded.counts = _counts(plans, rows, refused)
    return loaded


def _once_per_cell(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems, those that several rows made of one cell have with it once."""
    return list({(each.code, each.place, each.value, repr(each.params)): each for each in problems}.values())


def _once_per_column(warnings: Iterable[Problem]) -> list[Problem]:
    """Return warnings, those that say the same of a column once: at the first cell, with how many more there are."""
    first: dict[object, Problem] = {}
    count: Counter[object] = Counter()
    for each in warnings:
        key: object = id(each)
        if each.code in _ONCE:
            key = each.code, each.place.sheet, each.place.column, each.params.get("read")
        first.setdefault(key, each)
        count[key] += 1
    told = [
        msgspec.structs.replace(each, params={**each.params, "more": count[key] - 1}) if each.code in _ONCE else each
        for key, each in first.items()
    ]
    return list(_unknown_together(told))


def _unknown_together(warnings: Sequence[Problem]) -> Iterator[Problem]:
    """Yield warnings, one for all words of a column that are not known and look like none that is."""
    together: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for each in warnings:
        if each.code == _UNKNOWN and "suggestion" not in each.params:
            together[each.place.sheet, each.place.column].append(each)
    for each in warnings:
        several = together[each.place.sheet, each.place.column]
        if len(several) < _SEVERAL or each not in several:
            yield each
        elif each is several[0]:
            also = [other.value for other in several[1:]]
            yield Problem(each.place, "several-kept-as-written", each.value, {"also": also})


def _empty_sheets(plans: Sequence[Plan], problems: Sequence[Problem]) -> Iterator[Problem]:
    """Yield a warning for every empty sheet that would hold what a cell refers to in vain."""
    sought = {kind for each in problems if each.code == "unknown-reference" for kind in each.params["kinds"]}
    kinds = vocabulary().expand(tuple(sought))
    for plan in plans:
        if not plan.table.rows and plan.sheet.kind in kinds:
            yield Problem(plan.place_of_sheet(), "empty-sheet", "")


def _declare(tables: Sequence[Recognised], index: Index, before: Callable[[], Index]) -> list[list[Declared]]:
    """Return what the rows of every sheet declare; areas first, because a name may need its municipality."""
    kinds = vocabulary().kinds
    declared: list[list[Declared]] = [[(None, None)] * len(each.table.rows) for each in tables]
    own = [(position, each, each.sheet.kind) for position, each in enumerate(tables) if each.sheet.kind]
    for position, recognised, kind in sorted(own, key=lambda item: not kinds[item[2]].mention):
        declared[position] = declare(recognised, index, before)
        # An empty sheet declares nothing; one of which a column is missing is a problem by itself, told once.
        if not recognised.usable and any(recognised.table.header):
            index.incomplete.add(kind)
    return declared


def _bring_into_being(plans: Sequence[Plan]) -> None:
    """Make the municipalities and regions that rows mention, before anything refers to them.

    A column that can only mean one kind goes first: what it names is that kind wherever else it is named.
    """
    found = [(plan.table.rows, number, parse, kinds) for plan in plans for number, parse, kinds in plan.mentioning]
    for rows, number, parse, _ in sorted(found, key=lambda item: len(item[3])):
        for text in dict.fromkeys(shown(cells[number]) for _, cells in rows if number < len(cells)):
            parse(text)


def _know_topics(plans: Sequence[Plan], index: Index) -> None:
    """Learn the topics that stand alone in a cell or between semicolons: beside them others are told apart."""
    for plan in plans:
        for each in (each for each in plan.mentions if each.kinds == TOPIC):
            number = plan.columns[each.slot]
            for text in {shown(cells[number]) for _, cells in plan.table.rows if number < len(cells)}:
                index.topics |= single_topics(text) if each.type else index.unnamed(single_topics(text))


def _read_rows(
    plans: Sequence[Plan],
    declared: Sequence[Sequence[Declared]],
    index: Index,
    progress: Progress | None,
    *,
    lenient: bool,
) -> Iterator[Row]:
    """Read every row of every sheet, in the order of the file."""
    total = sum(map(len, declared))
    done = 0
    for plan, declarations in zip(plans, declared, strict=True):
        for (number, cells), (id_, duplicate) in zip(plan.table.rows, declarations, strict=True):
            row = read_row(plan, index, number, cells, id_, lenient=lenient)
            if row is not None:
                if duplicate is not None:
                    slot = "id" if duplicate.params["given"] else "name"
                    told = problems_of(plan, number, cells, slot, duplicate)
                    if duplicate.code in _AS_ONE:
                        row.warnings = (*row.warnings, *told)
                    else:
                        row.refuse(told)
                yield row
            done += 1
            if progress is not None and done % PROGRESS_STEP == 0:
                progress(done, total)
    if progress is not None:
        progress(total, total)


def _report_circles(rows: Sequence[Row], index: Index, *, lenient: bool) -> None:
    """Refuse the rows that make areas lie in each other, or leave out those cells of rows that may lack one."""
    by_row: dict[int, list[Circle]] = defaultdict(list)
    for circle in circles(rows):
        by_row[id(circle.row)].append(circle)
    for found in by_row.values():
        row, slot = found[0].row, found[0].slot
        first, *others = (_circle(each, index) for each in found)
        fault = msgspec.structs.replace(first, others=tuple(others))
        if lenient:
            drop_cells(row, [(slot, fault)], (), index)
        else:
            row.refuse(problems_of(row.plan, row.number, (), slot, fault))


def _circle(circle: Circle, index: Index) -> Fault:
    names = [index.entries[id_].name for id_ in circle.ids]
    steps = [*names, *(["…"] if circle.more else []), names[0]]
    return Fault("circle", " > ".join(steps), {"more_areas": circle.more})


def _left_out(rows: Sequence[Row], elsewhere: Collection[str], index: Index) -> list[Problem]:
    """Mark the rows and cells that are left out; return a warning for each that follows another one."""
    warnings = []
    for position, slot, id_ in leave_out(rows, elsewhere, index):
        row = rows[position]
        place, name = row.plan.place(row.number, slot), index.entries[id_].name
        if slot:
            warning = Problem(place, "cell-refers-to-left-out", name, {"id": id_})
            row.dropped = (*row.dropped, warning)
        elif id_ in index.contested:
            warning = Problem(place, "refers-to-contested", name, {"id": id_})
        else:
            warning = Problem(place, "refers-to-left-out", name, {"id": id_})
        warnings.append(warning)
    return warnings


def _cells_left_out(row: Row) -> Iterator[Problem]:
    """Yield what was wrong with each cell of a stored row that was left out; once, however much was wrong."""
    seen: set[str] = set()
    for each in () if row.left_out else row.dropped:
        if each.place.column not in seen:
            seen.add(each.place.column)
            yield each


def _unsure_names(rows: Sequence[Row], index: Index) -> Iterator[Problem]:
    """Yield a warning for every topic, municipality or region that a row brings into being, at its first row, when its name
    may be a list of names."""
    told: set[str] = set()
    topics, known = vocabulary().topic_types.keys() | index.topics, places().known_names
    for row in rows:
        for mention in () if row.left_out else row.mentions:
            entry = index.entries[mention.id]
            if entry.id in told or not entry.mention or entry.elsewhere:
                continue
            told.add(entry.id)
            if entry.kind in AREAS and not _may_be_areas(entry.name, known):
                continue
            if entry.kind == "topic" and not may_be_several(entry.name, topics, dashes=True):
                continue
            area = entry.kind in AREAS
            slots = [
                own.slot for own in row.plan.mentions if entry.kind in own.kinds and (area or own.type == mention.type)
            ]
            # More than one column may have it: then the row is told.
            slot = slots[0] if len(slots) == 1 else ""
            place = row.plan.place(row.number, slot)
            if area:
                yield Problem(place, "list-in-area", entry.name)
            elif "," in entry.name:
                yield Problem(place, "comma-in-topic", entry.name)
            else:
                yield Problem(place, "list-in-topic", entry.name)


def _may_be_areas(name: str, known: Collection[str]) -> bool:
    """Tell whether the name of an area may be several; the word for one that stands beside it is no part of it."""
    said = said_region(name)
    bare = said.bare if said is not None and "," not in name else name
    return normalise(bare) not in known and may_be_several(bare, known, dashes=False)


def _told_of_places(plans: Sequence[Plan], index: Index) -> Iterator[Problem]:
    """Yield a warning for every place that was read as something that is called otherwise, where it first stands."""
    left = dict(index.read_as)
    for plan in plans if left else ():
        columns = [plan.columns[own.slot] for own in plan.mentions if AREAS[0] in own.kinds]
        for number, cells in plan.table.rows if columns else ():
            for column in columns:
                written = shown(cells[column]) if column < len(cells) else ""
                for text in texts_in(written) & left.keys() if written else ():
                    reading = left.pop(text)
                    place = plan.table.origin.place(plan.file, number, column)
                    yield Problem(place, reading.code, text, reading.params)


def _spoken_for(rows: Sequence[Row], index: Index) -> Iterator[Problem]:
    """Yield a warning for every topic that there is only because somebody speaks for it, at its first row."""
    mentioned = [(row, mention) for row in rows if not row.left_out for mention in row.mentions]
    known = {mention.id for _, mention in mentioned if mention.type}
    kinds = vocabulary().expand(("organisation",))
    for row, mention in mentioned:
        entry = index.entries[mention.id]
        if entry.kind == "topic" and not (entry.elsewhere or entry.id in known or is_known_word(entry.name)):
            known.add(entry.id)
            slot = next(own.slot for own in row.plan.mentions if own.kinds == TOPIC and not own.type)
            near = index.nearest(entry.name, kinds)
            params = {"suggestion": near} if near else {}
            yield Problem(row.plan.place(row.number, slot), "topic-spoken-for", entry.name, params)


def _statements(rows: Sequence[Row], index: Index) -> Iterator[Node | Relation]:
    """Yield the statements of the rows that stay; what they mention is stated once, by the first one; by a proposal apart."""
    stated: set[tuple[Mention, bool]] = set()
    for row in rows:
        if row.left_out:
            continue
        # Once for all that it mentions: one row may mention very much.
        proposed = row.proposed
        for mention in row.mentions:
            if (mention, proposed) not in stated:
                stated.add((mention, proposed))
                yield _mentioned(mention, row, index, proposed=proposed)
        yield from row.statements


def _mentioned(mention: Mention, row: Row, index: Index, *, proposed: bool) -> Node:
    entry = index.entries[mention.id]
    return Node(
        id=entry.id,
        kind=entry.kind,
        name=entry.name,
        mention=True,
        may_be=mention.may_be,
        code=code_of(entry),
        properties=({"type": mention.type} if mention.type else {}) | ({CERTAINTY: PROPOSED} if proposed else {}),
        sources=(row.evidence,),
    )


def _counts(plans: Sequence[Plan], rows: Sequence[Row], refused: bool) -> list[SheetCount]:
    """Return what became of the rows of every sheet."""
    read = Counter(id(row.plan) for row in rows)
    gone = Counter(id(row.plan) for row in rows if row.left_out)
    proposed = Counter(id(row.plan) for row in rows if row.proposed and not row.left_out and not refused)
    places: dict[int, list[LeftOut]] = defaultdict(list)
    for row in () if refused else rows:
        if row.left_out:
            code = row.problems[0].code if row.problems else "refers-to-left-out"
            places[id(row.plan)].append(LeftOut(row.number, code=code))
        if row.dropped:
            cells = (LeftOut(row.number, each.place.column, each.code) for each in _cells_left_out(row))
            places[id(row.plan)] += cells
    own = [plan for plan in plans if not plan.table.derived]
    counts = [
        _count(plan, read[number], gone[number], places[number], proposed[number], refused)
        for number, plan in ((id(plan), plan) for plan in own)
    ]
    return [*counts, *_counts_of_lists(plans, rows, places, refused)]


def _counts_of_lists(
    plans: Sequence[Plan], rows: Sequence[Row], places: Mapping[int, Sequence[LeftOut]], refused: bool
) -> Iterator[SheetCount]:
    """Yield what became of the rows of every list that was taken apart: a row of it counts once."""
    read: dict[str, set[int]] = defaultdict(set)
    stored: dict[str, set[int]] = defaultdict(set)
    left: dict[str, list[LeftOut]] = defaultdict(list)
    for plan in plans:
        if plan.table.derived:
            left[plan.table.origin.sheet] += places[id(plan)]
    for row in rows:
        if row.plan.table.derived:
            sheet = row.plan.table.origin.sheet
            read[sheet].add(row.number)
            if not row.left_out:
                stored[sheet].add(row.number)
    for sheet, out in left.items():
        kept = 0 if refused else len(stored[sheet])
        cells = sum(bool(each.column) for each in out)
        gone = 0 if refused else len(read[sheet]) - kept
        yield SheetCount(sheet, len(read[sheet]), kept, gone, cells, tuple(dict.fromkeys(out)))


def _count(plan: Plan, read: int, gone: int, places: Sequence[LeftOut], proposed: int, refused: bool) -> SheetCount:
    cells = sum(bool(place.column) for place in places)
    stored = 0 if refused else read - gone
    return SheetCount(plan.table.origin.sheet, read, stored, gone, cells, tuple(places), proposed)

"""From the sheets of a file to tables of the known sheets: those that are known pass, lists go through a column map."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import msgspec

from graph.model import Node, Relation
from graph.names import normalise
from graph.names import words as words_of
from graph.vocabulary import bare_name, vocabulary
from loaders.base import CellValue, Origin, Place, Problem, Table, is_blank
from loaders.columns.beside import known_beside
from loaders.columns.dated import dated_header, is_day, is_day_without_year
from loaders.columns.editions import earlier_editions
from loaders.columns.find import Found, tables_on
from loaders.columns.headers import is_renewal, meant
from loaders.columns.looks import Looks
from loaders.columns.maps import DATES, KEPT, ColumnMap, TableMap
from loaders.columns.meanings import CERTAIN
from loaders.columns.organisations import Known
from loaders.columns.propose import Proposal, Proposed, propose
from loaders.columns.rows import doubtful_marks
from loaders.columns.split import split
from loaders.meaning.cells import closest
from loaders.meaning.entities import decode_entities
from loaders.meaning.headers import written_by_template

#: A map fits a table when it names so great a share of its columns.
_FITS = 0.5
#: A column that tells of somebody or something else than the rows of a sheet makes it an own list that is called so.
_ABOUT_OTHERS = frozenset({("organisation",), ("person",), ("people",), ("role",), ("behalf",), ("surname",)})
#: A list without headers has so many rows and columns at the least, and such a share of names in one of the first columns.
_LEAST_ROWS, _WIDTH, _NAMES = 2, 20, 0.7


class Reading(msgspec.Struct, frozen=True):
    """How a table of a list was read: ``made`` tells that the program made the map itself.

    ``first`` and ``last`` are its rows, ``rest`` the lines that were taken for no row of it (row, why, text); ``area`` is
    where the title says that its organisations work.
    """

    sheet: str
    first: int
    last: int
    made: bool
    organisation: str
    columns: tuple[Proposed, ...]
    rest: tuple[tuple[int, str, str], ...] = ()
    area: str = ""


class Converted(msgspec.Struct):
    """The tables to load, how lists were read, and what is wrong or has to be told."""

    tables: list[Table] = []
    readings: list[Reading] = []
    problems: list[Problem] = []
    warnings: list[Problem] = []
    not_read: list[str] = []


def known_from(statements: Iterable[Node | Relation]) -> Known:
    """Return what other lists know, by name."""
    kinds: dict[str, list[str]] = defaultdict(list)
    organisations: dict[str, list[tuple[str, str]]] = defaultdict(list)
    ours = vocabulary().organisation_kinds
    for each in statements:
        if not isinstance(each, Node) or each.kind == "topic":
            continue
        for name in (each.name, *each.properties.get("also_known_as", ())):
            key = normalise(bare_name(each.kind, name))
            kinds[key].append(each.kind)
            if each.kind in ours:
                organisations[key].append((each.id, each.name))

    def kinds_of(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys([*kinds.get(normalise(name), ()), *kinds.get(normalise(_bare(name)), ())]))

    def by_short(name: str) -> tuple[str, str] | None:
        words = words_of(name)
        long = vocabulary().lists.short.get(words[0]) if words else None
        found = organisations.get(normalise(" ".join([long, *words[1:]])), []) if long else []
        return found[0] if len(set(found)) == 1 else None

    return Known(kinds_of, by_short)


def _bare(name: str) -> str:
    return bare_name("municipality", name)


def proposals(
    tables: Sequence[Table], known: Known, *, organisation: str = "", file: str = ""
) -> list[tuple[Table, list[Proposal]]]:
    """Return, for every sheet that is no sheet of the vocabulary, the proposals for the tables on it."""
    lists = [table for table in tables if not is_known_sheet(table)]
    list(decode_entities(lists, file))  # what was decoded is told by the load
    return [
        (table, [propose(found, known.kinds_of, organisation=organisation, file=file) for found in tables_on(table)])
        for table in lists
    ]


def is_known_sheet(table: Table) -> bool:
    """Tell whether a table is a sheet of the vocabulary, by its name and the headers that it needs, or of the template."""
    if table.means:
        return False
    sheet = vocabulary().find_sheet(table.name)
    if sheet is None:
        return written_by_template(table)
    headers = {normalise(header) for header in table.header}
    needed = [column for column in sheet.columns.values() if column.required]
    if any(headers) and not all(not headers.isdisjoint(column.names()) for column in needed):
        return False
    known = {name for column in sheet.columns.values() for name in column.names()}
    return not any(meant(header)[0][:1] in _ABOUT_OTHERS for header in table.header if normalise(header) not in known)


def convert(
    tables: Sequence[Table],
    known: Callable[[], Known],
    file: str,
    *,
    column_map: ColumnMap | None = None,
    organisation: str = "",
    skip_sheets: bool = False,
) -> Converted:
    """Return ``tables`` as tables of the known sheets.

    ``known`` gives what other lists know; it is asked for only when there is a list. A list without a map is read by the map
    that is proposed, when all that is required is certain; else it is a problem, unless ``skip_sheets``.
    """
    result = Converted()
    lists = [table for table in tables if not is_known_sheet(table) and _holds_something(table)]
    result.tables = [table for table in tables if table not in lists] if lists else list(tables)
    if not lists:
        return result
    # A list is taken apart by what its cells say: first they have to say what was meant.
    result.warnings += decode_entities(lists, file, headed=False)
    others = known_beside(known(), result.tables)
    read: list[tuple[Found, TableMap]] = []
    whole: list[Table] = []
    for table in lists:
        if column_map is not None and table.name in column_map.left_out:
            result.not_read.append(table.name)
            continue
        mapped, unsure = _mapped(table, others, column_map, organisation, file, result)
        if unsure is None:
            read += mapped
        elif skip_sheets:
            result.not_read.append(table.name)
        elif unsure or vocabulary().find_sheet(table.name) is None:
            result.problems += unsure
            if not unsure:
                whole.append(table)
        else:
            whole.append(table)
    earlier = earlier_editions(read)
    if earlier and skip_sheets:
        read = [each for each in read if each[0].table.name not in earlier]
        result.readings = [each for each in result.readings if each.sheet not in earlier]
        result.not_read += earlier
    elif earlier:
        result.problems += [
            Problem(Place(file, sheet), "list-earlier-year", sheet, {"newest": newest, "year": year})
            for sheet, (newest, year) in earlier.items()
        ]
    if column_map is not None and column_map.tables and all(each.made for each in result.readings):
        headers = [header for table in lists for found in tables_on(table) for header in _headers(found)]
        result.problems.append(Problem(Place(file), "map-fits-nothing", params={"headers": headers, "file": file}))
    # What is no list at all is told as before; nothing else to read makes that a problem.
    result.tables += whole
    if read:
        found = split(read, others, vocabulary().lists.own_organisation)
        result.tables += found.tables or [_nothing(each.table) for each, _ in read if each.table.means]
        for code, number, value, params in found.told:
            result.warnings.append(Problem(Place(file, read[number][0].table.name), code, value, params))
        result.warnings += [
            remark.problem(Place(file, table.name, remark.row)) for table in lists for remark in table.remarks
        ]
    return result


def _nothing(table: Table) -> Table:
    """Return what comes of a table without a row that tells anything: that it was read, and holds nothing."""
    header = ["meeting", "person"]
    return Table("attendances", header, [], Origin(table.name, header), derived=True)


def _holds_something(table: Table) -> bool:
    return any(table.header) or any(not is_blank(cell) for _, row in table.rows for cell in row)


def _mapped(
    table: Table, others: Known, column_map: ColumnMap | None, organisation: str, file: str, result: Converted
) -> tuple[list[tuple[Found, TableMap]], list[Problem] | None]:
    """Return the tables on a sheet with their maps, and what keeps it from being read (None: nothing; empty: no list)."""
    mapped: list[tuple[Found, TableMap]] = []
    unsure: list[Problem] = []
    readings: list[Reading] = []
    warnings: list[Problem] = []
    earlier: list[Proposal] = []
    for found in tables_on(table, _headers_of(column_map)):
        proposal = propose(found, others.kinds_of, organisation=organisation, file=file)
        alike = [set(_headers(each.found)) for each in earlier].count(set(_headers(found)))
        earlier.append(proposal)
        own = _fitting(proposal, column_map, alike) or (TableMap(columns=table.means) if table.means else None)
        if own is not None:
            table_map = msgspec.structs.replace(own, organisation=organisation or own.organisation or "")
            warnings += _changed(found, own, file)
            mapped.append((found, table_map))
            readings.append(_reading(found, proposal, table_map, made=False))
            unsure += [*_no_days(found, own, file), *_unclear_marks(found, table_map, file)]
        elif column_map is not None and column_map.tables and not proposal.certain:
            unsure.append(
                Problem(
                    Place(file, table.name), "list-not-in-map", table.name, {"headers": _headers(found), "file": file}
                )
            )
        elif proposal.certain:
            mapped.append((found, proposal.map))
            readings.append(_reading(found, proposal, proposal.map, made=True))
            for header, meaning in proposal.doubtful:
                params = {"meaning": meaning, "file": file}
                warnings.append(Problem(Place(file, table.name, None, header), "list-column-doubtful", header, params))
            warnings += _days_not_read(proposal, file)
        elif "nobody" not in proposal.lacking:
            unsure += [_doubt(each, found, proposal, file) for each in proposal.lacking]
    if unsure:
        return [], unsure
    if not mapped:
        return [], _headless(table, others, file)
    result.readings += readings
    result.warnings += warnings
    return mapped, None


def _days_not_read(proposal: Proposal, file: str) -> Iterator[Problem]:
    """Yield the columns beside people in which days stand that nothing was made of: somebody may have left by then."""
    if not any(target.startswith("persons.") for target in proposal.map.targets()):
        return
    for each in proposal.columns:
        unread = each.meaning == KEPT and (each.reason == "unknown" or is_renewal(each.header))
        if unread and each.samples and all(map(is_day, each.samples)):
            place = Place(file, proposal.found.table.name, None, each.header)
            yield Problem(place, "list-days-not-read", each.header, {"samples": list(each.samples)})


def _headless(table: Table, others: Known, file: str) -> list[Problem]:
    """Return that a sheet holds names of people or organisations under no header, if so."""
    rows: list[list[CellValue]] = [list(table.header), *(row for _, row in table.rows)]
    width = max(map(len, rows), default=0)
    if tables_on(table) or len(rows) < _LEAST_ROWS or width < _LEAST_ROWS:
        return []
    looks = [Looks([row[n] for row in rows if n < len(row)], others.kinds_of) for n in range(min(width, _WIDTH))]
    if any(max(each.person, each.organisation) >= _NAMES for each in looks):
        return [Problem(Place(file, table.name), "list-no-header", table.name)]
    return []


def _headers_of(column_map: ColumnMap | None) -> set[str]:
    """Return the headers that a map names, when all its tables are alike: else what a header is has to be seen."""
    tables = column_map.tables if column_map else ()
    headers = [frozenset({*each.columns, *each.crosses} - {"dates"}) for each in tables]
    return set(headers[0]) if len(set(headers)) == 1 else set()


def _no_days(found: Found, table_map: TableMap, file: str) -> Iterator[Problem]:
    """Yield the columns of crosses that are meetings by the map, and of which the header is no day."""
    for header in _headers(found):
        target = table_map.crosses.get(header, "")
        if not target and header not in table_map.columns and is_day_without_year(header):
            target = table_map.crosses.get(DATES, "")
        day = dated_header(header)[0] if target else ""
        if target.startswith("meetings.") and not is_day(day) and not (table_map.year and is_day_without_year(day)):
            yield Problem(Place(file, found.table.name, None, header), "map-no-day", header)


def _unclear_marks(found: Found, table_map: TableMap, file: str) -> Iterator[Problem]:
    """Yield that it is not certain of marks whether they say that somebody was there, if so."""
    if marks := doubtful_marks(found, table_map):
        yield Problem(
            Place(file, found.table.name), "list-marks", "; ".join(marks), {"marks": list(marks), "file": file}
        )


def _headers(found: Found) -> list[str]:
    return [header for header in found.header.values() if header]


def _doubt(code: str, found: Found, proposal: Proposal, file: str) -> Problem:
    """Return what has to be asked before a table can be read."""
    kind, _, header = code.partition(":")
    if kind == "column":
        column = next((each for each in proposal.columns if each.header == header), None)
        samples = list(column.samples) if column else []
        params: dict[str, Any] = {"meaning": column.meaning if column else KEPT, "samples": samples, "file": file}
        return Problem(Place(file, found.table.name, None, header), "list-column-unsure", header, params)
    if kind == "marks":
        return next(_unclear_marks(found, proposal.map, file))
    crossed = [each.header for each in proposal.columns if each.cross]
    headers = crossed if kind in ("no-day", "years") else _headers(found)
    return Problem(Place(file, found.table.name), f"list-{kind}", found.table.name, {"headers": headers, "file": file})


def _reading(found: Found, proposal: Proposal, table_map: TableMap, *, made: bool) -> Reading:
    columns = proposal.columns
    if not made:
        columns = tuple(_by_map(each, proposal.map, table_map) for each in columns)
    rows = [number for number, _ in found.rows] or [found.table.top]
    whose, area = table_map.organisation, table_map.area
    return Reading(found.table.name, rows[0], rows[-1], made, whose, columns, tuple(found.rest), area)


def _by_map(proposed: Proposed, own: TableMap, table_map: TableMap) -> Proposed:
    """Return a column as a map has it; what the map only confirms is as it was proposed."""
    header = proposed.header
    targets = table_map.columns.get(header, ())
    cross = table_map.crosses.get(header, table_map.crosses.get(DATES, "") if proposed.cross else "")
    if (targets, cross) == (own.columns.get(header, ()), proposed.cross):
        return proposed
    return msgspec.structs.replace(proposed, targets=targets, cross=cross, reason="map", certainty=CERTAIN)


def _fitting(proposal: Proposal, column_map: ColumnMap | None, alike: int) -> TableMap | None:
    """Return the map of a table: that of its sheet, or the one that has most of its headers.

    ``alike`` is how many tables above it on the sheet have the same headers: of maps that fit as well as each other it is the
    one of the same organisation, or the one in the same place.
    """
    found, own = proposal.found, proposal.map
    headers = set(_headers(found))
    fitting: dict[tuple[bool, float], list[TableMap]] = defaultdict(list)
    for each in column_map.tables if column_map else ():
        named = {*each.columns, *each.crosses} - {"dates"}
        share = len(headers & named) / max(len(named), 1)
        if share >= _FITS:
            fitting[bool(each.sheet) and each.sheet == found.table.name, share].append(each)
    best = fitting[max(fitting)] if fitting else []
    same = [each for each in best if (each.organisation, each.fixed) == (own.organisation, own.fixed)]
    if len(best) > 1:
        return same[0] if same else best[alike] if alike < len(best) else None
    if best and alike and own.organisation:
        # One map for several tables: each is of whom its own title says.
        area = own.area or best[0].area
        return msgspec.structs.replace(
            best[0], organisation=own.organisation, area=area, fixed=best[0].fixed | own.fixed
        )
    return best[0] if best else None


def _changed(found: Found, table_map: TableMap, file: str) -> list[Problem]:
    """Tell which headers of a map the table no longer has, and which it has besides."""
    headers = _headers(found)
    told = []
    for header in (*table_map.columns, *table_map.crosses):
        if header not in headers and header != "dates":
            near = closest(header, [each for each in headers if each not in table_map.columns])
            params = {"suggestion": near} if near else {}
            told.append(Problem(Place(file, found.table.name), "list-header-gone", header, params))
    return told

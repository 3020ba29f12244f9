"""Column maps: what every column of a list fills, as data that people can read and change (YAML)."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from graph.names import normalise
from graph.vocabulary import vocabulary
from graph.yaml_file import Place as Way
from graph.yaml_file import UnreadableYaml, parse_yaml, write_yaml, written_at
from loaders.base import Place, Problem
from loaders.meaning.cells import closest

#: What a column may fill besides the columns of the sheets: parts of a name, several people in one cell, an organisation of
#: which another column or its name tells the kind, and what holds for the whole row.
OWN_TARGETS: dict[str, tuple[str, ...]] = {
    "persons": (
        "title",
        "initials",
        "first_name",
        "prefix",
        "surname",
        "several",
        "in_role",
        "in_role_email",
        "in_role_phone",
        "at_municipality",
    ),
    "organisations": (
        *("name", "kind", "area", "place", "region", "province", "topics", "themes", "laws", "level"),
        *("since", "until", "last_day", "also_known_as", "email", "phone"),
    ),
    "advisers": ("hours_per_week", "hours_per_year"),
    "row": ("confirmed", "source", "note", "certainty", "status", "present", "absent", "signed"),
}
#: The sheets whose nodes are organisations.
ORGANISATIONS = ("councils", "client_organisations", "platforms", "support_organisations", "institutions")
#: A cross in a column makes what its header names ...
CROSSES = (
    *("meetings.date", "meetings.name", "participations.platform", "seats.organisation", "organisations.topics"),
    *("seats.since", "seats.term_end", "attendances.person", "advisers.supports"),
)
#: Of a header that is somebody: that she was at the meeting of the row, or sits in the platform of the row.
SOMEBODY = "attendances.person"
#: Of a header that is a municipality or an organisation: whom the adviser of the row supports.
SUPPORTED = "advisers.supports"
#: Of a header that is a year: that somebody sat there in that year, or that her term ends in it.
YEARS = ("seats.since", "seats.term_end")
#: ... and so does every column whose header is a date.
DATES = "dates"
#: A row names one person and one organisation so.
_ONE_NAME = ("persons.name", "organisations.name", "seats.organisation", "contacts.organisation_b")
KEPT = "kept"
#: What a mark says.
PRESENT, ABSENT = MARKS = ("present", "absent")


#: The parts of a map that are one text.
_TEXTS = ("sheet", "organisation", "kind", "area", "year")


class TableMap(msgspec.Struct, frozen=True):
    """What one table of a list says.

    ``sheet``: its name in the file (empty: any). ``organisation``: whose list it is, where the table does not say so, and
    its ``kind`` (a sheet of organisations); ``area``: where that works, or the organisations of the table. ``columns``: by
    header, the targets that it fills (``kept``: none, it is kept with the row). ``crosses``: by header, what a cross in that
    column makes of the header. ``fixed``: targets that are the same in every row. ``downwards``: the headers of which a
    blank cell means the one above. ``year``: that of days without. ``marks``: of marks that do not say it themselves, whether
    they say that somebody was there.
    """

    sheet: str = ""
    organisation: str = ""
    kind: str = ""
    area: str = ""
    columns: dict[str, tuple[str, ...]] = {}
    crosses: dict[str, str] = {}
    fixed: dict[str, str] = {}
    downwards: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    year: str = ""
    marks: dict[str, str] = {}

    def targets(self) -> frozenset[str]:
        """Return all that the table fills."""
        return frozenset(each for several in self.columns.values() for each in several) | self.fixed.keys()


class ColumnMap(msgspec.Struct, frozen=True):
    """What the tables of a file say; sheets in ``left_out`` are no list."""

    tables: tuple[TableMap, ...] = ()
    left_out: tuple[str, ...] = ()


@functools.cache
def known_targets() -> dict[str, str]:
    """Return every target that a column may fill, by how it may be written (normalised, in either language)."""
    found: dict[str, str] = {}
    for sheet in vocabulary().sheets.values():
        for column in sheet.columns.values():
            for name in (sheet.code, *sheet.header.values()):
                for label in (column.code, *column.header.values(), *column.alias):
                    found.setdefault(f"{normalise(name)}.{normalise(label)}", f"{sheet.code}.{column.code}")
    for name, columns in OWN_TARGETS.items():
        labels = [name, *vocabulary().sheets[name].header.values()] if name in vocabulary().sheets else [name]
        for label in labels:
            found |= {f"{normalise(label)}.{normalise(column)}": f"{name}.{column}" for column in columns}
    return found


def target_named(text: str) -> str | None:
    """Return the target that ``text`` (``zetels.rol``, ``seats.role``) names, or None."""
    sheet, _, column = text.partition(".")
    return KEPT if normalise(text) == KEPT else known_targets().get(f"{normalise(sheet)}.{normalise(column)}")


def read_map(text: str, file: str) -> tuple[ColumnMap, list[Problem]]:
    """Return the map that the YAML ``text`` of ``file`` holds, as far as it is sound, and all that is wrong with it."""
    try:
        data = parse_yaml(text)
    except UnreadableYaml as error:
        return ColumnMap(), [Problem(Place(file), "map-not-yaml", params={"line": str(error.line)})]
    reader = _Reader(text, file)
    return reader.map(data), reader.problems


class _Reader:
    """Reads a map; what is wrong is collected."""

    def __init__(self, text: str, file: str) -> None:
        self._text, self._file = text, file
        self.problems: list[Problem] = []

    def map(self, data: Any) -> ColumnMap:
        if not isinstance(data, dict) or not isinstance(
            data.setdefault("tables", [] if "left_out" in data else None), list
        ):
            self._wrong((), "map-no-tables")
            return ColumnMap()
        self._unknown(data, (), ("tables", "left_out"))
        tables = [self._table(each, ("tables", n)) for n, each in enumerate(data["tables"])]
        left_out = self._texts(data.get("left_out", []), ("left_out",))
        return ColumnMap(tuple(each for each in tables if each is not None), left_out)

    def _table(self, data: Any, way: Way) -> TableMap | None:
        if not isinstance(data, dict):
            self._wrong(way, "map-no-table")
            return None
        self._unknown(data, way, TableMap.__struct_fields__)
        texts = {name: self._text_of(data.get(name, ""), (*way, name)) for name in _TEXTS}
        if texts["kind"] and texts["kind"] not in ORGANISATIONS:
            self._wrong(
                (*way, "kind"), "map-unknown-kind", choices=list(ORGANISATIONS), **_near(texts["kind"], ORGANISATIONS)
            )
            texts["kind"] = ""
        columns = dict(self._columns(data.get("columns", {}), (*way, "columns")))
        crosses = {}
        for header, target in self._pairs(data.get("crosses", {}), (*way, "crosses")):
            if target_named(target) in CROSSES:
                crosses[header] = str(target_named(target))
            else:
                self._wrong((*way, "crosses", header), "map-unknown-cross", choices=list(CROSSES))
        fixed = {}
        for target, value in self._pairs(data.get("fixed", {}), (*way, "fixed")):
            if (named := self._target(target, (*way, "fixed", target))) is not None:
                fixed[named] = value
        downwards = self._texts(data.get("downwards", []), (*way, "downwards"))
        marks = self._marks(data.get("marks", {}), (*way, "marks"))
        single = [each for targets in columns.values() for each in targets if each in _ONE_NAME]
        for double in sorted({each for each in single if single.count(each) > 1}):
            self._wrong((*way, "columns"), "map-double-target", target=double)
        apart = self._texts(data.get("apart", []), (*way, "apart"))
        return TableMap(
            **texts, columns=columns, crosses=crosses, fixed=fixed, downwards=downwards, apart=apart, marks=marks
        )

    def _marks(self, data: Any, way: Way) -> dict[str, str]:
        said = dict(self._pairs(data, way))
        for mark in [mark for mark, what in said.items() if what not in MARKS]:
            del said[mark]
            self._wrong((*way, mark), "map-unknown-mark", choices=list(MARKS))
        return said

    def _columns(self, data: Any, way: Way) -> Iterator[tuple[str, tuple[str, ...]]]:
        if not isinstance(data, dict):
            self._wrong(way, "map-no-columns")
            return
        for header, value in data.items():
            at = (*way, header)
            several = value if isinstance(value, list) else [value]
            targets = [self._target(each, at) for each in several if isinstance(each, str)]
            if len(targets) < len(several):
                self._wrong(at, "map-no-target")
            yield str(header), tuple(each for each in targets if each is not None)

    def _target(self, text: str, way: Way) -> str | None:
        found = target_named(text)
        if found is None:
            self._wrong(way, "map-unknown-target", target=text, **_near(text, set(known_targets().values())))
        return found

    def _pairs(self, data: Any, way: Way) -> list[tuple[str, str]]:
        if isinstance(data, dict) and all(isinstance(value, (str, int)) for value in data.values()):
            return [(str(key), str(value)) for key, value in data.items()]
        self._wrong(way, "map-no-columns")
        return []

    def _texts(self, data: Any, way: Way) -> tuple[str, ...]:
        if isinstance(data, list) and all(isinstance(each, str) for each in data):
            return tuple(data)
        self._wrong(way, "map-no-list")
        return ()

    def _text_of(self, data: Any, way: Way) -> str:
        if isinstance(data, (str, int)):
            return str(data)
        self._wrong(way, "map-no-text")
        return ""

    def _unknown(self, data: Mapping[Any, Any], way: Way, known: tuple[str, ...]) -> None:
        for name in data:
            if name not in known:
                self._wrong((*way, name), "map-unknown-field", **_near(str(name), known))

    def _wrong(self, way: Way, code: str, **params: Any) -> None:
        line, _ = written_at(self._text, way)
        field = ".".join(str(step + 1) if isinstance(step, int) else str(step) for step in way)
        self.problems.append(Problem(Place(self._file), code, field, {"line": str(line), **params}))


def _near(text: str, choices: Any) -> dict[str, str]:
    near = closest(text, sorted(choices))
    return {"suggestion": near} if near else {}


def written_map(column_map: ColumnMap) -> str:
    """Return a map as YAML that ``read_map`` reads back as the same."""
    data: dict[str, Any] = {"tables": [_table_data(table) for table in column_map.tables]}
    if column_map.left_out:
        data["left_out"] = list(column_map.left_out)
    return write_yaml(data)


def _table_data(table: TableMap) -> dict[str, Any]:
    texts = {name: value for name in _TEXTS if (value := getattr(table, name))}
    columns = {
        header: targets[0] if len(targets) == 1 else list(targets) or KEPT for header, targets in table.columns.items()
    }
    more: dict[str, Any] = {"crosses": table.crosses, "fixed": table.fixed, "downwards": list(table.downwards)}
    more |= {"apart": list(table.apart), "marks": table.marks}
    return {**texts, "columns": columns, **{name: value for name, value in more.items() if value}}

"""The plan for reading one sheet: what each column means, worked out once so that a row costs little."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import msgspec

from graph.identity.namesakes import AREAS
from graph.vocabulary import Column, Sheet, vocabulary
from loaders.base import Place, Table
from loaders.meaning.cells import Parse, item_list, memoised, property_parser, single_item, unless_empty
from loaders.meaning.headers import Recognised
from loaders.meaning.lists import names_in, topics_in
from loaders.meaning.placed import placed_reader
from loaders.meaning.references import (
    TOPIC,
    Index,
    behalf_reader,
    is_known,
    is_known_topic,
    is_listed,
    only_mentions,
    reference_reader,
    topic_reader,
)

#: Properties that say something about the whole row; their values are kept under these names.
ROW_PROPERTIES = ("id", "name", "since", "until", "last_confirmed", "source", "note", "certainty")
LAST_DAY = "last_day"


class PropertyColumn(msgspec.Struct, frozen=True):
    """A column that fills a property; of a topic column the names are stored."""

    slot: str
    property: str
    topics: bool = False


class RelationColumn(msgspec.Struct, frozen=True):
    """A column that makes relations, with the columns that say more about them; ``topics``: also with topics."""

    slot: str
    relation: str
    inverse: bool
    properties: tuple[PropertyColumn, ...]
    carriers: tuple[str, ...]
    topics: bool


class MentionColumn(msgspec.Struct, frozen=True):
    """A column whose cells mention nodes: of which type, and which ``kinds`` (topic alone, or areas) a mention may be.

    What another source declares or mentions is always mentioned here too; with ``brings`` also what only this one names.
    """

    slot: str
    type: str
    kinds: tuple[str, ...]
    brings: bool


class Plan(msgspec.Struct):
    """How the rows of one sheet become statements. A *slot* is the name under which the value of a cell is kept.

    ``properties`` belong to the node of the row, ``told`` to its relations; ``carriers`` are (slot, relations),
    ``mentions`` the columns that name topics, municipalities or regions, ``brings`` whether one of them brings what it names
    into being (all of them do what the table of places or another source tells of), and ``mentioning`` (number, parser,
    kinds) of the columns in which a municipality or region may come into being. ``references`` are the slots of columns that
    name nodes.
    """

    table: Table
    sheet: Sheet
    file: str
    source: str
    parsers: list[tuple[int, str, Parse]]
    columns: dict[str, int]
    required: tuple[str, ...]
    subject: str
    properties: tuple[PropertyColumn, ...]
    told: tuple[PropertyColumn, ...]
    relations: tuple[RelationColumn, ...]
    carriers: tuple[tuple[str, tuple[str, ...]], ...]
    mentions: tuple[MentionColumn, ...]
    brings: bool
    mentioning: tuple[tuple[int, Parse, tuple[str, ...]], ...]
    references: tuple[str, ...]

    def place_of_sheet(self) -> Place:
        """Return where the sheet stands in the file."""
        return self.table.origin.place(self.file)

    def place(self, row: int, slot: str = "") -> Place:
        """Return where a row stands in the file, or the cell in it whose value is kept in ``slot``."""
        return self.table.origin.place(self.file, row, self.columns.get(slot))


def make_plan(recognised: Recognised, index: Index, file: str, source: str) -> Plan:
    """Work out what each column of a recognised table means."""
    columns = [column for _, column in recognised.columns]
    own = [column for column in columns if column.property and not column.of and column.property not in ROW_PROPERTIES]
    parsers = [
        (number, slot_of(column), column_parser(column, recognised.sheet, index))
        for number, column in recognised.columns
    ]
    # Parsers of their own: what these remember of unknown names is out of date once everything has been mentioned.
    mentioning = [
        (number, column_parser(column, recognised.sheet, index), column.to)
        for number, column in recognised.columns
        if only_mentions(column)
    ]
    mentions = tuple(_mentions(columns, recognised.sheet))
    return Plan(
        table=recognised.table,
        sheet=recognised.sheet,
        file=file,
        source=source,
        parsers=parsers,
        columns={slot_of(column): number for number, column in recognised.columns},
        required=tuple(slot_of(column) for column in columns if column.required),
        subject=next((slot_of(column) for column in columns if column.subject), ""),
        properties=tuple(PropertyColumn(slot_of(column), column.property) for column in own),
        told=tuple(PropertyColumn(slot_of(c), c.property) for c in columns if c.property and c.of and not c.topic),
        relations=tuple(_relation(column, columns) for column in columns if column.relation),
        carriers=tuple((slot_of(c), c.of) for c in columns if c.carriers and not _sure(c.of, recognised.sheet)),
        mentions=mentions,
        brings=any(column.brings for column in mentions),
        mentioning=tuple(mentioning),
        references=tuple(slot_of(column) for column in columns if column.to or column.subject or column.topic),
    )


def slot_of(column: Column) -> str:
    """Return the name under which the value of a column is kept."""
    if column.last_day:
        return LAST_DAY
    return column.property if column.property in ROW_PROPERTIES else column.code


def column_parser(column: Column, sheet: Sheet, index: Index) -> Parse:
    """Return the parser of a column."""
    if column.topic and not column.to:
        return memoised(item_list(topic_reader(index), parts_of=lambda text: topics_in(text, index.topics)))
    if column.topic:
        return _behalf_parser(column, index)
    if column.to or column.subject:
        to = column.to or sheet.about
        read_item = placed_reader(index, column, to, reference_reader(index, column, to))
        kinds = vocabulary().expand(to)
        parts_of = partial(names_in, is_known=partial(is_listed, index, kinds), areas=set(kinds) <= {*AREAS})
        if not column.many:
            return memoised(unless_empty(single_item(read_item, parts_of), partial(is_known, index, kinds)))
        parse = item_list(memoised(read_item), partial(is_known, index, kinds), parts_of)
        return memoised(unless_empty(parse, partial(is_known, index, kinds)))
    return property_parser(column)


def _behalf_parser(column: Column, index: Index) -> Parse:
    """Return the parser of a column that names what is known as one of its kinds, and topics."""
    kinds = vocabulary().expand(column.to)

    def is_one(text: str) -> bool:
        return is_listed(index, kinds, text) or is_known_topic(index, text)

    read_item = memoised(behalf_reader(index, column))
    return memoised(item_list(read_item, partial(is_known, index, kinds), partial(names_in, is_known=is_one)))


def _mentions(columns: list[Column], sheet: Sheet) -> Iterator[MentionColumn]:
    """Yield the columns that name topics, municipalities or regions, as far as these have to be mentioned."""
    for column in columns:
        to = vocabulary().expand(column.to or (sheet.about if column.subject else ()))
        kinds = tuple(kind for kind in AREAS if kind in to)
        if column.topic:
            # Who may speak for a topic of any type tells no type.
            yield MentionColumn(slot_of(column), "" if column.to else column.topic, TOPIC, brings=True)
        brings = only_mentions(column)
        if brings or kinds:
            yield MentionColumn(slot_of(column), column.region_type, kinds, brings)


def _sure(relations: tuple[str, ...], sheet: Sheet) -> bool:
    """Tell whether every row makes one of ``relations``, because its column is required (or reported as missing)."""
    return any(column.required and column.relation in relations for column in sheet.columns.values())


def _relation(column: Column, columns: list[Column]) -> RelationColumn:
    told = [other for other in columns if column.relation in other.of]
    return RelationColumn(
        slot=slot_of(column),
        relation=column.relation,
        inverse=column.inverse,
        properties=tuple(PropertyColumn(slot_of(c), c.property, topics=bool(c.topic)) for c in told if c.property),
        carriers=tuple(slot_of(c) for c in told if c.carriers),
        topics=not column.to,
    )

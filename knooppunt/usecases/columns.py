"""Column maps of lists: where they lie, how a list is read by one, and what is proposed for a list without one."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from graph.errors import InputRefused
from graph.model import Node, Relation
from graph.store.opening import is_nothing, open_store
from graph.words.catalogue import text
from loaders.base import Problem, Table
from loaders.columns.convert import Converted, convert, known_from, proposals
from loaders.columns.editions import earlier_editions
from loaders.columns.maps import ColumnMap, read_map, written_map
from loaders.columns.propose import Proposal
from loaders.registry import read_source

#: What the name of a column map ends on: it lies beside its list.
ENDING = ".columns.yaml"


class Wishes(msgspec.Struct, frozen=True):
    """What somebody who loads a list says of it: the column map, whose list it is, and whether sheets that are no list may be
    passed over."""

    column_map: Path | None = None
    organisation: str = ""
    skip_sheets: bool = False


NO_WISHES = Wishes()


def map_beside(path: Path) -> Path:
    """Return where the column map of a file or folder lies."""
    whole = path.resolve()
    return whole.with_name(f"{whole.name}{ENDING}")


def map_for(path: Path, wishes: Wishes) -> Path | None:
    """Return the column map of a list: the one that was asked for, or the one beside it; None when there is none."""
    if wishes.column_map is not None:
        return wishes.column_map
    return next((each for each in (map_beside(path), path.resolve().with_suffix(ENDING)) if each.is_file()), None)


def map_text(path: Path) -> str:
    """Return the text of a column map. Raises InputRefused."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputRefused("rules-not-text", path=str(path)) from error
    except OSError as error:
        raise InputRefused("rules-unreadable", path=str(path), reason=error.strerror or "") from error


def converted(
    tables: Sequence[Table], known: Iterable[Node | Relation], file: str, beside: Path | None, wishes: Wishes
) -> Converted:
    """Return the tables of ``file`` as tables of the known sheets, by the column map ``beside`` it when there is one."""
    column_map: ColumnMap | None = None
    problems: list[Problem] = []
    if beside is not None:
        column_map, problems = read_map(map_text(beside), beside.name)
    if problems:
        return Converted(problems=problems)
    return convert(
        tables,
        functools.cache(lambda: known_from(known)),
        file,
        column_map=column_map,
        organisation=wishes.organisation,
        skip_sheets=wishes.skip_sheets,
    )


def map_file(sheets: Sequence[tuple[Table, Sequence[Proposal]]], lang: str) -> str:
    """Return the column map of a file as text, with what it is above it."""
    lists = [(each.found, each.map) for _, proposals in sheets for each in proposals if _is_list(each)]
    earlier = earlier_editions(lists)
    tables = tuple(table_map for found, table_map in lists if found.table.name not in earlier)
    no_list = (table.name for table, proposals in sheets if not any(map(_is_list, proposals)))
    left_out = (*no_list, *earlier)
    comment = "".join(f"# {line}\n" for line in text(lang, "columns.map-head").strip().split("\n"))
    return comment + written_map(ColumnMap(tables, left_out))


def _is_list(proposal: Proposal) -> bool:
    return "nobody" not in proposal.lacking


def proposed(network: Path, path: Path, organisation: str) -> list[tuple[Table, list[Proposal]]]:
    """Return, for every sheet at ``path`` that is no sheet of the template, how the tables on it would be read.

    ``network`` tells what is known already. Raises InputRefused when there is no list on any sheet.
    """
    tables = read_source(path).tables
    known: Iterable[Node | Relation] = ()
    if not is_nothing(network):
        with open_store(network) as store:
            others = store.network()
            known = itertools.chain(others.nodes.values(), others.relations)
    found = proposals(tables, known_from(known), organisation=organisation, file=path.resolve().name)
    if found and len(found) == len(tables) and not any(own for _, own in found):
        raise InputRefused("no-list-in-file", path=str(path))
    return found

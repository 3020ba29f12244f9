"""What a load says: every problem with its place, and what was stored; and the sources that are in the store."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import msgspec

from graph.store.base import SheetCount, Version
from graph.vocabulary import vocabulary
from graph.words.catalogue import text, written_date, written_number
from knooppunt.answers.columns import reading_line
from knooppunt.answers.plain import Answer
from knooppunt.answers.problems import lines_about, place_text
from knooppunt.documents.model import table
from knooppunt.usecases.doubts import Doubt
from knooppunt.usecases.load import LoadResult
from loaders.base import Alike, Place


def load_lines(
    result: LoadResult, lang: str, *, nothing_stored: bool, told: Collection[Doubt] = (), every: bool = False
) -> tuple[list[str], list[str]]:
    """Return what to print about one source: what is wrong with it, and what was done; doubts in ``told`` were.

    Of very many lines about its cells some of each kind are given, unless it is ``every``.
    """
    loaded = result.loaded
    complaints = lines_about(loaded, lang, every=every)
    doubts = [doubt for doubt in result.doubts if doubt not in told]
    complaints += [line for doubt in doubts for line in doubt_lines(doubt, lang, kept=not nothing_stored)]
    status = "refused" if nothing_stored and result.status != "unchanged" else result.status
    if result.as_of is not None and status in {"new", "unchanged"}:
        status += "-day"
    counts = [text(lang, f"load.status.{status}", source=result.source, day=result.as_of)]
    if result.not_read:
        counts[0] += " " + text(lang, "load.sheets-not-read", sheets=list(result.not_read), count=len(result.not_read))
    counts += [line for reading in result.readings for line in reading_line(reading, lang)]
    for count in loaded.counts:
        stored = 0 if nothing_stored else count.stored
        numbers = {"read": count.read, "stored": stored, "left_out": count.read - stored, "count": count.read}
        besides = {"load.cells": count.cells, "load.proposals": count.proposed}
        more = (text(lang, code, count=of) for code, of in besides.items() if of and not nothing_stored)
        counts.append(text(lang, "load.sheet", sheet=count.sheet, **numbers) + "".join(more))
    return complaints, counts


def doubt_lines(doubt: Doubt, lang: str, *, kept: bool) -> list[str]:
    """Return what is asked or told about a source before it is loaded; ``kept``: it has been loaded as it is."""
    if doubt.alike is not None:
        return [_alike_line(doubt.alike, lang, kept=kept)]
    folder = Path(doubt.path).parent.name
    proposed = "-".join(filter(None, [folder, Path(doubt.source).stem]))
    params: dict[str, Any] = {"source": doubt.source, "other": doubt.other, "path": doubt.path, "proposed": proposed}
    params |= {"days": list(doubt.days), "count": len(doubt.days)}
    lines = [f"{text(lang, 'warning')}: {text(lang, f'load.doubt.{doubt.code}', **params)}"]
    if kept and doubt.code == "version":
        lines[0] += f" {text(lang, 'load.doubt.version-kept', **params)}"
    for loss in doubt.losses:
        code = f"{loss.code}-{'whole' if loss.gone == loss.of else 'part'}"
        headers = (vocabulary().sheets[sheet].columns[column].header[lang] for sheet, column in loss.columns)
        examples = (
            text(
                lang,
                "load.loss.examples",
                names="; ".join(loss.examples),
                more="" if loss.gone == len(loss.examples) else "; …",
            )
            if loss.examples
            else ""
        )
        told = {"sheet": loss.sheet, "count": loss.gone, "of": loss.of, "examples": examples}
        told |= {"column": " / ".join(headers)}
        lines.append(f"  {text(lang, f'load.loss.{code}', **told)}")
    lines += [f"  {text(lang, 'load.hanging', source=source, count=count)}" for source, count in doubt.hanging]
    return lines


def _alike_line(alike: Alike, lang: str, *, kept: bool) -> str:
    """Return that two names may be those of one, with what makes them one or two when they are ``kept`` apart."""
    (one, other), (first, second) = alike.names, alike.places
    params = {
        "one": one,
        "other": other,
        "first": place_text(first, lang),
        "row": second.row,
        "ids": shlex.join(alike.ids),
    }
    line = f"{text(lang, 'warning')}: {text(lang, 'load.doubt.alike', **params)}"
    return f"{line} {text(lang, 'load.doubt.alike-kept', **params)}" if kept else line


def sources(command: str, versions: Sequence[Version], lang: str) -> Answer:
    """Return versions of sources."""
    dated = any(version.as_of for version in versions)
    days = ("sources.as-of",) if dated else ()
    headers = ("table.sources", *days, "sources.loaded", "sources.status", "load.read", "load.stored", "load.left-out")
    rows = [_version_row(version, lang, dated=dated) for version in versions]
    note = "" if rows else text(lang, "sources.none")
    shown = table(text(lang, "sources.title"), [text(lang, header) for header in headers], rows, note)
    places = _left_out(versions[-1], lang) if command == "sources show" else []
    title, header = text(lang, "sources.left-out-title"), text(lang, "sources.left-out-where")
    left_out = [table(title, [header, text(lang, "sources.left-out-what")], places)] if places else []
    return {"command": command, "sources": [_version_data(version) for version in versions]}, [shown, *left_out]


def _left_out(version: Version, lang: str) -> list[tuple[str, str]]:
    """Return where each row and cell of a version stands that was left out, and which of the two it is."""
    return [
        (
            place_text(Place(version.source, count.sheet, place.row, place.column), lang),
            text(lang, "sources.left-out-cell" if place.column else "sources.left-out-row"),
        )
        for count in version.counts
        for place in count.places
    ]


def _version_data(version: Version) -> dict[str, Any]:
    return {
        "source": version.source,
        "as_of": version.as_of and version.as_of.isoformat(),
        "loaded_at": version.loaded_at.isoformat(),
        "status": "withdrawn" if version.withdrawn else "loaded",
        "path": version.path,
        "hash": version.hash,
        "records": version.records,
        "counts": [_count_data(count) for count in version.counts],
    }


def _count_data(count: SheetCount) -> dict[str, Any]:
    return {**msgspec.structs.asdict(count), "places": [msgspec.structs.asdict(place) for place in count.places]}


def _version_row(version: Version, lang: str, *, dated: bool) -> tuple[str, ...]:
    """Return a version as a row; ``dated``: with the day of which it tells."""
    local = version.loaded_at.astimezone()
    sums = (sum(getattr(count, name) for count in version.counts) for name in ("read", "stored", "left_out"))
    return (
        version.source,
        *([written_date(version.as_of, lang) if version.as_of else ""] if dated else []),
        f"{written_date(local.date(), lang)} {local:%H:%M}",
        text(lang, "sources.status-withdrawn" if version.withdrawn else "sources.status-loaded"),
        *(written_number(count, lang) for count in sums),
    )

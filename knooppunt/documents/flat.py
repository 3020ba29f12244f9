"""A document as tables in a row, for formats that know nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from graph.words.catalogue import text
from knooppunt.documents.model import Document, Group, Section, Table, table


def tables(document: Document) -> Iterator[Table]:
    """Yield everything that ``document`` holds, in its order; what is no table is a note."""
    if document.title:
        yield table(document.title, (), (), _lines(document.title, document.subtitle, *document.scope))
    for section in (*([document.summary] if document.summary else []), *document.sections):
        if words := _lines(*_words(section)):
            yield table(section.title, (), (), _lines(section.title, words))
        if section.numbers:
            rows = [(one.label, one.value, one.explanation) for one in section.numbers]
            yield table(section.title, _headers(document, "health", "measure", "value", "means"), rows)
        for one in section.tables:
            yield one if one.title else msgspec.structs.replace(one, title=section.title)
        for group in section.groups:
            yield _findings(document, group)


def _words(section: Section) -> Iterator[str]:
    """Yield the lines of a section that are in no table."""
    yield from section.paragraphs
    yield from (f"{severity.label}: {severity.explanation}" for severity in section.severities)
    yield from (f"- {point}" for point in section.points)
    yield from (f"{term}: {meaning}" for term, meaning in section.definitions)
    yield section.note


def _findings(document: Document, group: Group) -> Table:
    headers = _headers(document, "table", "severity", "finding", "suggestion", "sources")
    rows = [(one.severity.label, _lines(one.text, one.decision), one.suggestion, one.source) for one in group.items]
    made = table(f"{group.title} ({group.count})", headers, rows, group.more)
    return msgspec.structs.replace(made, intro=_lines(group.intro, group.suggestion))


def _lines(*lines: str) -> str:
    return "\n".join(filter(None, lines))


def _headers(document: Document, start: str, *codes: str) -> list[str]:
    return [text(document.lang, f"{start}.{code}") for code in codes]

"""Where answers go: to standard output or a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
import msgspec

from graph.errors import UsageProblem
from knooppunt.cli.framework import language
from knooppunt.documents.formats import format_named
from knooppunt.documents.model import Document, Section, Table


class Destination(msgspec.Struct, frozen=True):
    """In which format an answer is written, and to which file; None: to standard output."""

    format: str
    output: Path | None = None

    def write(self, data: dict[str, Any], tables: Sequence[Table]) -> None:
        """Write an answer: ``data`` for programs, ``tables`` for people."""
        lang = language(click.get_current_context(silent=True))
        write_document(Document(lang, (Section(tables=tuple(tables)),), data=data), self.format, self.output)


def write_document(document: Document, format_: str, output: Path | None) -> None:
    """Write ``document``. Raises UsageProblem for a format that needs a file when there is none."""
    chosen = format_named(format_)
    if output is not None:
        written = chosen.render(document)
        output.write_bytes(written if isinstance(written, bytes) else written.encode(chosen.encoding))
    elif chosen.needs_file:
        raise UsageProblem("output-needed")
    else:
        click.echo((chosen.show or chosen.render)(document), nl=False)

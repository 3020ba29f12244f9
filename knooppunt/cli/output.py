"""Where answers go: to standard output or a file. The one place that writes what a command makes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
import msgspec

from graph.errors import UsageProblem
from graph.words.catalogue import text
from knooppunt.cli.framework import language
from knooppunt.documents.formats import FOR_ANSWERS, format_named
from knooppunt.documents.model import Document, Section, Table
from knooppunt.documents.safe import printable
from knooppunt.files import refuse_to_lose, write_whole

#: What stands for standard output in place of a file.
STANDARD_OUTPUT = Path("-")


class Output(msgspec.Struct, frozen=True):
    """A file to make that ends on ``suffix``, or standard output; ``network`` is the network file in use."""

    path: Path
    suffix: str
    network: Path
    force: bool = False

    def checked(self) -> Output:
        """Return it, when something may be written there. Ask before what is written is computed. Raises UsageProblem."""
        if self.path != STANDARD_OUTPUT:
            refuse_to_lose(self.path, self.suffix, self.network, force=self.force)
        elif self.suffix == ".xlsx" and self.on_terminal:
            raise UsageProblem("output-needed")
        return self

    @property
    def on_terminal(self) -> bool:
        """Tell whether somebody looks at standard output."""
        return sys.stdout.isatty()

    def write(self, content: bytes) -> None:
        """Write the whole file, or nothing."""
        if self.path == STANDARD_OUTPUT:
            click.echo(content, nl=False)
        else:
            write_whole(self.checked().path, content)

    def tell(self, message: str) -> None:
        """Say what was made, unless it is what stands on the screen."""
        if self.path != STANDARD_OUTPUT:
            click.echo(message)


class Destination(msgspec.Struct, frozen=True):
    """In which format an answer is written, and to which file; None: to standard output.

    ``table``: which table, where the format holds only one.
    """

    format: str
    output: Output | None = None
    table: str | None = None

    def checked(self) -> Destination:
        """Return it, when an answer may be written there. Ask before it is computed. Raises UsageProblem."""
        if self.table is not None and not format_named(self.format).flat:
            raise UsageProblem("table-needs-csv")
        if self.output is not None:
            self.output.checked()
        elif format_named(self.format).needs_file:
            raise UsageProblem("output-needed")
        return self

    def write(self, data: dict[str, Any], tables: Sequence[Table], head: str = "") -> None:
        """Write an answer: ``data`` for programs, ``tables`` for people. ``head`` stands above what is text to read; where
        only tables are written it is told on standard error."""
        lang = language(click.get_current_context(silent=True))
        chosen = format_named(self.format)
        shown = [self._one_of(tables, lang)] if chosen.flat else list(tables)
        if head and chosen.brief:
            shown.insert(0, Table("", (), (), note=head))
        elif head and not chosen.plain:
            click.echo(printable(head), err=True)
        write_document(Document(lang, (Section(tables=tuple(shown)),), data=data), self.format, self.output)

    def _one_of(self, tables: Sequence[Table], lang: str) -> Table:
        """Return the table that is asked for, else the main one, which is the first; then tell which others there are."""
        named = {table.name: table for table in tables if table.columns}
        if self.table is not None and self.table not in named:
            raise UsageProblem("no-such-table", name=self.table, known=", ".join(named))
        main = next(iter(named), "") if self.table is None else self.table
        others = [name for name, table in named.items() if table.rows and name != main]
        if others and self.table is None:
            click.echo(text(lang, "csv.others", name=main, others=", ".join(others), count=len(others)), err=True)
        return named.get(main, Table("", (), ()))


def write_document(document: Document, format_: str, output: Output | None) -> None:
    """Write ``document``. What is text and goes to standard output is as wide as the screen, and in its characters."""
    chosen = format_named(format_)
    if output is None or (output.path == STANDARD_OUTPUT and format_ in FOR_ANSWERS and not chosen.needs_file):
        click.echo((chosen.show or chosen.render)(document), nl=False)
    else:
        written = chosen.render(document)
        output.write(written if isinstance(written, bytes) else written.encode(chosen.encoding))

"""What a report is made from, and what every part of it asks: who may be named, and which findings may be told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import chain
from typing import Any

from graph.vocabulary import vocabulary
from graph.words.catalogue import has
from graph.words.phrases import percentage, share_of
from knooppunt.answers.speaker import Speaker
from knooppunt.documents.model import Cell, Column, Section, Table, row
from knooppunt.rules.surveys import Comparison
from knooppunt.usecases.report import Answers, Reported
from queries.carrying.size import Size
from queries.finding import Finding
from queries.fragile.question import DEFAULT_HORIZON

#: The rows of a table; numbers are written as people write them.
Rows = Iterable[Sequence[int | str | Cell | list[str]]]

#: A number of persons below this is not told to the public (design, section 7).
_FEWEST_PERSONS = 3


class Context(Speaker, frozen=True):
    """What a report is about: the network on ``day``, within a region if any, as its audience may see it.

    The answers ``found`` are about that same network. For the public, what is fragile and what is left without advisers
    may be (and say more when they are) about the network before persons were taken out, because a public network does not
    tell what hangs on one person: what mentions a node that ``network`` does not show is counted, and never told.

    ``top`` is the number of findings of each kind that are told, ``people`` that of persons on whom something hangs, and
    ``horizon`` the number of days in which a term that ends counts.
    """

    day: date
    found: Reported
    made_on: datetime
    comparison: Comparison | None = None
    top: int = 5
    people: int = 10
    horizon: int = DEFAULT_HORIZON

    def share(self, part: int, total: int) -> str:
        """Return ``part`` of ``total`` as a percentage."""
        return percentage(part, total, self.lang)

    def share_of(self, part: int, total: int) -> str:
        """Return ``part`` of ``total`` in numbers and as a percentage."""
        return share_of(part, total, self.lang)

    def persons(self, count: int) -> str:
        """Return a number of persons; a small one is hidden from the public."""
        if self.public and 0 < count < _FEWEST_PERSONS:
            return self.said("report.fewer-than", number=_FEWEST_PERSONS)
        return self.number(count)

    def spoken(self, node_id: str) -> str:
        """Return a name as it stands in a sentence; a node that this network does not show has none."""
        return super().spoken(node_id) if self._known(node_id) else self.said("report.unnamed")

    def _known(self, node_id: str) -> bool:
        """Tell whether the audience may know of a node, on this day or another."""
        return node_id in self.network.entire.nodes or node_id in self.network.left_out

    def by_name(self, ids: Iterable[str]) -> list[str]:
        """Return nodes in the order of their names."""
        return sorted(ids, key=lambda id_: self.spoken(id_).casefold())

    def section(
        self, anchor: str, *paragraphs: str, title: str = "", tables: Iterable[Table] = (), **parts: Any
    ) -> Section:
        """Return a part of the report, without the tables that have no rows."""
        shown = tuple(table for table in tables if table.rows)
        return Section(anchor, title or self.said(f"report.{anchor}-title"), paragraphs, tables=shown, **parts)

    def overview(
        self, code: str, columns: str, rows: Rows, *, numeric: str = "", short: str = "", **options: Any
    ) -> Table:
        """Return a table with what ``filled`` takes. Its title is the message ``report.<code>``, when there is one.

        The heading of each of the ``columns`` is ``report.<code>-<column>``; a column with a dot is a code by itself.
        """
        codes = {column: column if "." in column else f"report.{code}-{column}" for column in columns.split()}
        right, one_line = numeric.split(), short.split()
        made = [Column(self.said(head), column in right, column in one_line) for column, head in codes.items()]
        title = self.said(f"report.{code}", days=self.horizon) if has(self.lang, f"report.{code}") else ""
        return self.filled(title, made, rows, **options)

    def filled(
        self, title: str, columns: Iterable[Column], rows: Rows, *, intro: str = "", note: str = "", more: int = 0
    ) -> Table:
        """Return a table with its numbers written; a note tells how many ``more`` rows there are."""
        note = self.said("report.more-rows", count=more) if more > 0 else note
        written = ((self.number(one) if isinstance(one, int) else one for one in values) for values in rows)
        return Table(title, tuple(columns), tuple(row(*values) for values in written), intro, note)

    @property
    def answers(self) -> Answers:
        """Return what was found in the network."""
        return self.found.answers

    @property
    def public(self) -> bool:
        """Tell whether the report is for everybody."""
        return self.network.hides_persons

    @property
    def platforms(self) -> Sequence[str]:
        """Return the platforms, in the order of the sources."""
        return [id_ for id_ in self.network.organisations if self.network.nodes[id_].kind == "platform"]

    @property
    def size(self) -> Size:
        """Return the size of the network that was looked at."""
        return self.answers.fragile.size

    @property
    def persons_looked_at(self) -> bool:
        """Tell whether the answers are about a network with persons; without them nothing hangs on anybody."""
        return not self.public or self.size.persons > 0

    @property
    def unattributed(self) -> int:
        """Return of how many connections nobody is known who keeps them alive."""
        return len(self.of_kind("unattributed-connection"))

    def of_kind(self, kind: str) -> list[Finding]:
        """Return the findings of one kind about what is fragile or what is left without advisers, worst first."""
        found = chain(self.answers.fragile.findings, self.answers.without_advisers.findings)
        return [finding for finding in found if finding.kind == kind]

    def cut_persons(self) -> list[Finding]:
        """Return the findings about persons who cannot be missed, by the pairs of the whole network that are lost."""
        return sorted(self.of_kind("cut-person"), key=lambda finding: -(finding.pairs_lost or 0))

    def placeholders(self, persons: Iterable[str]) -> int:
        """Return how many of ``persons`` stand for somebody, or a group, without a known name."""
        return sum(bool(person.properties.get("placeholder")) for person in self.network.named(persons))

    def may_tell(self, finding: Finding) -> bool:
        """Tell whether everybody and everything that ``finding`` mentions is (or on another day was) in the network as its
        audience sees it.
        """
        details = [value for value in finding.details.values() if isinstance(value, (list, tuple))]
        mentioned = {*finding.subjects, *finding.organisations, *(id_ for ids in details for id_ in ids)}
        mentioned |= {id_ for reason in finding.because for id_ in reason.about}
        mentioned |= {finding.person} if finding.person else set()
        # Subjects and details hold codes as well, such as the id of a need.
        kinds = vocabulary().kinds
        return all(self._known(id_) for id_ in mentioned if ":" in id_ and id_.partition(":")[0] in kinds)

"""What a report is made from, and what every part of it asks: who may be named, and which findings may be told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from graph.network import Network
from graph.store.base import Version
from graph.vocabulary import vocabulary
from graph.words.catalogue import text, written_number
from graph.words.phrases import percentage, spoken
from knooppunt.documents.model import Cell, Column, Table, row
from knooppunt.rules.surveys import Comparison
from knooppunt.usecases.report import Answers, Earlier
from queries.carrying.size import Size
from queries.decisions import Decision
from queries.finding import Finding
from queries.fragile.question import DEFAULT_HORIZON

Columns = tuple[Column, ...]
#: What stands in a row; numbers are written as people write them.
Values = Sequence[int | str | Cell | list[str]]

#: A number of persons below this is not told to the public (design, section 7).
_FEWEST_PERSONS = 3


@dataclass(frozen=True)
class Context:
    """What a report is about: the network on ``day``, within a region if any, as its audience may see it.

    ``answers`` are about that same network. For the public, what is fragile and what is left without advisers may be (and
    say more when they are) about the network before persons were taken out, because a public network does not tell what
    hangs on one person: what mentions a node that ``network`` does not show is counted, and never told.

    ``sources`` are the versions in the store, oldest first; ``decisions`` what people decided about findings.
    ``earlier`` is the day since which the report tells what changed, if any. ``top`` is the number of findings of each
    kind that are told, ``horizon`` the number of days in which a term that ends counts.
    """

    network: Network
    day: date
    lang: str
    answers: Answers
    sources: Sequence[Version]
    made_on: datetime
    decisions: Sequence[Decision] = ()
    comparison: Comparison | None = None
    earlier: Earlier | None = None
    top: int = 5
    horizon: int = DEFAULT_HORIZON

    def said(self, code: str, /, **params: Any) -> str:
        """Return the message ``code`` in the language of the report."""
        return text(self.lang, code, **params)

    def share(self, part: int, total: int) -> str:
        """Return ``part`` of ``total`` as a percentage."""
        return percentage(part, total, self.lang)

    def persons(self, count: int) -> str:
        """Return a number of persons; a small one is hidden from the public."""
        if self.public and 0 < count < _FEWEST_PERSONS:
            return self.said("report.fewer-than", number=_FEWEST_PERSONS)
        return written_number(count, self.lang)

    def name(self, node_id: str) -> str:
        """Return the name of a node; one that this network does not show has none."""
        shown = node_id in self.network.nodes
        return spoken(self.network, node_id, self.lang) if shown else self.said("report.unnamed")

    def names(self, node_ids: Sequence[str], limit: int) -> list[str]:
        """Return the names of the first ``limit`` nodes, and how many more there are."""
        return self.first([self.name(id_) for id_ in node_ids[:limit]], len(node_ids))

    def first(self, words: list[str], total: int) -> list[str]:
        """Return ``words``, and how many more there are when ``total`` is more."""
        more = total - len(words)
        return [*words, self.said("report.and-more", count=more)] if more > 0 else words

    def columns(self, codes: str, *columns: str, numeric: Collection[str] = (), short: Collection[str] = ()) -> Columns:
        """Return columns; ``codes`` is the code of their headings, with ``{}`` in place of the column."""
        return tuple(Column(self.said(codes.format(one)), one in numeric, one in short) for one in columns)

    def table(
        self, title: str, columns: Columns, rows: Iterable[Values], intro: str = "", note: str = "", more: int = 0
    ) -> Table:
        """Return a table with its numbers written; a note tells how many ``more`` rows there are."""
        note = self.said("report.more-rows", count=more) if more > 0 else note
        written = (
            (written_number(one, self.lang) if isinstance(one, int) else one for one in values) for values in rows
        )
        return Table(title, columns, tuple(row(*values) for values in written), intro, note)

    @property
    def public(self) -> bool:
        """Tell whether the report is for everybody."""
        return self.network.hides_persons

    @property
    def area(self) -> str:
        """Return the name of what the report is about."""
        region = self.network.scope.region
        return self.said("whole-network") if region is None else self.name(region)

    @cached_property
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

    def of_kind(self, kind: str, findings: Iterable[Finding] | None = None) -> list[Finding]:
        """Return the findings of one kind, worst first: of what is fragile, or of other ``findings``."""
        found = self.answers.fragile.findings if findings is None else findings
        return [finding for finding in found if finding.kind == kind]

    def may_tell(self, finding: Finding) -> bool:
        """Tell whether everybody and everything that ``finding`` mentions is in the network as its audience sees it."""
        details = [value for value in finding.details.values() if isinstance(value, (list, tuple))]
        mentioned = {*finding.subjects, *finding.organisations, *(id_ for ids in details for id_ in ids)}
        mentioned |= {id_ for reason in finding.because for id_ in reason.about}
        mentioned |= {finding.person} if finding.person else set()
        # Subjects and details hold codes as well, such as the id of a need.
        kinds = vocabulary().kinds
        return all(id_ in self.network.nodes for id_ in mentioned if ":" in id_ and id_.partition(":")[0] in kinds)

"""What a report is made from, and what every part of it asks: who may be named, and which findings may be told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from graph.network import Network
from graph.vocabulary import vocabulary
from graph.words.catalogue import text, written_number
from graph.words.phrases import spoken
from knooppunt.usecases.report import Answers
from queries.decisions import Decision
from queries.finding import Finding

#: A number of persons below this is not told to the public (design, section 7).
_FEWEST_PERSONS = 3


@dataclass(frozen=True)
class Given:
    """The network as its audience may see it, the answers about it, and how the report is to be written.

    Of ``answers``, what is fragile and what is left without advisers may be about the network before persons were hidden
    from it: what mentions a node that ``network`` does not show is counted, and never told. ``decisions`` are what
    people decided about findings.
    """

    network: Network
    day: date
    lang: str
    answers: Answers
    decisions: Sequence[Decision]
    horizon: int
    top: int

    def said(self, code: str, /, **params: Any) -> str:
        """Return the message ``code`` in the language of the report."""
        return text(self.lang, code, **params)

    def number(self, value: int) -> str:
        """Return a whole number as people write it."""
        return written_number(value, self.lang)

    def persons(self, count: int) -> str:
        """Return a number of persons; a small one is hidden from the public."""
        if self.public and 0 < count < _FEWEST_PERSONS:
            return self.said("report.fewer-than", number=_FEWEST_PERSONS)
        return self.number(count)

    def name(self, node_id: str) -> str:
        """Return the name of a node; one that this network does not show has none."""
        return (
            spoken(self.network, node_id, self.lang) if node_id in self.network.nodes else self.said("report.unnamed")
        )

    def names(self, node_ids: Iterable[str], limit: int) -> list[str]:
        """Return the names of the first ``limit`` nodes, and how many more there are."""
        ids = list(node_ids)
        shown = [self.name(id_) for id_ in ids[:limit]]
        more = len(ids) - limit
        return [*shown, self.said("report.and-more", count=more, number=self.number(more))] if more > 0 else shown

    @property
    def public(self) -> bool:
        """Tell whether the report is for everybody."""
        return self.network.hides_persons

    @property
    def area(self) -> str:
        """Return the name of what the report is about."""
        region = self.network.scope.region
        return self.said("whole-network") if region is None else self.name(region)

    @property
    def persons_looked_at(self) -> bool:
        """Tell whether the answers are about a network with persons; without them nothing hangs on anybody."""
        return not self.public or self.answers.fragile.size.persons > 0

    @cached_property
    def findings(self) -> Mapping[str, Sequence[Finding]]:
        """Return the findings of every kind, worst first; the kind with the worst finding comes first."""
        found: dict[str, list[Finding]] = defaultdict(list)
        for finding in self.answers.fragile.findings:
            found[finding.kind].append(finding)
        return found

    def of_kind(self, kind: str) -> Sequence[Finding]:
        """Return the findings of one kind, worst first."""
        return self.findings.get(kind, ())

    def may_tell(self, finding: Finding) -> bool:
        """Tell whether everybody and everything that ``finding`` mentions is in the network as its audience sees it."""
        details = [value for value in finding.details.values() if isinstance(value, (list, tuple))]
        mentioned = {*finding.subjects, *finding.organisations, *(id_ for ids in details for id_ in ids)}
        mentioned |= {id_ for reason in finding.because for id_ in reason.about}
        mentioned |= {finding.person} if finding.person else set()
        # Subjects and details hold codes as well, such as the id of a need.
        kinds = vocabulary().kinds
        return all(id_ in self.network.nodes for id_ in mentioned if ":" in id_ and id_.partition(":")[0] in kinds)

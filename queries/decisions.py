"""What people decided about findings: open, planned, accepted until a date, or done.

A decision belongs to a finding's id, and ids are stable from one period to the next; it follows who was merged, and is
about the old id again when that is undone. The newest decision counts. A finding that is accepted does not count until
that date; one that was done and is found again has come back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

import msgspec

from graph.model import kind_of
from graph.network import Network
from graph.views import pseudonym
from graph.vocabulary import vocabulary
from queries.finding import Finding, finding_id, named

STATUSES = ("open", "planned", "accepted", "done")


class Decision(msgspec.Struct, frozen=True, omit_defaults=True):
    """A decision about the finding ``kind`` + ``subjects``; ``until`` (exclusive) goes with accepted."""

    kind: str
    subjects: tuple[str, ...]
    status: str
    decided_at: datetime
    until: date | None = None
    owner: str = ""
    note: str = ""

    @property
    def finding_id(self) -> str:
        """Return the id of the finding that this is about."""
        return finding_id(self.kind, self.subjects)

    def holds(self, day: date) -> bool:
        """Tell whether this still counts on ``day``: an acceptance ends at its date."""
        return self.until is None or day < self.until


class Decided(msgspec.Struct, frozen=True):
    """A finding with what was decided about it. ``returned``: it was done, and it is found again."""

    finding: Finding
    decision: Decision | None = None
    returned: bool = False

    @property
    def status(self) -> str:
        """Return the status as it counts now."""
        return "open" if self.decision is None or self.returned else self.decision.status


def decided(
    network: Network, findings: Iterable[Finding], decisions: Iterable[Decision], day: date
) -> tuple[list[Decided], list[Decided]]:
    """Return the findings that count on ``day`` and those that are accepted, each with its decision.

    A person who is nameless in ``network`` (another audience) is known by the pseudonym of the person decided about.
    """
    standing = _standing(network, decisions, day)
    known = ((finding, standing.get(finding.id)) for finding in findings)
    found = [Decided(finding, one, returned=one is not None and one.status == "done") for finding, one in known]
    accepted = [one for one in found if one.status == "accepted"]
    return [one for one in found if one.status != "accepted"], accepted


def accepted_ids(network: Network, decisions: Iterable[Decision], day: date) -> frozenset[str]:
    """Return the ids of the findings that are accepted on ``day``, as they are called in ``network``: they do not count."""
    return frozenset(id_ for id_, one in _standing(network, decisions, day).items() if one.status == "accepted")


def _standing(network: Network, decisions: Iterable[Decision], day: date) -> Mapping[str, Decision]:
    """Return the newest decision by finding id, as far as it still counts on ``day``."""
    seen = (as_seen(network, decision) for decision in sorted(decisions, key=lambda each: each.decided_at))
    standing = {decision.finding_id: decision for decision in seen}
    return {id_: decision for id_, decision in standing.items() if decision.holds(day)}


def followed(network: Network, decision: Decision) -> Decision:
    """Return ``decision`` with its subjects as they are called in ``network``: what was merged goes by another id."""
    subjects = named(decision.kind, (network.identity.get(id_, id_) for id_ in decision.subjects))
    return msgspec.structs.replace(decision, subjects=subjects)


def as_seen(network: Network, decision: Decision) -> Decision:
    """Return ``decision`` as the audience of ``network`` may see it."""
    decision = followed(network, decision)
    if network.scope.audience == "internal":
        return decision
    subjects = named(decision.kind, (_as_seen(network, subject) for subject in decision.subjects))
    # Who works on it and why was written for colleagues.
    return msgspec.structs.replace(decision, subjects=subjects, owner="", note="")


def may_see(network: Network, decision: Decision) -> bool:
    """Tell whether the audience of ``network`` may know that there is this decision (``as_seen``).

    The public no decision about a person. Partners none about a person by name together with an organisation that she has
    no tie with, as far as they can see.
    """
    network = network.entire
    if network.scope.audience == "internal":
        return True
    persons = {subject for subject in decision.subjects if kind_of(subject) == "person"}
    organisations = {subject for subject in decision.subjects if kind_of(subject) in vocabulary().organisation_kinds}
    named = [node.id for node in network.named(persons) if "nameless" not in node.properties]
    beside = {end for person in named for relation in network.relations_of.get(person, ()) for end in relation.nodes}
    return not (persons and network.hides_persons) and (not named or organisations <= beside)


def _as_seen(network: Network, subject: str) -> str:
    """Return the id that ``subject`` has in this network."""
    if subject.startswith("person:") and subject not in network.entire.nodes:
        return pseudonym(subject, network.salt)
    return subject

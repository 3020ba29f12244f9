"""What people decide about findings: kept, read, and put to the findings."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from graph.errors import StoreUnavailable, UsageProblem
from graph.network import Network
from graph.store.base import Store
from graph.store.opening import open_store
from knooppunt.usecases.network import Asked, open_network
from queries.decisions import Decided, Decision, accepted_ids, as_seen, decided, followed, may_see
from queries.finding import Finding

if TYPE_CHECKING:
    from knooppunt.usecases.findings import OwnRules

#: The kind of decision that is about a finding.
_FINDING = "finding"


def read_decisions(asked: Asked) -> list[Decision]:
    """Return what people decided about findings, oldest first."""
    with open_store(asked.file) as store:
        return _read(store, asked.file, asked.as_known)


def _read(store: Store, file: Path, as_known: date | None = None) -> list[Decision]:
    payloads = store.decisions(_FINDING, as_known)
    try:
        return [msgspec.json.decode(payload, type=Decision) for payload in payloads]
    except msgspec.DecodeError as error:
        raise StoreUnavailable("store-damaged", path=str(file), reason=str(error)) from error


def decisions_seen(asked: Asked) -> list[Decision]:
    """Return the decisions as the audience may see them: the public none about persons, partners none that tells of a tie
    which they may not see.
    """
    network = open_network(asked)
    seen = [as_seen(network, decision) for decision in read_decisions(asked)]
    return [one for one in seen if may_see(network, one)]


def accepted_now(asked: Asked, network: Network) -> frozenset[str]:
    """Return the ids of the findings that are accepted on the day that is asked about: they do not count."""
    return accepted_ids(network, read_decisions(asked), asked.day)


def judged(asked: Asked, network: Network, findings: Iterable[Finding]) -> tuple[list[Decided], list[Decided]]:
    """Return the findings that count on the day that is asked about and those that are accepted, with their decisions."""
    return decided(network, findings, read_decisions(asked), asked.day)


def decide(
    asked: Asked, finding_id: str, decision: Decision, *, keep: Collection[str] = (), rules: OwnRules | None = None
) -> Decision:
    """Keep a decision about the finding with that id; return it with the subjects filled in.

    The finding must be there now, with any of the options by which it can be seen, or have been decided about before.
    ``keep``: fields that stay as they were in the decision before (owner, note). ``rules``: the needs and expectations to
    look with, when not those of the network file. Raises UsageProblem when there is no such finding.
    """
    network = open_network(asked)
    if (known := _earlier(network, read_decisions(asked), finding_id)) is not None:
        kind, ids = known.kind, known.subjects
    else:
        kind, ids = _subjects(network, asked, finding_id, rules)
    kept = msgspec.structs.replace(decision, kind=kind, subjects=ids)
    with open_store(asked.file) as store, store.writing():
        # Somebody else may have decided about it meanwhile; this one comes after that, whatever the clocks say.
        if (earlier := _earlier(network, _read(store, asked.file), finding_id)) is not None:
            after = max(kept.decided_at, earlier.decided_at)
            kept = msgspec.structs.replace(kept, decided_at=after, **{field: getattr(earlier, field) for field in keep})
        store.add_decision(_FINDING, kept, kept.decided_at)
    return kept


def _earlier(network: Network, decisions: Iterable[Decision], finding_id: str) -> Decision | None:
    """Return the newest decision about the finding with that id, also by what its subjects are called now."""
    ordered = sorted(decisions, key=lambda each: each.decided_at)
    return {one.finding_id: one for each in ordered for one in (each, followed(network, each))}.get(finding_id)


def _subjects(network: Network, asked: Asked, finding_id: str, rules: OwnRules | None) -> tuple[str, tuple[str, ...]]:
    """Return the kind and the subjects of the finding with that id; raise UsageProblem when there is none."""
    # Not at the top: whoever lists decisions needs no questions, nor the libraries behind them.
    from knooppunt.usecases.findings import every_finding, own_rules

    known = {}
    for finding in itertools.chain.from_iterable(every_finding(network, asked.day, rules or own_rules(asked.file))):
        if finding.id == finding_id:
            return finding.kind, finding.subjects
        known[finding.id] = finding
    raise UsageProblem.unknown("unknown-finding", finding_id, known, id=finding_id)

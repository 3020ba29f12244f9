"""What people decide about who is the same: kept with the network, whatever list is loaded afterwards."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from graph.errors import UsageProblem
from graph.identity.judgements import Judgement
from graph.model import kind_of
from graph.network import Network
from graph.store.opening import open_store
from queries.search import find


def judge(file: Path, a: str, b: str, now: datetime, *, same: bool) -> tuple[str, str]:
    """Keep that two nodes, by their id or name, are the ``same``, or are not; return their ids.

    The newest judgement about two nodes counts: one takes back the other. Raises UsageProblem when they are not two nodes of
    one kind, or when earlier judgements keep them apart.
    """
    with open_store(file) as store, store.writing():
        network = store.network()
        judged = {id_ for judgement in store.judgements() for id_ in judgement.pair}
        one, other = (_id(network, judged, given) for given in (a, b))
        if one == other:
            ids = sorted(id_ for id_, now_called in network.identity.items() if now_called == one)
            raise UsageProblem("same-already", id=one, ids=", ".join([one, *ids]))
        if kind_of(one) != kind_of(other):
            raise UsageProblem("other-kinds", one=one, other=other)
        judgement = Judgement(one, other, same, now)
        contradictions = store.judge(judgement)
        if against := next((each for each in contradictions if each.refused == judgement), None):
            apart = [" ".join((each.node, each.other)) for each in against.different]
            raise UsageProblem("judged-apart", one=one, other=other, apart="; ".join(apart))
        return one, other


def _id(network: Network, judged: set[str], given: str) -> str:
    """Return the id that is meant; one that goes by another now is still itself."""
    return given if given in judged or given in network.identity or given in network.nodes else find(network, given)

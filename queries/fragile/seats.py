"""Seats: councils in which nobody sits on behalf of clients, and organisations where many come and go."""

from __future__ import annotations

from collections import Counter

from graph.network import Network
from queries.carrying.behalf import seats_on_behalf
from queries.finding import Finding
from queries.fragile import evidence
from queries.kinds import Kind, found_by

#: The types of councils that advise on behalf of inhabitants, and from how many seats on that can be asked of one.
_FOR_ALL = ("advisory_council", "wmo_council", "participation_council")
_FEWEST_SEATS = 3
#: From how many places on it can be said that many change.
_FEWEST_PLACES = 4


def seats(network: Network) -> list[Finding]:
    """Return where seats tell that an organisation hangs on who happens to be there: the same for partners as for the hub."""
    return found_by(KINDS, network, network)


def one_sided(network: Network) -> list[Finding]:
    """Return the councils of which at least half of the seats is known on behalf of whom they are, and none of clients."""
    held, known, clients = Counter[str](), Counter[str](), set[str]()
    for one in seats_on_behalf(network.whole.entire):
        held[one.council] += 1
        known[one.council] += one.known
        if one.clients:
            clients.add(one.council)
    return [
        Finding(
            kind="one-sided-council",
            subjects=(council,),
            severity="medium",
            organisations=(council,),
            details={"seats": count, "known": known[council]},
        )
        for council in network.ordered(network.counted.intersection(held) - clients)
        if (count := held[council]) >= _FEWEST_SEATS
        and 2 * known[council] >= count
        and network.nodes[council].properties.get("type") in _FOR_ALL
    ]


def high_turnover(network: Network) -> list[Finding]:
    """Return the organisations of which half or more of the places of today and a year ago are not of both days."""
    found = []
    for organisation in network.ordered(network.counted.intersection(network.turnover)):
        turnover = network.turnover[organisation]
        changed, places = turnover.begun + turnover.ended, turnover.begun + turnover.ended + turnover.stayed
        if places >= _FEWEST_PLACES and 2 * changed >= places:
            found.append(
                Finding(
                    kind="high-turnover",
                    subjects=(organisation,),
                    severity="medium" if 4 * changed >= 3 * places else "low",
                    organisations=(organisation,),
                    details={"places": places, "begun": turnover.begun, "ended": turnover.ended},
                )
            )
    return found


KINDS = (
    Kind("one-sided-council", "fragile", evidence.of_council, find=one_sided),
    Kind("high-turnover", "fragile", evidence.of_places, find=high_turnover),
)

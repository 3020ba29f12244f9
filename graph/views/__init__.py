"""Views: functions from Network to Network.

What-if, privacy, regional reports and filters are all the same thing: take a view, ask the same question.
``on(day)``, ``within(region)``, ``without(people)``, ``with_contacts(contacts)``, ``known_only`` and
``for_audience(audience)`` are such views or return one; ``take(network, *views)`` applies them in order. ``on`` and
``within`` give the same in either order. ``without`` comes after ``on`` (a carrier who left earlier keeps nothing alive)
and after ``for_audience`` when people are chosen from what that audience sees.
"""

from __future__ import annotations

from collections.abc import Callable

from graph.network import Network
from graph.views.audience import for_audience, pseudonym
from graph.views.contacts import NewContact, with_contacts
from graph.views.joined import stands_in
from graph.views.people import known_only, without
from graph.views.region import within
from graph.views.time import on
from graph.views.usual import goes_by, usual_region

__all__ = [
    "NewContact",
    "View",
    "for_audience",
    "goes_by",
    "known_only",
    "on",
    "pseudonym",
    "stands_in",
    "take",
    "usual_region",
    "with_contacts",
    "within",
    "without",
]

View = Callable[[Network], Network]


def take(network: Network, *views: View) -> Network:
    """Apply ``views`` to ``network``, one after the other."""
    for view in views:
        network = view(network)
    return network

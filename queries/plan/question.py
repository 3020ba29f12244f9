"""The strengthening plan: which few introductions, or which one meeting, help most.

An introduction brings two persons of two organisations together; both then keep that contact alive. What that does is asked
of the network with the contact in it (``with_contacts``). What to introduce is chosen one by one and then exchanged two at a
time (``queries.plan.exchange``); tests measure how near the best possible choice that comes; ``docs/plan.md`` states it.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Sequence
from typing import TypeVar

import msgspec

from graph.model import NodeId
from graph.network import Network
from graph.views import View
from graph.views.contacts import NewContact, with_contacts
from queries.carrying.new_contacts import with_more_contacts
from queries.finding import Finding
from queries.missing.expected import Expectation
from queries.missing.introductions import Introductions
from queries.plan.easiest import easiest
from queries.plan.easiest import introduced as introduced_by
from queries.plan.exchange import choose
from queries.plan.options import Contacts, Guests, Made
from queries.plan.worth import Chooser

T = TypeVar("T")

#: In a network of more organisations than this, contacts are chosen one by one only: exchanging takes too long there.
_SMALL = 1000


class Introduction(msgspec.Struct, frozen=True):
    """One introduction: of ``persons[0]`` of ``organisations[0]`` to ``persons[1]`` of ``organisations[1]``.

    A person is None when nobody of that organisation is known who could keep the contact alive besides those on whom it
    hangs already. ``introducers`` are whom to ask, one or two of whom each knows the next; nobody when the two know each
    other. ``yourself``: nobody can be asked (or only more in a row), so the hub calls both: whoever is named in ``call``, who
    need not be who would keep the contact alive (None: nobody is known there); ``advisers`` may help then.
    ``mends``: the two had contact, and whoever kept it alive has left. ``safe`` and ``joined`` count the organisation pairs
    that become so; ``between`` are the persons who no longer part the two; ``closes`` the expected links and ``reaches`` the
    needs (finding ids) that it makes good.
    """

    organisations: tuple[NodeId, NodeId]
    persons: tuple[NodeId | None, NodeId | None]
    introducers: tuple[NodeId, ...]
    advisers: tuple[NodeId, ...]
    safe: int = msgspec.field(name="safe_pairs")
    joined: int = msgspec.field(name="joined_pairs")
    between: tuple[NodeId, ...]
    closes: tuple[str, ...]
    reaches: tuple[str, ...]
    yourself: bool = False
    mends: bool = False
    call: tuple[NodeId | None, ...] = ()


class Standing(msgspec.Struct, frozen=True):
    """How a network stands: joined pairs, how many of them hang on one person, expected links that are missing, and needs
    out of reach (``queries.plan.targets``).
    """

    joined: int = msgspec.field(name="connected_pairs")
    hanging: int = msgspec.field(name="hanging_pairs")
    expected: int = msgspec.field(name="expected_links")
    unreached: int = msgspec.field(name="unreached_needs")


class Effect(msgspec.Struct, frozen=True):
    """What contacts would do, the expected links that would be ``closed``, and what was ``left_out`` because it is accepted
    (ids of findings).
    """

    before: Standing
    after: Standing
    closed: tuple[Finding, ...]
    left_out: tuple[str, ...]


class Plan(Effect, frozen=True):
    """The introductions and what they would do, the least number of contacts that any plan needs to make every joined pair
    safe, and a number that is enough.
    """

    introductions: tuple[Introduction, ...]
    least: int
    needed: int


class Invitation(msgspec.Struct, frozen=True):
    """Whom to invite: a person (None: somebody of that organisation) for an organisation, and what that adds.

    ``mends``: the guests before her with whom the organisation had contact, of which everybody who kept it alive has left.
    """

    organisation: NodeId
    person: NodeId | None
    safe: int = msgspec.field(name="safe_pairs")
    joined: int = msgspec.field(name="joined_pairs")
    closes: tuple[str, ...]
    reaches: tuple[str, ...]
    mends: tuple[NodeId, ...] = ()


class Meeting(Effect, frozen=True):
    """Whom to invite, in the order in which they were chosen, and what it does when they all get to know each other."""

    invitations: tuple[Invitation, ...]


def plan_introductions(
    network: Network,
    rules: Sequence[Expectation],
    number: int,
    *,
    gaps: Sequence[Finding] = (),
    accepted: Collection[str] = (),
) -> Plan:
    """Return the ``number`` introductions that together help most; ``gaps`` are the findings of the coverage.

    Findings that are ``accepted`` (ids) neither drive the choice nor count before or after: expected links, needs, and pairs
    that hang on somebody whose being a cut-person is accepted. Contacts of which everybody who kept them alive has left come
    first, as long as making them anew joins what fell apart: it is easier to mend one than to begin one.
    """
    chooser = Chooser(network, rules, gaps, accepted=accepted)
    start, before, asking = chooser.tree.copy(), _standing(chooser), _Asking(chooser)
    chosen: list[Introduction] = []
    while len(chosen) < number and (lost := chooser.worst_orphan()) is not None:
        chosen.append(asking.introduce(*lost))
    best = _chosen(Contacts(chooser), number - len(chosen))
    chosen += [asking.introduce(*easiest(chooser, *contact)) for contact in best]
    least = start.least_contacts()
    needed = start.make_safe() if least else 0
    return Plan(*_effect(chooser, before, _introduced(chosen)), tuple(chosen), least, needed)


def plan_meeting(
    network: Network,
    rules: Sequence[Expectation],
    number: int,
    *,
    gaps: Sequence[Finding] = (),
    accepted: Collection[str] = (),
) -> Meeting:
    """Return whom to invite to one meeting of ``number`` people (two or more), at which all get to know each other.

    ``accepted``: as in ``plan_introductions``. As there, those of whom a lost contact would join what fell apart come first.
    """
    chooser = Chooser(network, rules, gaps, accepted=accepted, introducing=False)
    before, lost = _standing(chooser), _who_lost_contact(chooser, number)
    best = [*lost, *_chosen(Guests(chooser, lost), number - len(lost))]
    chooser.restart()
    invited: list[Invitation] = []
    for place, guest in enumerate(best):
        invited.append(_invite(chooser, best[:place], guest, {one.person for one in invited}))
    return Meeting(*_effect(chooser, before, _met(invited)), tuple(invited))


def _who_lost_contact(chooser: Chooser, number: int) -> list[int]:
    """Return organisations to invite first, up to ``number``: both ends of each lost contact that joins most again."""
    invited: list[int] = []
    chooser.mark()
    while (lost := chooser.worst_orphan(number - len(invited), invited)) is not None:
        for guest in lost:
            if guest not in invited:
                for other in invited:
                    chooser.make(other, guest)
                invited.append(guest)
    chooser.undo()
    return invited


def introduced(introductions: Iterable[Introduction]) -> View:
    """Return the view in which these introductions were made."""
    return with_contacts(_introduced(introductions))


def met(invitations: Iterable[Invitation]) -> View:
    """Return the view in which all who are invited got to know each other: a contact between every two."""
    return with_contacts(_met(invitations))


def _introduced(introductions: Iterable[Introduction]) -> list[NewContact]:
    return [NewContact(one.organisations, one.persons) for one in introductions]


def _met(invitations: Iterable[Invitation]) -> list[NewContact]:
    pairs = itertools.combinations(invitations, 2)
    return [NewContact((a.organisation, b.organisation), (a.person, b.person)) for a, b in pairs]


def _standing(chooser: Chooser) -> Standing:
    joined = chooser.tree.joined_pairs()
    targets = chooser.targets
    return Standing(joined, joined - chooser.tree.safe_pairs(), len(targets.links), len(targets.needs))


def _chosen(choice: Made[T], number: int) -> list[T]:
    """Return what helps most together, when nothing of it is made yet."""
    best = choose(choice, number, exchanging=len(choice.chooser.network.counted) <= _SMALL)
    choice.chooser.restart()
    return best


def _effect(
    chooser: Chooser, before: Standing, contacts: Iterable[NewContact]
) -> tuple[Standing, Standing, tuple[Finding, ...], tuple[str, ...]]:
    """Return the fields of ``Effect`` of the contacts that were made with the chooser.

    The tree and the needs were kept up to date. The expected links are asked anew of H with the contacts in it: who keeps one
    alive brings near what she is tied to as well.
    """
    graph = with_more_contacts(chooser.graph, contacts)
    left = {link.subjects for link in chooser.missing(graph)}
    closed = tuple(link for link in chooser.expected if link.subjects not in left)
    after = msgspec.structs.replace(_standing(chooser), expected=len(left))
    return before, after, closed, chooser.left_out


class _Asking:
    """Makes introductions with a chooser, and tells whom to ask."""

    def __init__(self, chooser: Chooser) -> None:
        self._chooser = chooser
        self._near = Introductions(chooser.network)

    def introduce(self, a: int, b: int) -> Introduction:
        """Make one introduction and bring the chooser up to date."""
        chooser = self._chooser
        ids = (chooser.graph.ids[a], chooser.graph.ids[b])
        safe, joined = chooser.gain(a, b)
        between = chooser.between(a, b)
        persons, asked = introduced_by(chooser, a, b, between)
        mends = chooser.is_orphan(a, b)
        closes, reaches = chooser.make(a, b)
        made = Introduction(ids, persons, asked or (), (), safe, joined, between, closes, reaches, mends=mends)
        if asked is not None:
            return made
        call = tuple(person or chooser.known_at(end) for person, end in zip(persons, (a, b), strict=True))
        near = [adviser for adviser in self._near.advisers_near(ids) if adviser not in call]
        return msgspec.structs.replace(made, yourself=True, call=call, advisers=tuple(near))


def _invite(chooser: Chooser, guests: Sequence[int], guest: int, people: Collection[str | None]) -> Invitation:
    """Invite one organisation to meet the other guests and their ``people``, and bring the chooser up to date."""
    safe, joined = chooser.gain(guests[0], guest) if guests else (0, 0)
    person = chooser.person_of(guest, (*people, *(chooser.between(guests[0], guest) if guests else ())))
    closes: tuple[str, ...] = ()
    reaches: tuple[str, ...] = ()
    mends = tuple(chooser.graph.ids[other] for other in guests if chooser.is_orphan(other, guest))
    for other in guests:
        links, needs = chooser.make(other, guest)
        closes, reaches = closes + links, reaches + needs
    return Invitation(chooser.graph.ids[guest], person, safe, joined, closes, reaches, mends)

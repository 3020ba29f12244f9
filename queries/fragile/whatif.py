"""What if: what falls apart when these people leave together. The same question, on the network without them."""

from __future__ import annotations

import functools
import itertools
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec

from graph.model import kind_of
from graph.network import Network
from graph.views import take, without
from queries.carrying.counted import Counted, counted
from queries.carrying.separation import pairs, pairs_parted
from queries.carrying.size import Size, size
from queries.carrying.ties import conveners, participants
from queries.finding import Finding, endangering, worst_first
from queries.fragile import cut_off, evidence
from queries.kinds import Kind, found_by
from queries.places.regions import RegionShares

#: The component of H that each organisation (id) lies in.
Components = dict[str, int]


class WhatIf(msgspec.Struct, frozen=True):
    """The answer: who left, the network before and after, the organisation pairs lost, and what falls apart. ``standing`` are
    the connections that hold before and after: not orphaned.
    """

    without: tuple[str, ...]
    before: Size
    after: Size
    pairs_lost: int
    findings: list[Finding]
    standing: tuple[int, int]


def whatif(network: Network, people: Collection[str]) -> WhatIf:
    """Compare ``network`` (as it is on one day) with the same network without ``people`` (node ids).

    Findings: ``group-falls-apart`` (a group of joined organisations and the parts that are left of it),
    ``platform-falls-apart`` (a platform that loses every convener, or organisations that took part),
    ``municipality-without-link`` (a municipality that was joined to another organisation and no longer is).
    """
    question = _Question(network, people)
    before, after = size(network), size(question.rest)
    return WhatIf(
        without=question.without,
        before=before,
        after=after,
        pairs_lost=before.connected_pairs - after.connected_pairs,
        findings=worst_first(found_by(KINDS, question, network)),
        standing=(question.counted.connections.standing, question.counted_after.connections.standing),
    )


class _Question:
    """The network before and after people left: what is joined in both, computed once for all kinds. ``before`` and ``after``
    are the components of all organisations, also of those around a region.
    """

    def __init__(self, network: Network, people: Collection[str]) -> None:
        self.network = network
        # Of a region first those who have to do with it.
        self.without = tuple(network.ordered(people))
        self.rest = take(network, without(people))
        self.counted, self.counted_after = counted(network), counted(self.rest)
        self.graph = self.counted.graph
        self.shares = RegionShares(network)
        self.before, self.after = _components(self.counted), _components(self.counted_after)


def _components(found: Counted) -> Components:
    graph = found.graph
    return dict(zip(graph.ids[: graph.organisations], graph.component_of.tolist(), strict=False))


def _grouped(organisations: Iterable[str], components: Components) -> list[list[str]]:
    """Return ``organisations`` by the component that each is in."""
    found: dict[int, list[str]] = defaultdict(list)
    for organisation in organisations:
        found[components[organisation]].append(organisation)
    return list(found.values())


def _groups(question: _Question) -> Iterator[Finding]:
    """Yield the components that fall apart, each with its parts from large to small."""
    connected = size(question.network).connected_pairs
    counts = (question.graph.ids[one] for one in question.counted.organisations.tolist())
    for members in _grouped(counts, question.before):
        parts = _grouped(members, question.after)
        if len(parts) > 1:
            parts.sort(key=lambda part: -len(part))
            sizes = tuple(map(len, parts))
            lost = pairs_parted(len(members), sizes)
            yield endangering(
                "group-falls-apart",
                (min(members),),
                lost / connected,
                organisations=tuple(itertools.chain.from_iterable(parts)),
                pairs_lost=lost,
                parts=sizes,
                without=question.without,
            )


def _platforms(question: _Question) -> Iterator[Finding]:
    """Yield the platforms that lose all who call them together, or take part through nobody any more."""
    network, rest, shares = question.network.entire, question.rest.entire, question.shares
    called_before, called_after = conveners(network), conveners(rest)
    took_part, takes_part = (_that_count(question, participants(seen)) for seen in (network, rest))
    for platform in (one for one in network.organisations if kind_of(one) == "platform" and one in took_part):
        lost_conveners = network.ordered(called_before.get(platform, set()) - called_after.get(platform, set()))
        left = network.ordered(took_part[platform] - takes_part[platform])
        without_convener = bool(lost_conveners) and not called_after.get(platform)
        if not left and not without_convener:
            continue
        lost = pairs(len(took_part[platform]) + 1) - pairs(len(takes_part[platform]) + 1)
        concerned = [question.graph.numbers[id_] for id_ in (platform, *took_part[platform])]
        region, share = shares.gravest(concerned, lost)
        details = {
            "convener_known": platform in called_before,
            "without_convener": without_convener,
            "conveners": lost_conveners,
            "participants": len(took_part[platform]),
            "dropped_out": len(left),
        }
        about = {"organisations": (platform, *left), "region": region, "details": details}
        yield endangering("platform-falls-apart", (platform,), share, without=question.without, **about)


def _that_count(question: _Question, taking_part: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Return of every organisation that counts who takes part in it, of those who count."""
    counts = question.network.counted
    return {id_: taking_part.get(id_, set()) & counts for id_ in counts}


def _municipalities(question: _Question) -> Iterator[Finding]:
    """Yield the municipalities that lose their last link with any other organisation."""
    shares, kind = question.shares, "municipality-without-link"
    sizes_before, sizes_after = Counter(question.before.values()), Counter(question.after.values())
    for id_, component in question.before.items():
        alone = sizes_after[question.after[id_]] == 1 < sizes_before[component]
        if alone and id_.startswith("municipality:") and id_ in question.network.counted:
            number = question.graph.numbers[id_]
            region, share = shares.gravest([number], functools.partial(shares.reachable, number))
            yield endangering(kind, (id_,), share, organisations=(id_,), region=region, without=question.without)


def _platform_variants(finding: Finding) -> Sequence[str]:
    """Return which wording fits: nobody calls it together any more, all participants leave, or both."""
    everybody = 0 < finding.details["dropped_out"] == finding.details["participants"]
    if not finding.details["without_convener"]:
        return ["all"] if everybody else []
    part = "without-convener-and-left" if finding.details["dropped_out"] else "without-convener"
    return ["without-convener-and-all", part] if everybody else [part]


KINDS = (
    Kind(
        "group-falls-apart",
        "whatif",
        evidence.of_group,
        followed=False,
        variants=lambda finding: ["two"] if finding.parts == (1, 1) else [],
        count="loose",
        cut_off=cut_off.of_group,
        find=_groups,
    ),
    Kind(
        "platform-falls-apart",
        "whatif",
        evidence.of_platform,
        followed=False,
        variants=_platform_variants,
        count="participants",
        find=_platforms,
    ),
    Kind("municipality-without-link", "whatif", evidence.of_municipality, followed=False, find=_municipalities),
)

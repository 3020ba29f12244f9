"""What if: what falls apart when these people leave together. The same question, on the network without them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

import msgspec

from graph.network import Network
from graph.views import take, without
from queries.carrying.graph import CarryingGraph, carrying_graph
from queries.carrying.separation import pairs, separation
from queries.carrying.size import Size, size
from queries.carrying.ties import conveners, participants
from queries.finding import Finding, severity_of, worst_first
from queries.fragile import evidence
from queries.kinds import Kind, found_by
from queries.places.regions import RegionShares

#: The component of H that each organisation (id) lies in.
Components = dict[str, int]


class WhatIf(msgspec.Struct, frozen=True):
    """The answer: who left, the network before and after, the organisation pairs lost, and what falls apart."""

    without: tuple[str, ...]
    before: Size
    after: Size
    pairs_lost: int
    findings: list[Finding]


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
        findings=worst_first(found_by(KINDS, question)),
    )


class _Question:
    """The network before and after people left: what is joined in both, computed once for all kinds."""

    def __init__(self, network: Network, people: Collection[str]) -> None:
        self.network = network
        self.without = tuple(sorted(people))
        self.rest = take(network, without(people))
        self.graph, graph_after = (carrying_graph(seen) for seen in (network, self.rest))
        self.shares = RegionShares(network, self.graph, separation(self.graph))
        self.before, self.after = _components(self.graph), _components(graph_after)


def _components(graph: CarryingGraph) -> Components:
    return dict(zip(graph.ids[: graph.organisations], graph.component_of.tolist(), strict=False))


def _members(components: Components) -> dict[int, list[str]]:
    """Return the organisations of every component."""
    found: dict[int, list[str]] = defaultdict(list)
    for organisation, component in components.items():
        found[component].append(organisation)
    return found


def _groups(question: _Question) -> list[Finding]:
    """Return the components that fall apart, each with its parts from large to small."""
    before, after = question.before, question.after
    connected = size(question.network).connected_pairs
    findings = []
    for members in _members(before).values():
        parts: dict[int, list[str]] = defaultdict(list)
        for organisation in members:
            parts[after[organisation]].append(organisation)
        if len(parts) < 2:
            continue
        ordered = sorted((sorted(part) for part in parts.values()), key=lambda part: (-len(part), part))
        lost = pairs(len(members)) - sum(pairs(len(part)) for part in ordered)
        findings.append(
            Finding(
                kind="group-falls-apart",
                subjects=(min(members),),
                severity=severity_of(lost / connected),
                organisations=tuple(organisation for part in ordered for organisation in part),
                pairs_lost=lost,
                parts=tuple(len(part) for part in ordered),
                share=lost / connected,
                without=question.without,
            )
        )
    return findings


def _platforms(question: _Question) -> list[Finding]:
    """Return the platforms that lose all who call them together, or take part through nobody any more."""
    network, rest, shares = question.network, question.rest, question.shares
    called_before, called_after = conveners(network), conveners(rest)
    took_part, takes_part = participants(network), participants(rest)
    findings = []
    for platform in (id_ for id_ in network.organisations if network.nodes[id_].kind == "platform"):
        lost_conveners = sorted(called_before.get(platform, set()) - called_after.get(platform, set()))
        left = sorted(took_part[platform] - takes_part[platform])
        without_convener = bool(lost_conveners) and not called_after.get(platform)
        if not left and not without_convener:
            continue
        lost = pairs(len(took_part[platform]) + 1) - pairs(len(takes_part[platform]) + 1)
        region = shares.region_of([question.graph.numbers[id_] for id_ in (platform, *took_part[platform])])
        share = shares.share(region, lost)
        findings.append(
            Finding(
                kind="platform-falls-apart",
                subjects=(platform,),
                severity=severity_of(share),
                organisations=(platform, *left),
                share=share,
                region=region,
                without=question.without,
                details={
                    "convener_known": platform in called_before,
                    "without_convener": without_convener,
                    "conveners": lost_conveners,
                    "participants": len(took_part[platform]),
                    "left": len(left),
                },
            )
        )
    return findings


def _municipalities(question: _Question) -> list[Finding]:
    """Return the municipalities that lose their last link with any other organisation."""
    before, after, shares = question.before, question.after, question.shares
    sizes_before = {number: len(members) for number, members in _members(before).items()}
    sizes_after = {number: len(members) for number, members in _members(after).items()}
    findings = []
    for organisation, component in before.items():
        others = sizes_before[component] - 1
        if not organisation.startswith("municipality:") or not others:
            continue
        if sizes_after[after[organisation]] == 1:
            number = question.graph.numbers[organisation]
            region = shares.region_of([number])
            share = shares.share(region, shares.reachable(number, region))
            findings.append(
                Finding(
                    kind="municipality-without-link",
                    subjects=(organisation,),
                    severity=severity_of(share),
                    organisations=(organisation,),
                    share=share,
                    region=region,
                    without=question.without,
                )
            )
    return findings


def _platform_variants(finding: Finding) -> Sequence[str]:
    """Return which wording fits: nobody calls it together any more, all participants leave, or both."""
    everybody = 0 < finding.details["left"] == finding.details["participants"]
    if not finding.details["without_convener"]:
        return ["all"] if everybody else []
    part = "without-convener-and-left" if finding.details["left"] else "without-convener"
    return ["without-convener-and-all", part] if everybody else [part]


KINDS = (
    Kind("group-falls-apart", "whatif", evidence.of_group, followed=False, find=_groups),
    Kind(
        "platform-falls-apart",
        "whatif",
        evidence.of_platform,
        followed=False,
        variants=_platform_variants,
        find=_platforms,
    ),
    Kind("municipality-without-link", "whatif", evidence.of_municipality, followed=False, find=_municipalities),
)

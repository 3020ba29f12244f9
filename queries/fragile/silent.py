"""Silent platforms: they met once, and as far as is known not any more (design, section 5)."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from graph.days import months_before
from graph.frequency import times_per_year
from queries.carrying.separation import pairs
from queries.carrying.ties import participants
from queries.finding import Finding, endangering
from queries.fragile.evidence import of_last_meetings
from queries.fragile.one_person import Question
from queries.kinds import Kind

_KIND = "silent-platform"
#: After so many months without a meeting a platform is silent, or after twice the time between two when that is longer.
_SILENT_MONTHS = 12


def _silent_platforms(question: Question) -> Iterator[Finding]:
    """Yield the platforms of which meetings are known, the last of them too long ago.

    ``last_meeting``: its day, ``meetings``: how many are known, ``frequency``: as it is written, when it was understood.
    What is at stake are the pairs that meet there, as when nobody calls it together.
    """
    network, graph, counts = question.network.entire, question.graph, question.network.counted
    met: dict[str, list[date]] = defaultdict(list)
    for relation in network.relations_by_type.get("meeting_of", ()):
        if relation.target in counts and (day := network.nodes[relation.origin].since) is not None:
            met[relation.target].append(day)
    taking_part = participants(network)
    for platform in network.ordered(met):
        last, frequency = max(met[platform]), network.nodes[platform].properties.get("frequency")
        times = times_per_year(frequency) if frequency else None
        longest = max(_SILENT_MONTHS, math.ceil(24 / times)) if times else _SILENT_MONTHS
        if last >= months_before(question.day, longest):
            continue
        at_stake = [graph.numbers[id_] for id_ in (platform, *sorted(taking_part[platform] & counts))]
        region, share = question.shares.gravest(at_stake, pairs(len(at_stake)))
        details = {
            "last_meeting": last,
            "meetings": len(met[platform]),
            "frequency": frequency if times else None,
            "participants": len(at_stake) - 1,
        }
        about = {"organisations": (platform,), "region": region, "details": details}
        yield endangering(_KIND, (platform,), share, **about)


KINDS = (
    Kind(
        _KIND,
        "fragile",
        of_last_meetings,
        variants=lambda finding: ["frequency"] if finding.details["frequency"] else [],
        count="participants",
        find=_silent_platforms,
        precedence=7,
    ),
)

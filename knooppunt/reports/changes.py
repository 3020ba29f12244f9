"""What changed between an earlier day and the day of the report: findings by what became of them, indicators then and now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

from knooppunt.reports.context import Context
from knooppunt.usecases.report import Earlier
from queries.decisions import Decided, decided
from queries.diff import Diff, diff
from queries.finding import SEVERITIES, Finding, worst_first
from queries.measures.ratio import Ratio
from queries.registry import kinds_of

#: The question whose findings are followed, by the part of the report where they stand.
FAMILIES = {"attention": "fragile", "missing": "missing", "gaps": "gaps"}
#: What can become of a finding. One that is accepted now is nothing else.
FATES = ("new", "heavier", "lighter", "same", "accepted", "gone")


class Changes(NamedTuple):
    """What changed: the number of findings by family and fate, and the indicators (then, now) by name.

    ``new`` and ``gone`` are those findings, worst first, with what was decided about them. ``then`` is the earlier day as
    far as today's audience may read of it: what is gone is told from it.
    """

    then: Context
    counts: Mapping[str, Counter[str]]
    new: Sequence[Decided]
    gone: Sequence[Decided]
    indicators: Mapping[str, tuple[Ratio, Ratio]]

    @property
    def total(self) -> Counter[str]:
        """Return the number of findings of all families, by fate."""
        return sum(self.counts.values(), Counter[str]())


def changes(context: Context, earlier: Earlier) -> Changes | None:
    """Return what changed since an earlier day, or None when nothing was known then that can be compared with."""
    then = _as_given(context, earlier)
    if then is None:
        return None
    found, were = _difference(then, context)
    counting, accepted = decided(
        context.network, [*found.findings_new, *found.findings_open], context.found.decisions, context.day
    )
    fates = dict.fromkeys((finding.id for finding in found.findings_new), "new")
    fates |= {now.id: _fate(was, now) for was, now in found.findings_changed}
    became = [(one.finding.kind, fates.get(one.finding.id, "same")) for one in counting]
    became += [(one.finding.kind, "accepted") for one in accepted]
    became += [(finding.kind, "gone") for finding in found.findings_gone]
    families = _families(context).items()
    before, now = then.answers.health.indicators, context.answers.health.indicators
    return Changes(
        then=then,
        counts={family: Counter(fate for kind, fate in became if kind in kinds) for family, kinds in families},
        new=[one for one in counting if fates.get(one.finding.id) == "new"],
        gone=_with_decisions(then, [were[finding.id] for finding in found.findings_gone]),
        indicators={name: (before[name], now[name]) for name in now},
    )


def _as_given(context: Context, earlier: Earlier) -> Context | None:
    """Return what a report on the earlier day is made from, or None when there was no organisation yet."""
    network, answers = earlier.network, earlier.answers
    if network is None or answers is None or not network.organisations:
        return None
    found = msgspec.structs.replace(context.found, answers=answers)
    return msgspec.structs.replace(context, network=network, day=earlier.day, found=found)


def _difference(then: Context, context: Context) -> tuple[Diff, Mapping[str, Finding]]:
    """Return what changed, and the findings of the earlier day as they were, by id."""
    were = _followed(then)
    return diff(then.network, context.network, were, _followed(context)), {one.id: one for one in were}


def _followed(context: Context) -> list[Finding]:
    """Return the findings that are followed from day to day, worst first."""
    found = context.answers
    findings = [*found.fragile.findings, *found.workload, *found.missing, *found.coverage.findings]
    kinds = set().union(*_families(context).values())
    return worst_first([finding for finding in findings if finding.kind in kinds])


def _families(context: Context) -> dict[str, set[str]]:
    """Return the kinds of findings that are followed, by family; nothing of what hangs on persons is for the public."""
    return {
        family: {kind.code for kind in kinds_of(question) if kind.followed}
        for family, question in FAMILIES.items()
        if not (context.public and family == "attention")
    }


def _fate(was: Finding, now: Finding) -> str:
    """Tell whether a finding became graver or less grave, or else whether more or fewer pairs would be lost."""
    before, after = ((-SEVERITIES.index(one.severity), one.pairs_lost or 0) for one in (was, now))
    # The same pairs may be lost in other parts: that is no graver.
    return "same" if before == after else "heavier" if after > before else "lighter"


def _with_decisions(then: Context, findings: Sequence[Finding]) -> list[Decided]:
    """Return findings that are gone with what was decided about them: what was done has not come back."""
    counting, accepted = decided(then.network, findings, then.found.decisions, then.day)
    found = {one.finding.id: msgspec.structs.replace(one, returned=False) for one in (*counting, *accepted)}
    return [found[finding.id] for finding in findings]

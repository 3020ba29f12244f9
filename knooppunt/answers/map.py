"""The map page, with the subjects of the worst findings made to stand out."""

from __future__ import annotations

from collections.abc import Iterable

from knooppunt.answers.speaker import Speaker
from knooppunt.answers.told import Told
from queries.finding import Finding
from viz.html import page
from viz.scene import scene


def map_page(say: Speaker, findings: Iterable[Finding]) -> str:
    """Return the page on which the subjects of ``findings`` stand out, each for its first."""
    reasons: dict[str, str] = {}
    for finding in findings:
        reasons.setdefault(finding.person or finding.subjects[0], Told(say, finding).text)
    return page(scene(say.network, say.lang, highlight=reasons))

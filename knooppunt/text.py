"""Findings in words: the sentence and the advice, made from the message catalogue."""

from __future__ import annotations

from typing import Any

from graph.network import Network
from graph.words.catalogue import has, text, written_number
from graph.words.phrases import caption, names, spoken
from queries.finding import Finding, Reason
from queries.registry import KINDS

#: How many reasons a sentence lists, how many things of each, and how many points make a reason worth telling.
_REASONS, _THINGS, _TELLING = 4, 2, 0.2
#: Reasons that make a connection likelier but give two organisations nothing to talk about: told when there is no other.
_NO_REASON_TO_MEET = frozenset({"many-contacts"})


def finding_text(network: Network, finding: Finding, lang: str) -> str:
    """Return the sentence that tells a finding."""
    return text(lang, _code("finding", finding, lang), **_fields(network, finding, lang))


def suggestion_text(network: Network, finding: Finding, lang: str) -> str:
    """Return what a hub can do about a finding."""
    return text(lang, _code("suggestion", finding, lang), **_fields(network, finding, lang))


def reason_text(network: Network, reason: Reason, lang: str) -> str:
    """Return in words why something scores, or what speaks against it."""
    code = f"because.{reason.reason}{'' if reason.points > 0 else '.against'}"
    return text(lang, code, things=names(network, reason.about, lang, _THINGS), count=len(reason.about))


def severity_label(severity: str, lang: str) -> str:
    """Return the word for a severity."""
    return text(lang, f"severity.{severity}")


def kind_title(kind: str, lang: str) -> str:
    """Return the heading above findings of one kind."""
    return text(lang, f"title.{kind}")


def _code(start: str, finding: Finding, lang: str) -> str:
    """Return the message for a finding that begins with ``start``: of the wording that fits best, else the plain one."""
    code = f"{start}.{finding.kind}"
    fitting = (f"{code}.{variant}" for variant in KINDS[finding.kind].variants(finding))
    return next((variant for variant in fitting if has(lang, variant)), code)


def _fields(network: Network, finding: Finding, lang: str) -> dict[str, Any]:
    """Return everything a template may use."""
    region = finding.region or network.scope.region
    first, second = [*[spoken(network, id_, lang) for id_ in finding.organisations[:2]], "", ""][:2]
    fields = {
        "person": spoken(network, finding.person, lang) if finding.person else "",
        "organisations": names(network, finding.organisations, lang),
        "first": first,
        "second": second,
        "pairs_lost": finding.pairs_lost,
        "parts": [str(part) for part in finding.parts],
        "part_count": len(finding.parts),
        "smallest": finding.parts[-1] if finding.parts else 0,
        "percentage": _percentage(finding.share, lang),
        "region": caption(network, region, lang) if region else text(lang, "whole-network"),
        "others": names(network, finding.organisations[1:], lang),
        "because": "; ".join(_main_reasons(network, finding, lang)),
        "unit": caption(network, finding.unit, lang) if finding.unit else "",
    }
    extra = {
        name: names(network, value, lang) if isinstance(value, list) else value
        for name, value in finding.details.items()
    }
    return {**fields, **extra, "count": _count(finding)}


def _main_reasons(network: Network, finding: Finding, lang: str) -> list[str]:
    """Return the reasons that matter most, in words; of two that are about the very same things the first."""
    telling = [reason for reason in finding.because if reason.points >= _TELLING]
    telling = [reason for reason in telling if reason.reason not in _NO_REASON_TO_MEET] or telling
    about = [reason.about or reason.reason for reason in telling]
    told = [reason for i, reason in enumerate(telling) if about[i] not in about[:i]]
    return [reason_text(network, reason, lang) for reason in told[:_REASONS]]


def _count(finding: Finding) -> int:
    """Return the number that decides between one and other in the sentence."""
    details = finding.details
    number = finding.pairs_lost or details.get("participants") or details.get("connections")
    return int(number or len(details.get("introducers", ())))


def _percentage(share: float, lang: str) -> str:
    """Return a share as a percentage with one decimal at most, written as in ``lang``."""
    return f"{written_number(round(share * 100, 1), lang)}%"

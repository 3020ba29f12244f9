"""How numbers and places are written for people.

1.234 and 12,5% in Dutch, 1,234 and 12.5% in English; a place in a source as ``blad zetels, rij 12``.
"""

from __future__ import annotations

from graph.i18n import text, written_number, written_place

__all__ = ["percentage", "sentence", "share_of", "written_place"]


def percentage(part: int, total: int, lang: str) -> str:
    """Return ``part`` of ``total`` as a percentage of one decimal at most.

    What is not nothing is never written as 0%, and what is not everything never as 100%.
    """
    if not total:
        return "0%"
    share = 100 * part / total
    if 0 < share < 0.1:
        return text(lang, "report-less-than", number=written_number(0.1, lang))
    if 99.9 < share < 100:
        return text(lang, "report-more-than", number=written_number(99.9, lang))
    return f"{written_number(round(share, 1), lang)}%"


def share_of(part: int, total: int, lang: str) -> str:
    """Return ``part`` of ``total`` in numbers and as a percentage: 560 van de 2.145 (26,1%)."""
    return text(lang, "report-part-of", part=part, total=total, share=percentage(part, total, lang))


def sentence(words: str) -> str:
    """Return ``words`` with a capital first letter: a name that starts a sentence may be written without."""
    return words[:1].upper() + words[1:]

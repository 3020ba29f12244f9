"""The three words with which Aandacht voor iedereen (2017) told how the networks are: weinig structureel, eerder fragiel en
persoonlijk. How true each is of a network, with the indicator that it rests on.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from queries.measures.ratio import Ratio

#: The words, which are the report's own in every language, with the indicators that each is about.
WORDS = {
    "structureel": ("structure", "continuity"),
    "fragiel": ("independence", "redundancy", "connectedness"),
    "persoonlijk": ("adviser_independence", "attribution", "breadth"),
}
#: Below a half, more is wrong than right.
LOW = 0.5
#: From here on less than a fifth is wrong: the share from which a finding is critical (design, section 5).
HIGH = 0.8
#: The indicator that puts a word in doubt, and up to where. A list in which nothing comes back by arrangement most often does
#: not tell how often; what nobody is known to carry seems to hang on nobody.
_DOUBT = {"structureel": ("structure", 0.0), "fragiel": ("attribution", LOW), "persoonlijk": ("attribution", LOW)}
#: What then says nothing by itself; of attribution that holds always.
_DOUBTFUL = {"structure", "redundancy"}
#: What holds together shows how fragile it is only by what of it would stay; what does not hold together is fragile now.
_WHOLE = "connectedness"


class Standing(msgspec.Struct, frozen=True):
    """How one ``word`` stands: ``level`` is ``low``, ``middle`` or ``high`` (higher is healthier), or ``unknown``.

    ``rests_on`` is the indicator that decides, the weakest that can be told; None when there is none.
    """

    word: str
    level: str
    rests_on: str | None


def words(indicators: Mapping[str, Ratio]) -> list[Standing]:
    """Return how each of the three words stands, in the order of the report."""
    told = {name: ratio.value for name, ratio in indicators.items() if ratio.value is not None and not ratio.vacuous}
    return [_standing(word, told) for word in WORDS]


def _standing(word: str, told: Mapping[str, float]) -> Standing:
    doubt, most = _DOUBT[word]
    in_doubt = told.get(doubt, 1.0) <= most
    left = {*WORDS[word]} - {"attribution"} - (_DOUBTFUL if in_doubt else set())
    own = {name: told[name] for name in WORDS[word] if name in left and name in told}
    weakest = min(own, key=lambda name: own[name], default="")
    if weakest and own[weakest] < LOW:
        # Without what is not known there would be less still.
        return Standing(word, "low", weakest)
    if in_doubt:
        return Standing(word, "unknown", doubt)
    if weakest in ("", _WHOLE):
        return Standing(word, "unknown", None)
    return Standing(word, "middle" if own[weakest] < HIGH else "high", weakest)

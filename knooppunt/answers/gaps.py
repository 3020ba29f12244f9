"""How every need is covered in every municipality or region: a matrix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from knooppunt.answers.plain import Answer, references
from knooppunt.answers.speaker import Speaker
from knooppunt.documents.model import Cell, Mark, Table, table
from queries.gaps.coverage import LEVELS, Coverage
from queries.gaps.needs import Need

#: A matrix of so many units can be taken in as a whole.
_READABLE = 20
#: So many names are told in a sentence.
_NAMED = 6
#: How a terminal shows each level: a character that says it without colour as well.
MARKS = {
    "covered": Mark("+", "green"),
    "other-form": Mark("o", "green"),
    "thin": Mark("1", "yellow"),
    "stale": Mark("?", "magenta"),
    "indirect": Mark("^", "cyan"),
    "unknown": Mark(".", "bright_black"),
    "no": Mark("-", "red"),
    "not-asked": Mark("/", "bright_black"),
}


def matrix(say: Speaker, cover: Coverage, asked: Sequence[Need], unit: str, most: int) -> Answer:
    """Return the matrix, and what it cannot tell: ``levels[i][j]`` (see ``LEVELS``) is how need j is covered in unit i.

    Of very many units, the first ``most`` (0: all) where most is lacking are told, after a table of all by need.
    """
    needs = [{"id": need.id, "name": need.text[say.lang], "type": need.type} for need in cover.needs]
    tables = [] if cover.units else [say.note(f"gaps.no-units.{unit}")]
    tables += _tables(say, cover, unit, most) if cover.units and cover.needs else []
    tables += [Table("", (), (), note=said) for said in (unmentioned(say, cover), unknown(say, cover, unit)) if said]
    if cover.left_out:
        words = [need.text[say.lang] for need in asked if need.id in cover.left_out]
        tables.append(say.note("gaps.persons-hidden", needs=words, count=len(words)))
    for what in ("not_asked", "other_regions"):
        words = [need.text[say.lang] for need in asked if need.id in getattr(cover, what)]
        if words:
            tables.append(say.note(f"gaps.{what.replace('_', '-')}", needs=words))
    data = {"units": references(say, cover.units), "needs": needs, "levels": cover.levels}
    left = ("left_out", "unmentioned", "not_asked", "other_regions")
    return {"unit": unit, "matrix": data, **{name: list(getattr(cover, name)) for name in left}}, tables


def unmentioned(say: Speaker, cover: Coverage) -> str:
    """Return in one sentence of which needs no list says anything; "" when every need is mentioned."""
    words = [need.text[say.lang] for need in cover.needs if need.id in cover.unmentioned]
    return say.said("gaps.unmentioned", needs=words) if words else ""


def unknown(say: Speaker, cover: Coverage, unit: str = "municipality") -> str:
    """Return in one sentence in which units the lists do not say whom or what anybody is there for; "" when in none."""
    silent = [area for area, row in zip(cover.units, cover.levels, strict=True) if "unknown" in row]
    named = say.first(say.captions(silent[:_NAMED]), len(silent))
    return say.said(f"gaps.unknown.{unit}", count=len(silent), units=named) if silent else ""


def shown_levels(levels: Sequence[Sequence[str]]) -> list[str]:
    """Return the levels that a table explains, the best first: what is rare only when it is in ``levels``."""
    rare = {"other-form", "unknown", "not-asked"}.difference(*levels)
    return [level for level in reversed(LEVELS) if level not in rare]


def _told_levels(cover: Coverage) -> list[list[str]]:
    """Return the levels as people read them: what is not there of a need that no list mentions is unknown."""
    silent = [need.id in cover.unmentioned for need in cover.needs]
    return [
        ["unknown" if level == "no" and no else level for level, no in zip(row, silent, strict=True)]
        for row in cover.levels
    ]


def _tables(say: Speaker, cover: Coverage, unit: str, most: int) -> list[Table]:
    """Return the matrix in words; of a long one by need, and the units where most is lacking."""
    if not most or len(cover.units) <= max(most, _READABLE):
        return [_grid(say, cover, unit, say.said(f"gaps.title.{unit}"))]
    counts = [Counter(row) for row in cover.levels]
    worst = sorted(
        range(len(counts)), key=lambda i: ([-counts[i][level] for level in LEVELS], say.caption(cover.units[i]))
    )
    foremost = [(cover.units[i], cover.levels[i]) for i in worst[:most]]
    part = msgspec.structs.replace(cover, units=[area for area, _ in foremost], levels=[row for _, row in foremost])
    title = say.said(f"gaps.worst.{unit}", count=len(foremost), total=len(cover.units))
    return [_by_need(say, cover, unit), _grid(say, part, unit, title)]


def _by_need(say: Speaker, cover: Coverage, unit: str) -> Table:
    """Return in how many units each need that any list mentions is covered how well, the worst first."""
    levels = [Counter(column) for column in zip(*cover.levels, strict=True)]
    told = [j for j, need in enumerate(cover.needs) if need.id not in cover.unmentioned]
    told.sort(key=lambda j: [-levels[j][level] for level in LEVELS])
    shown = shown_levels(cover.levels)
    rows = [(cover.needs[j].text[say.lang], *(say.number(levels[j][level]) for level in shown)) for j in told]
    title = say.said(f"gaps.by-need.{unit}", count=len(cover.units))
    return table(title, (say.said("gaps.need"), *(say.said(f"gaps.level.{one}") for one in shown)), rows)


def _grid(say: Speaker, cover: Coverage, unit: str, title: str) -> Table:
    """Return the matrix in words, with the marks that a terminal shows instead."""
    told = _told_levels(cover)
    cells = {level: Cell((say.said(f"gaps.level.{level}"),), mark=MARKS[level]) for level in shown_levels(told)}
    rows: list[tuple[str | Cell, ...]] = [
        (_one_line(say.caption(area)), *(cells[level] for level in levels))
        for area, levels in zip(cover.units, told, strict=True)
    ]
    headers = (say.said(f"table.{unit}"), *(_one_line(need.text[say.lang]) for need in cover.needs))
    return table(title, headers, rows, legend=tuple(cells.values())).named("matrix")


def _one_line(name: str) -> str:
    return " ".join(name.split())

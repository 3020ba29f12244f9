"""What the table of places that comes with the program knows of a name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rapidfuzz import fuzz, process

from graph.names import normalise
from graph.places.table import COUNTS, DIVISIONS, SOURCE, Former, Municipality, Region, Village, places
from graph.vocabulary import vocabulary
from graph.words.catalogue import text, written_date, written_number
from knooppunt.answers.plain import Answer
from knooppunt.documents.model import table

#: What is at least so much like a name (0..100) may have been meant by it, and how many of those are told.
_LIKE, _MOST = 75, 5
_HEADERS = ("search.name", "table.kind", "places.code", "places.until", "places.lies-in", "places.inhabitants")


def what_is_known(name: str, lang: str) -> Answer:
    """Return every municipality, former municipality, village and region that ``name`` may mean."""
    known = places()
    municipalities, former = known.called(name), known.formerly_called(name)
    villages, regions = known.villages_called(name), known.regions_called(name)
    rows = [_municipality_row(each, lang) for each in municipalities]
    rows += [_former_row(each, lang) for each in former]
    rows += [_village_row(each, lang) for each in villages]
    rows += [_region_row(each, lang) for each in regions]
    near = [] if rows else _near(name)
    told = [text(lang, "places.none", name=name)] if not rows else [text(lang, "places.source", source=SOURCE)]
    told += [text(lang, "places.near", names=near)] if near else []
    told += [text(lang, "places.several", name=name, count=len(municipalities))] if len(municipalities) > 1 else []
    title = text(lang, "places.title", name=name)
    return {
        "command": "places",
        "name": name,
        "source": SOURCE,
        "municipalities": [_municipality(each) for each in municipalities],
        "former_municipalities": [_former(each) for each in former],
        "villages": [{"name": each.name, "municipality": _reference(each.municipality)} for each in villages],
        "regions": [
            {"type": each.type, "name": each.name, "municipalities": _references(each.members)} for each in regions
        ],
        "near": near,
    }, [table(title, [text(lang, code) for code in _HEADERS], rows, " ".join(told))]


def _municipality(each: Municipality) -> dict[str, Any]:
    return {
        "code": each.code,
        "name": each.name,
        "also_known_as": list(each.also),
        **{division: getattr(each, division) for division in DIVISIONS},
        "population": {"value": each.inhabitants, "year": each.counted, "source": COUNTS[each.counted]},
        "latitude": each.latitude,
        "longitude": each.longitude,
        "former_municipalities": [one.code for one in places().former.values() if each.code in one.now_in],
    }


def _former(each: Former) -> dict[str, Any]:
    return {
        "code": each.code,
        "name": each.name,
        "province": each.province,
        "until": each.until.isoformat(),
        "now_in": _references(each.now_in),
    }


def _municipality_row(each: Municipality, lang: str) -> tuple[str, ...]:
    regions = [f"{getattr(each, division)} ({_label(division, lang)})" for division in DIVISIONS]
    also = [text(lang, "places.also", names="; ".join(each.also))] if each.also else []
    kind = vocabulary().kinds["municipality"].label[lang]
    counted = text(lang, "places.counted", population=each.inhabitants, year=str(each.counted))
    return each.name, kind, each.code, "", "\n".join([*regions, *also]), counted


def _former_row(each: Former, lang: str) -> tuple[str, ...]:
    now_in = text(lang, "places.now-in", names=[_name(code) for code in each.now_in])
    until = written_date(each.until, lang)
    return each.name, text(lang, "places.former"), each.code, until, f"{now_in}\n{_province(each.province, lang)}", ""


def _village_row(each: Village, lang: str) -> tuple[str, ...]:
    of = places().municipalities[each.municipality]
    lies_in = text(lang, "places.in-municipality", name=of.name)
    return each.name, text(lang, "places.village"), "", "", f"{lies_in}\n{_province(of.province, lang)}", ""


def _region_row(each: Region, lang: str) -> tuple[str, ...]:
    count = text(lang, "places.municipalities", count=len(each.members))
    inhabitants = sum(places().municipalities[code].inhabitants for code in each.members)
    return each.name, _label(each.type, lang), "", "", count, written_number(inhabitants, lang)


def _province(name: str, lang: str) -> str:
    return f"{name} ({_label(DIVISIONS[0], lang)})"


def _label(division: str, lang: str) -> str:
    return vocabulary().value_label("region_type", division, lang)


def _name(code: str) -> str:
    return places().municipalities[code].name


def _reference(code: str) -> dict[str, str]:
    return {"code": code, "name": _name(code)}


def _references(codes: Sequence[str]) -> list[dict[str, str]]:
    return [_reference(code) for code in codes]


def _near(name: str) -> list[str]:
    """Return the names that are most like ``name``."""
    known = places()
    every = dict.fromkeys(
        each.name
        for kind in (known.municipalities.values(), known.former.values(), known.villages, known.regions)
        for each in kind
    )
    plain = {each: normalise(each) for each in every}
    found = process.extract(normalise(name), plain, scorer=fuzz.ratio, score_cutoff=_LIKE, limit=_MOST)
    return [each for _, _, each in found]

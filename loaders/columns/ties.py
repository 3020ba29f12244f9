"""What a row tells of advisers, of contacts between organisations, and of who takes part in a platform."""

from __future__ import annotations

from collections.abc import Iterator

from graph.names import normalise
from loaders.base import shown
from loaders.columns.maps import SUPPORTED
from loaders.columns.organisations import MUNICIPALITIES, Organisation, several_in
from loaders.columns.people import Somebody
from loaders.columns.rows import Cells
from loaders.columns.texts import areas_in
from loaders.columns.work import TIMES, Row, Work
from loaders.meaning.hours import MONTH, with_span
from loaders.meaning.people import PersonName


def support(work: Work, row: Row, somebody: Somebody) -> None:
    """Tell whom an adviser supports; the hours of a row are those of the first that it names."""
    supported = [(row.named.reference, row.header)] if row.named else []
    supported += _named_as_supported(work, row)
    person: Cells = {"person": (somebody, row.values.name_of_person()[1])}
    if employer := row.values.first("advisers.organisation"):
        person["organisation"] = (work.brought(row, *employer), employer[1])
    elif row.own is not None:
        person["organisation"] = (row.own, "")
    told = {**row.values.plain("advisers", (*TIMES, "functions")), **row.common}
    hours = _hours_a_month(row)
    for n, (reference, header) in enumerate(dict.fromkeys(supported) or [("", "")]):
        supports: Cells = {"supports": (reference, header)} if reference else {}
        work.put("advisers", row.number, {**person, **supports, **told, **(hours if not n else {})})


def _crossed(row: Row) -> Iterator[tuple[str, str]]:
    """Yield the headers of the columns in which an adviser has a cross or hours; hours are kept, for nothing says of when."""
    for header, target, cell in row.values.crosses:
        text = shown(cell).strip()
        there = row.values.marks.crossed.of(cell)
        if target != SUPPORTED or there is False:
            continue
        hours = text.replace(",", ".").replace(".", "", 1).isdecimal()
        if hours or not there:
            row.values.unread.append((header, text))
        if hours or there:
            yield header, header


def _named_as_supported(work: Work, row: Row) -> Iterator[tuple[str, str]]:
    """Yield how rows refer to the organisations and areas that an adviser supports, and the header each stands under."""
    in_cells = row.values.all("advisers.supports")
    alone = row.named is None and len(in_cells) == 1
    for text, header in (*in_cells, *_crossed(row)):
        if ("organisations.region", header) in row.values.filled.headers:
            row.values.all("organisations.region")
            yield from _regions(work, row, text, header)
            continue
        among_areas = ("organisations.area", header) in row.values.filled.headers
        is_area = among_areas or work.areas.is_area_text(text)
        if among_areas and row.named is None:
            row.values.all("organisations.area")
        plain = [(name, "") for name in several_in(text) or (text,)]
        for name, kind in areas_in(text, work.areas, region=False) if is_area else plain:
            if kind == "region":
                yield name, header
                continue
            target = work.organisations.named(name, MUNICIPALITIES if is_area else "")
            region = row.values.first("organisations.region") if target.sheet == MUNICIPALITIES else None
            told = work.organisations.told(target, row.values) if alone and len(plain) == 1 else {}
            cells: Cells = {**told, "name": ("", header), **({"regions": region} if region else {})}
            work.declare(target, row.number, cells)
            yield target.reference, header


def _regions(work: Work, row: Row, text: str, header: str) -> Iterator[tuple[str, str]]:
    """Yield the regions in a cell; one that is not known comes into being."""
    for name, _ in areas_in(text, work.areas, region=True):
        if not work.areas.is_known(name):
            work.put("regions", row.number, {"name": (name, header)}, f"region {normalise(name)}")
        yield name, header


def _hours_a_month(row: Row) -> Cells:
    """Return the hours of an adviser; those of a week or a year with that word behind them."""
    told = row.values.plain("advisers", ("hours_per_month", "hours_per_week", "hours_per_year"))
    for name, (value, header) in told.items():
        span = name.removeprefix("hours_per_")
        return {"hours_per_month": (value if span == MONTH else with_span(shown(value), span), header)}
    return {}


def contact(work: Work, row: Row, organisation: Organisation) -> None:
    """Tell of the contact of an organisation with another one, or with whose list it is."""
    told = row.values.plain("contacts", ("last_contact", "frequency", *TIMES))
    via, other = row.values.first("contacts.via"), row.values.first("contacts.organisation_b")
    if not (told or via or other):
        return
    second = row.own
    if other:
        second = work.brought(row, *other)
    elif second is None:
        second = work.organisations.named(work.hub, "support_organisations")
        work.tell("list-own-organisation", work.hub)
        work.declare(second, row.number, {"placeholder": ("ja", "")})
    cells: Cells = {
        "organisation_a": (organisation, row.header),
        "organisation_b": (second, other[1] if other else ""),
    }
    work.put("contacts", row.number, {**cells, **_via(work, row, via, second), **told, **row.common})


def participation(work: Work, row: Row, organisation: Organisation) -> None:
    """Tell in which platforms an organisation takes part."""
    written, header = row.values.first("participations.platform") or ("", "")
    for name in (several_in(written) or (written,)) if written else ():
        joined = work.brought(row, name, header, "platforms")
        cells: Cells = {"organisation": (organisation, row.header), "platform": (joined, header)}
        cells |= _via(work, row, row.values.first("participations.via"), organisation)
        told = row.values.plain("participations", TIMES)
        work.put("participations", row.number, {**cells, **told, **row.common})


def _via(work: Work, row: Row, written: tuple[str, str] | None, scope: Organisation | None) -> Cells:
    """Return who keep something alive; they come into being."""
    if written is None:
        return {}
    names = [work.read_person(name) for name, _ in work.people_in(written[0])]
    found = [work.named_only(row, each, written[1], scope) for each in names if isinstance(each, PersonName)]
    return {"via": (found, written[1])} if found else {}

"""Draw the people of the fictional region: who they are, where they have a seat, and since when.

Whoever the design names (the persons of the story) comes first; the rest is drawn from a fixed seed, so that the same design
gives the same region every time.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from faker import Faker

SEED = 20261101
REFERENCE = date(2026, 11, 1)
Row = dict[str, str]
Design = dict[str, Any]

# Sheets of organisations: the kind of node, and the roles of the members (the last one for all who are left).
KINDS = {
    "gemeenten": ("municipality", "ambtenaar"),
    "raden": ("council", "voorzitter, secretaris, lid"),
    "clientenorganisaties": ("client_organisation", "voorzitter, secretaris, vrijwilliger"),
    "platforms": ("platform", ""),
    "steunorganisaties": ("support_organisation", "contactpersoon"),
    "instellingen": ("institution", "contactpersoon"),
}


@dataclass(frozen=True)
class Organisation:
    """What the draw of members needs to know; the rest stays in its row."""

    id: str
    sheet: str
    members: int
    homes: tuple[str, ...]
    since: str
    until: str
    confirmed: str

    @property
    def roles(self) -> list[str]:
        """The roles of its members, the common one last."""
        return items(KINDS[self.sheet][1])


@dataclass(frozen=True)
class Seat:
    """One person's seat; dates as they will stand in the sheet (a partial date is allowed)."""

    person: str
    organisation: str
    role: str
    since: str
    until: str = ""
    term: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether the seat is known to be taken on that day (an unknown start counts as taken)."""
        started = not self.since or first_day(self.since) <= day
        return started and (not self.until or day < first_day(self.until))


@dataclass
class Region:
    """The region while it is being drawn."""

    design: Design
    rng: random.Random
    fake: Faker
    things: dict[str, list[Row]]
    organisations: dict[str, Organisation] = field(default_factory=dict)
    persons: dict[str, Row] = field(default_factory=dict)
    special: dict[str, str] = field(default_factory=dict)
    seats: list[Seat] = field(default_factory=list)


def records(text: str) -> Iterator[Row]:
    """Read one table of the design: the first line names the columns."""
    header, *lines = ([cell.strip() for cell in line.split("|")] for line in text.splitlines())
    return (dict(zip(header, cells, strict=True)) for cells in lines)


def items(cell: str) -> list[str]:
    """Split a list of the design."""
    return [item.strip() for item in cell.split(",") if item.strip()]


def slug(text: str) -> str:
    """Make an id of a name: plain letters and hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def first_day(text: str) -> date:
    """Read a date that may be partial: `2017` and `2017-04` stand for their first day."""
    return date.fromisoformat(text + "-01-01"[len(text) - 4 :])


def days_before(region: Region, nearest: int, furthest: int, day: date = REFERENCE) -> str:
    """Draw a day that many days before the reference date, or another."""
    return (day - timedelta(days=region.rng.randint(nearest, furthest))).isoformat()


def places(design: Design) -> dict[str, str]:
    """Return the name of every municipality by its code."""
    return {row["id"]: row["naam"] for row in records(design["gemeenten"])}


def local_councils(design: Design) -> Iterator[Row]:
    """Give every municipality the councils that the design names for it."""
    kinds = {kind.pop("soort"): kind for kind in records(design["raadsoorten"])}
    for code, place in places(design).items():
        for key in items(design["gemeenteraden"][code]):
            name = f"{kinds[key]['naam']} {place}"
            yield {**kinds[key], "id": f"{key}-{slug(place)}", "naam": name, "gemeente": code}


def advising_carriers(design: Design, council: Row) -> str:
    """Name who keeps a council's tie alive: its chair and a contact over there, or as designed."""
    advised = council.get("gemeente") or council.get("instelling")
    usual = f"vz@{council['id']}, con@{advised}"
    return str(design["dragers_advies"].get(council["id"], usual))


def things_of(design: Design) -> dict[str, list[Row]]:
    """Collect the rows of every sheet of organisations, and of the regions."""
    things = {sheet: list(records(design[sheet])) for sheet in ("regios", *KINDS)}
    things["raden"] = [*local_councils(design), *things["raden"]]
    for council in things["raden"]:
        council["via"] = advising_carriers(design, council)
    for municipality in things["gemeenten"]:
        municipality["provincie"] = things["regios"][0]["naam"]
    return things


def homes_of(region: Region, row: Row) -> tuple[str, ...]:
    """List the municipalities in which an organisation finds its members."""
    area = row.get("gemeente") or row.get("actief in") or row.get("regio") or row["id"]
    if row.get("instelling"):
        (institution,) = (i for i in region.things["instellingen"] if i["id"] == row["instelling"])
        area = institution["actief in"]
    codes = [(m["id"], m["regio's"]) for m in region.things["gemeenten"]]
    inside = tuple(code for code, part in codes if area in (code, part))
    return inside or tuple(code for code, _ in codes)


def draw_organisation(region: Region, sheet: str, row: Row) -> Organisation:
    """Draw how old an organisation is, how large, and when its data were last confirmed."""
    key, rng, design = row["id"], region.rng, region.design
    row["sinds"], row["tot"] = design["sinds"].get(key, ""), design["tot"].get(key, "")
    if not row["sinds"] and sheet in ("raden", "clientenorganisaties"):
        row["sinds"] = rng.choice(("{}", "{}-01-01", "{}-09")).format(rng.randint(2006, 2014))
    if sheet == "raden":
        row["rollen"] = ", ".join(role for role in design["rollen"] if rng.random() < 0.6)
    members = int(row.get("leden", 0 if sheet == "platforms" else 3))
    members += rng.randint(0, 1) if members > 3 else 0
    confirmed = days_before(region, *((560, 900) if key in design["verouderd"] else (12, 420)))
    return Organisation(key, sheet, members, homes_of(region, row), row["sinds"], row["tot"], confirmed)


def unused_name(region: Region) -> str:
    """Draw a name that nobody has yet."""
    while True:
        name = f"{region.fake.first_name()} {region.fake.last_name()}"
        if slug(name) not in region.persons:
            return name


def new_person(region: Region, organisation_id: str, name: str = "") -> str:
    """Add a person from where an organisation is, and return the id; a given name may be somebody else's too."""
    rng, organisation = region.rng, region.organisations[organisation_id]
    home = rng.choice(organisation.homes)
    name = name or unused_name(region)
    person_id = slug(name)
    if person_id in region.persons:
        person_id += f"-{slug(places(region.design)[home])}"
    region.persons[person_id] = {
        "id": person_id,
        "naam": name,
        "email": f"{person_id}@example.org" if rng.random() < 0.85 else "",
        "telefoon": f"06-{len(region.persons) + 1:08}" if rng.random() < 0.6 else "",
        "gemeente": home,
        "bevestigd": organisation.confirmed,
    }
    return person_id


def special_person(region: Region, key: str, organisation_id: str) -> str:
    """Return the person with this role in the story, drawn when first met."""
    if key not in region.special:
        namesake = region.special.get(region.design["naamgenoten"].get(key, ""), "")
        name = region.persons[namesake]["naam"] if namesake else ""
        region.special[key] = new_person(region, organisation_id, name)
    return region.special[key]


def seat_special_persons(region: Region) -> None:
    """Seat the persons of the design before anybody else, so that their names stay theirs."""
    for row in records(region.design["adviseurs"]):
        special_person(region, row["persoon"], row["organisatie"])
    for row in records(region.design["zetels"]):
        person = special_person(region, row["persoon"], row["organisatie"])
        term = row["einde termijn"]
        region.seats.append(Seat(person, row["organisatie"], row["rol"], row["sinds"], term=term))


def drawn_dates(region: Region, organisation: Organisation, role: str) -> dict[str, str]:
    """Draw when a seat began and when its term ends: no chair's term ends within a year."""
    rng = region.rng
    last_year = int((organisation.until or organisation.confirmed)[:4]) - 1
    year = rng.randint(max(2017, int(organisation.since[:4] or 0)), last_year)
    since = rng.choice(("{}", "{}-01-01", "{}-09-01", "{}-04", "")).format(year)
    term = ""
    if organisation.sheet == "raden" and not organisation.until and rng.random() < 0.85:
        first = 2027 if role == "lid" else 2028
        term = rng.choice(("{}-01-01", "{}-04-01", "{}-09-01")).format(rng.randint(first, 2030))
    return {"since": since, "until": organisation.until, "term": term}


def seat_members(region: Region, organisation: Organisation) -> None:
    """Fill an organisation up with new persons, first the roles that nobody has."""
    seated = [seat.role for seat in region.seats if seat.organisation == organisation.id]
    vacant = [role for role in organisation.roles[:-1] if role not in seated]
    vacant += organisation.roles[-1:] * organisation.members
    for role in vacant[: organisation.members - len(seated)]:
        person = new_person(region, organisation.id)
        dates = drawn_dates(region, organisation, role)
        region.seats.append(Seat(person, organisation.id, role, **dates))


def seat_former_members(region: Region) -> None:
    """Give some organisations a member who has left, for a network has a past."""
    for organisation in region.organisations.values():
        old = organisation.since[:4] < "2017" and not organisation.until
        if old and organisation.members > 3 and region.rng.random() < 0.4:
            person, until = new_person(region, organisation.id), days_before(region, 950, 1600)
            region.seats.append(Seat(person, organisation.id, organisation.roles[-1], "2017", until))


def change_members(region: Region) -> None:
    """Let ordinary members of some organisations leave on one day, and others come."""
    for row in records(region.design["wisselingen"]):
        role = region.organisations[row["organisatie"]].roles[-1]
        own = [
            n for n, seat in enumerate(region.seats) if seat.organisation == row["organisatie"] and seat.role == role
        ]
        gone = int(row["weg"])
        for number in own[:gone]:
            region.seats[number] = replace(region.seats[number], until=row["dag"], term="")
        for number in own[gone : gone + int(row["erbij"])]:
            region.seats[number] = replace(region.seats[number], since=row["dag"])


def draw_region(design: Design) -> Region:
    """Draw the organisations, then the persons of the story, then everybody else."""
    fake = Faker("nl_NL")
    fake.seed_instance(SEED)
    region = Region(design, random.Random(SEED), fake, things_of(design))
    for sheet in KINDS:
        for row in region.things[sheet]:
            region.organisations[row["id"]] = draw_organisation(region, sheet, row)
    seat_special_persons(region)
    for organisation in region.organisations.values():
        seat_members(region, organisation)
    seat_former_members(region)
    change_members(region)
    return region

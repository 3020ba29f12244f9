"""A synthetic country with a fixed seed, to measure the program on: nothing and nobody in it exists.

Factor 1 is about the size of the Netherlands: 342 municipalities, 5,000 organisations, 42,000 persons, 45,000 seats
and 20,000 contacts; ``factor`` scales everything. Most contacts stay within a municipality, some within its
labour-market region, a few run between regions. Most persons have one seat, a small active group has several. Four
out of five contacts name a carrier, who has a seat in one of the two organisations.

    python -m bench.synthetic_country --factor 1 country.xlsx
"""

from __future__ import annotations

import argparse
import itertools
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import msgspec
import xlsxwriter

from bench import names
from graph.vocabulary import vocabulary

#: The day on which the benchmark looks at the country; every date in it is drawn around this day.
DAY = date(2026, 11, 21)
SEED = 20261121

#: Sizes at factor 1. Organisations: 5,000 together, municipalities not counted.
PROVINCES, REGIONS, MUNICIPALITIES = 12, 35, 342
ORGANISATIONS = {
    "institutions": 1000,
    "councils": 1600,
    "client_organisations": 2000,
    "support_organisations": 50,
    "platforms": 350,
}
PERSONS, SEATS, CONTACTS, PARTICIPATIONS, ADVISERS = 42_000, 45_000, 20_000, 6_000, 150

#: The columns that are filled, by sheet; the headers are those of the workbook template, in Dutch.
COLUMNS = {
    "regions": ("id", "name", "type", "part_of"),
    "municipalities": ("id", "name", "province", "regions", "population"),
    "councils": (
        "id", "name", "type", "municipality", "institution", "laws", "themes", "target_groups", "via", "since", "until"
    ),
    "client_organisations": ("id", "name", "level", "active_in", "target_groups", "since", "until"),
    "platforms": ("id", "name", "region", "themes", "convened_by", "frequency", "since", "until"),
    "support_organisations": ("id", "name", "active_in", "since"),
    "institutions": ("id", "name", "type", "active_in", "since", "until"),
    "persons": ("id", "name", "email", "municipality", "since", "until"),
    "advisers": ("person", "organisation", "supports", "functions", "hours_per_month", "since"),
    "seats": ("person", "organisation", "role", "since", "until", "term_end", "confirmed"),
    "contacts": ("organisation_a", "organisation_b", "via", "frequency", "last_contact", "since", "until", "confirmed"),
    "participations": ("organisation", "platform", "via", "since", "until"),
}  # fmt: skip

Cell = str | int | date | None
Row = Sequence[Cell]


class Group(msgspec.Struct):
    """Organisations to draw from; ``cumulative`` adds up their activity."""

    organisations: list[Organisation] = []
    cumulative: list[float] = []

    def add(self, organisation: Organisation) -> None:
        """Add an organisation."""
        self.organisations.append(organisation)
        self.cumulative.append(organisation.activity + (self.cumulative[-1] if self.cumulative else 0.0))

    def draw(self, rand: random.Random) -> Organisation:
        """Return one of the organisations, an active one more often."""
        return rand.choices(self.organisations, cum_weights=self.cumulative)[0]


class Place(msgspec.Struct):
    """A municipality in a labour-market region; ``weight`` is its share of everything that happens."""

    name: str
    region: int
    weight: float
    group: Group

    @property
    def region_name(self) -> str:
        """Return what its labour-market region is called."""
        return f"Arbeidsmarktregio {self.region + 1}"


class Organisation(msgspec.Struct):
    """An organisation that works in ``place``.

    ``activity`` is its share of the contacts and platforms: a few organisations know everybody, many know one or two.
    The first of ``members`` are its chair and its secretary.
    """

    id: str
    name: str
    sheet: str
    place: Place
    activity: float
    members: list[str] = []


class Country:
    """The sheets of a synthetic country: ``rows[sheet]`` holds its rows, in the order of ``COLUMNS[sheet]``."""

    def __init__(self, factor: float = 1, seed: int = SEED) -> None:
        self.factor = factor
        self.rows: dict[str, list[Row]] = {sheet: [] for sheet in COLUMNS}
        self._random = random.Random(seed)
        self._places: list[Place] = []
        self._country = Group()
        self._platforms = Group()
        self._in_region: dict[int, Group] = defaultdict(Group)
        self._advisers: dict[int, list[str]] = defaultdict(list)
        self._add_areas()
        self._add_organisations()
        self._add_persons_with_a_seat()
        self._add_seats_of_active_persons()
        self._add_advisers()
        self._describe_organisations()
        self._add_contacts()
        self._add_participations()

    def _size(self, at_factor_1: int) -> int:
        return max(1, round(at_factor_1 * self.factor))

    def _add_areas(self) -> None:
        rand = self._random
        provinces, regions = self._size(PROVINCES), self._size(REGIONS)
        province_names = names.place_names(provinces, rand)
        place_names = names.place_names(self._size(MUNICIPALITIES), rand)
        for i, name in enumerate(province_names):
            self.rows["regions"].append((f"prov{i}", f"Provincie {name}", "provincie", None))
        for i in range(regions):
            province = f"Provincie {province_names[i * provinces // regions]}"
            self.rows["regions"].append((f"amr{i}", f"Arbeidsmarktregio {i + 1}", "arbeidsmarktregio", province))
        for i, name in enumerate(place_names):
            region = i * regions // len(place_names)
            place = Place(name, region, rand.lognormvariate(0, 0.7), Group())
            self._places.append(place)
            province = f"Provincie {province_names[region * provinces // regions]}"
            row = (f"GM{i:04d}", name, province, place.region_name, round(40_000 * place.weight))
            self.rows["municipalities"].append(row)
            self._add_organisation(f"GM{i:04d}", name, "municipalities", place)

    def _add_organisations(self) -> None:
        weights = list(itertools.accumulate(place.weight for place in self._places))
        for sheet, count in ORGANISATIONS.items():
            places = self._random.choices(self._places, cum_weights=weights, k=self._size(count))
            for i, (place, called) in enumerate(zip(places, itertools.cycle(names.ORGANISATION_NAMES[sheet]))):
                self._add_organisation(f"{sheet[:2]}{i:05d}", f"{called} {place.name} {i}", sheet, place)

    def _add_organisation(self, id_: str, name: str, sheet: str, place: Place) -> None:
        organisation = Organisation(id_, name, sheet, place, self._random.lognormvariate(0, 1.2))
        groups = [self._country, place.group, self._in_region[place.region]]
        for group in [*groups, self._platforms] if sheet == "platforms" else groups:
            group.add(organisation)

    def _add_persons_with_a_seat(self) -> None:
        """Add every person; 49 of 50 have a first seat, in organisations of very different size."""
        rand = self._random
        count = self._size(PERSONS)
        weights = list(itertools.accumulate(rand.lognormvariate(0, 0.8) for _ in self._country.organisations))
        homes = rand.choices(self._country.organisations, cum_weights=weights, k=count)
        for i, organisation in enumerate(homes):
            name = names.person_name(rand)
            email = f"p{i}@example.org" if rand.random() < 0.5 else None
            since, until = self._period(ended=0.02) if rand.random() < 0.1 else (None, None)
            self.rows["persons"].append((f"p{i:06d}", name, email, organisation.place.name, since, until))
            if rand.random() < 0.98:
                self._add_seat(f"p{i:06d}", organisation)

    def _add_seats_of_active_persons(self) -> None:
        """Give the remaining seats to one person in twenty, mostly in the own municipality or region."""
        rand = self._random
        active = [organisation for organisation in self._country.organisations if organisation.members]
        seats = [(rand.choice(home.members), home) for home in rand.choices(active, k=self._size(PERSONS // 20))]
        while len(self.rows["seats"]) < self._size(SEATS):
            person, home = rand.choice(seats)
            other = self._nearby(home, in_place=0.7, in_region=0.25)
            if person not in other.members:
                self._add_seat(person, other)

    def _add_seat(self, person: str, organisation: Organisation) -> None:
        rand = self._random
        since, until = self._period(ended=0.08)
        term_end = DAY + timedelta(days=rand.randrange(-50, 1461)) if until is None and rand.random() < 0.6 else None
        role = rand.choice(names.ROLES)
        if organisation.sheet == "municipalities":
            role = "ambtenaar"
        elif len(organisation.members) < len(names.FIRST_ROLES):
            role = names.FIRST_ROLES[len(organisation.members)]
        organisation.members.append(person)
        self.rows["seats"].append((person, organisation.name, role, since, until, term_end, self._recent()))

    def _add_advisers(self) -> None:
        """Appoint advisers: each works for a support organisation and supports some organisations of one region."""
        rand = self._random
        employers = [one for one in self._country.organisations if one.sheet == "support_organisations"]
        for person in rand.sample(range(self._size(PERSONS)), self._size(ADVISERS)):
            region = rand.randrange(len(self._in_region))
            nearby = self._in_region[region].organisations
            supported = rand.sample(nearby, min(len(nearby), rand.randrange(3, 13)))
            employer, functions = rand.choice(employers).name, _joined(rand.sample(names.FUNCTIONS, 2))
            supports = _joined(organisation.name for organisation in supported)
            row = (f"p{person:06d}", employer, supports, functions, rand.randrange(4, 60), self._day(4000))
            self.rows["advisers"].append(row)
            self._advisers[region].append(f"p{person:06d}")

    def _describe_organisations(self) -> None:
        """Write the rows of the organisations, now that it is known who has a seat there."""
        describe: dict[str, Callable[[Organisation], Row]] = {
            "institutions": lambda own: ("zorginstelling", own.place.name, *self._period(ended=0.02)),
            "councils": self._council,
            "client_organisations": self._client_organisation,
            "support_organisations": lambda own: (own.place.region_name, self._day(6000)),
            "platforms": self._platform,
        }
        for organisation in self._country.organisations:
            if organisation.sheet != "municipalities":
                row = (organisation.id, organisation.name, *describe[organisation.sheet](organisation))
                self.rows[organisation.sheet].append(row)

    def _council(self, council: Organisation) -> Row:
        """Nine out of ten councils advise their municipality, the others an institution there."""
        rand = self._random
        municipality, institution = council.place.name, None
        kind = rand.choice(names.COUNCIL_TYPES)
        institutions = [o.name for o in council.place.group.organisations if o.sheet == "institutions"]
        if institutions and rand.random() < 0.1:
            municipality, institution, kind = "", rand.choice(institutions), "cliëntenraad instelling"
        topics = (self._some(names.LAWS), self._some(names.THEMES), self._some(names.TARGET_GROUPS))
        carriers = self._carriers(council, share=0.25)
        return (kind, municipality, institution, *topics, carriers, *self._period(ended=0.02))

    def _client_organisation(self, organisation: Organisation) -> Row:
        local = self._random.random() < 0.8
        area = organisation.place.name if local else organisation.place.region_name
        groups = self._some(names.TARGET_GROUPS)
        return ("lokaal" if local else "regionaal", area, groups, *self._period(ended=0.02))

    def _platform(self, platform: Organisation) -> Row:
        """A platform is called together by an adviser, by one of its people, by the municipality, or nobody knows by whom."""
        rand = self._random
        place, themes = platform.place, self._some(names.THEMES)
        caller = rand.choice([*self._advisers[place.region][:1], *platform.members[:1], place.name, None])
        return (place.region_name, themes, caller, rand.choice(names.FREQUENCIES), *self._period(ended=0.03))

    def _add_contacts(self) -> None:
        for a, b in self._pairs(CONTACTS, self._country, in_place=0.78, in_region=0.18):
            carriers = self._carriers(a, b, share=0.8)
            since, until = self._period(ended=0.05)
            frequency = self._random.choice(names.FREQUENCIES)
            row = (a.name, b.name, carriers, frequency, self._recent(), since, until, self._recent())
            self.rows["contacts"].append(row)

    def _add_participations(self) -> None:
        for platform, organisation in self._pairs(PARTICIPATIONS, self._platforms, in_place=0.2, in_region=0.77):
            carriers = self._carriers(organisation, share=0.8)
            self.rows["participations"].append((organisation.name, platform.name, carriers, *self._period(ended=0.05)))

    def _pairs(
        self, count: int, group: Group, *, in_place: float, in_region: float
    ) -> Iterator[tuple[Organisation, Organisation]]:
        """Draw different pairs: one of ``group`` and one nearby; a platform takes part in no platform."""
        seen: set[frozenset[str]] = set()
        while len(seen) < self._size(count):
            a = group.draw(self._random)
            b = self._nearby(a, in_place=in_place, in_region=in_region)
            pair = frozenset((a.id, b.id))
            if a is not b and pair not in seen and not (group is self._platforms and b.sheet == "platforms"):
                seen.add(pair)
                yield a, b

    def _nearby(self, organisation: Organisation, *, in_place: float, in_region: float) -> Organisation:
        """Return an organisation in the same municipality, in the same region, or anywhere."""
        draw = self._random.random()
        if draw < in_place:
            return organisation.place.group.draw(self._random)
        if draw < in_place + in_region:
            return self._in_region[organisation.place.region].draw(self._random)
        return self._country.draw(self._random)

    def _carriers(self, *organisations: Organisation, share: float) -> str | None:
        """Name one or two people with a seat in one of ``organisations``, in ``share`` of the cases.

        Three times out of four it is the chair or the secretary: contacts are kept by few people.
        """
        rand = self._random
        busiest = 2 if rand.random() < 0.75 else None
        members = [person for organisation in organisations for person in organisation.members[:busiest]]
        if not members or rand.random() >= share:
            return None
        return _joined(dict.fromkeys(rand.choices(members, k=1 if rand.random() < 0.88 else 2)))

    def _period(self, *, ended: float) -> tuple[date | None, date | None]:
        """Return since and until; in a share ``ended`` of the cases it ended before DAY."""
        since = self._day(5000) if self._random.random() < 0.7 else None
        until = DAY - timedelta(days=self._random.randrange(60)) if self._random.random() < ended else None
        return since, until

    def _day(self, days_before: int) -> date:
        return DAY - timedelta(days=self._random.randrange(60, days_before))

    def _recent(self) -> date | None:
        return self._day(900) if self._random.random() < 0.6 else None

    def _some(self, values: Sequence[str]) -> str:
        return _joined(self._random.sample(values, self._random.randrange(1, 4)))


def write_workbook(path: Path, factor: float = 1, seed: int = SEED) -> dict[str, int]:
    """Write the country to an Excel workbook at ``path``; return the number of rows by sheet."""
    country = Country(factor, seed)
    # constant_memory writes row after row: at factor 10 the sheets hold millions of cells.
    with xlsxwriter.Workbook(path, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}) as workbook:
        for sheet_code, rows in country.rows.items():
            sheet = vocabulary().sheets[sheet_code]
            worksheet = workbook.add_worksheet(sheet.header["nl"])
            worksheet.write_row(0, 0, [sheet.columns[column].header["nl"] for column in COLUMNS[sheet_code]])
            for number, row in enumerate(rows, 1):
                worksheet.write_row(number, 0, row)
    return {sheet_code: len(rows) for sheet_code, rows in country.rows.items()}


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(texts)


def main() -> None:
    """Write one workbook, as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--factor", type=float, default=1, help="1 is the size of the Netherlands")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("workbook", type=Path)
    arguments = parser.parse_args()
    for sheet, rows in write_workbook(arguments.workbook, arguments.factor, arguments.seed).items():
        print(f"{sheet:24}{rows:>9,}")


if __name__ == "__main__":
    main()

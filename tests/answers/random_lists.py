"""Random lists of a small region, as a hub keeps them: a folder of .csv files, the same for the same seed.

They have everything that a list may tell, so that every kind of finding occurs in some of them: terms that end, people
who left, conveners, advisers with too few hours, regions in regions, and dates on and around DAY. Nothing of the
program is used, so that two versions of it get the same lists.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

#: The day that the lists are about.
DAY = date(2026, 11, 22)

_DATED = "sinds;tot;bevestigd;bron;opmerking"
#: The columns of every sheet, in Dutch.
_COLUMNS = {
    "regios": "id;naam;type;onderdeel van;bevestigd;bron",
    "gemeenten": "id;naam;provincie;regio's;inwoners;breedtegraad;lengtegraad;participatievormen;bevestigd",
    "raden": f"id;naam;type;gemeente;regio;instelling;wetten;thema's;doelgroepen;rollen;via;{_DATED}",
    "clientenorganisaties": f"id;naam;niveau;actief in;thema's;doelgroepen;{_DATED}",
    "platforms": f"id;naam;gemeente;regio;thema's;doelgroepen;bijeengeroepen door;frequentie;{_DATED}",
    "steunorganisaties": f"id;naam;actief in;{_DATED}",
    "instellingen": f"id;naam;type;actief in;{_DATED}",
    "personen": f"id;naam;email;telefoon;gemeente;{_DATED}",
    "adviseurs": f"persoon;organisatie;ondersteunt;functies;uren per maand;{_DATED}",
    "zetels": f"persoon;organisatie;rol;einde termijn;namens;{_DATED}",
    "contacten": f"organisatie a;organisatie b;via;frequentie;laatste contact;{_DATED}",
    "deelnames": f"organisatie;platform;via;{_DATED}",
    "bijeenkomsten": "id;naam;datum;plaats;bijeengeroepen door;thema's;bevestigd",
    "aanwezigen": "bijeenkomst;persoon;organisatie",
}
_LAWS = ("Wmo", "Jeugdwet", "Participatiewet")
_THEMES = ("inkoop", "beschermd wonen", "vervoer", "toegankelijkheid", "armoede")
_GROUPS = ("jeugd", "ouderen", "LVB", "GGZ", "mantelzorgers", "minima", "migranten", "werkzoekenden", "doven")
_COUNCIL_TYPES = (
    "adviesraad sociaal domein", "adviesraad sociaal domein", "Wmo-raad", "participatieraad", "ouderenraad",
    "cliëntenraad werk en inkomen", "cliëntenraad instelling", "jeugdraad", "gehandicaptenraad",
)  # fmt: skip
_INSTITUTION_TYPES = ("werkbedrijf", "wijkteam", "zorginstelling")
_REGION_TYPES = ("arbeidsmarktregio", "jeugdzorgregio", "samenwerkingsverband")
_COUNCIL_ROLES = ("signaleren en monitoren", "meedenken", "agenderen")
_FORMS = ("adviesraad", "inwonerspanel", "participatieraad")
_ROLES = ("voorzitter", "secretaris", "lid", "lid", "lid", "ambtenaar", "vrijwilliger", "penningmeester", "")
_FREQUENCIES = ("elk kwartaal", "twee keer per jaar", "maandelijks", "incidenteel", "")
_GIVEN = ("Aafke", "Berend", "Célia", "Daan", "Fatima", "Gijs", "Zoë", "Noor", "Pieter", "Yasmin")
_FAMILY = ("van der Berg", "Özdemir", "de Wit", "Jansen", "'t Hart", "Visser-Bakker", "Eikelboom", "Ypma")


def write_lists(folder: Path, seed: int) -> None:
    """Write the lists of region number ``seed`` in ``folder``, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    for sheet, rows in _Lists(seed).rows.items():
        with (folder / f"{sheet}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, delimiter=";", lineterminator="\n")
            writer.writerow(_COLUMNS[sheet].split(";"))
            writer.writerows(rows)


class _Lists:
    """The rows of every sheet; an organisation lies in a municipality and knows mostly those that are near."""

    def __init__(self, seed: int) -> None:
        self.rows: dict[str, list[list[str]]] = {sheet: [] for sheet in _COLUMNS}
        self._random = random.Random(seed)
        self._size = self._random.randint(5, 60)
        #: How often a list tells who keeps a tie alive, and how close to one another the ties stay.
        self._told = self._random.choice((0.3, 0.6, 0.9))
        self._reach = self._random.choice((2, 6, 20))
        #: Ids in the order of the map: near in the list is near in the region.
        self._near: list[str] = []
        self._platforms: list[str] = []
        self._persons = [f"p{i}" for i in range(round(self._size * self._random.uniform(0.4, 1.8)) + 2)]
        self._add_areas()
        self._add_organisations()
        self._add_people()
        self._add_ties()
        self._add_meetings()

    def _add(self, sheet: str, *cells: str) -> None:
        """Add a row; of a sheet with dates, the cells without them."""
        if _COLUMNS[sheet].endswith(_DATED):
            note = "even nagaan" if self._random.random() < 0.1 else ""
            cells = (*cells, *self._period(), self._confirmed(), f"lijst {self._random.randint(1, 3)}", note)
        self.rows[sheet].append(list(cells))

    def _period(self) -> tuple[str, str]:
        """Return a first day and the day after the last; most have begun and go on, some end on or around DAY."""
        begun = DAY - timedelta(days=self._random.choice((0, 1, 40, 300, 700, 1500, 3000)))
        chance = self._random.random()
        if chance < 0.08:
            return begun.isoformat(), (DAY + timedelta(days=self._random.randint(1, 400))).isoformat()
        if chance < 0.2:
            return "", (DAY - timedelta(days=self._random.choice((-1, 0, 1, 30, 200, 500)))).isoformat()
        if chance < 0.23:
            return (DAY + timedelta(days=self._random.choice((1, 2, 90)))).isoformat(), ""
        return self._random.choice(("", begun.isoformat())), ""

    def _confirmed(self) -> str:
        days = self._random.choice((None, 0, 30, 100, 300, 400, 600, 900))
        return "" if days is None else (DAY - timedelta(days=days)).isoformat()

    def _some(self, values: Sequence[str], most: int, least: int = 0) -> str:
        """Return a cell with ``least`` to ``most`` of ``values``."""
        return ";".join(self._random.sample(values, min(len(values), self._random.randint(least, most))))

    def _carriers(self) -> str:
        return self._some(self._persons, 2, 1) if self._random.random() < self._told else ""

    def _add_areas(self) -> None:
        towns = max(1, self._size // 7)
        regions = 1 + towns // 3
        self._add("regios", "prov", "Provincie Waterland", "provincie", "", self._confirmed(), "lijst 1")
        for i in range(regions):
            type_, over = self._random.choice(_REGION_TYPES), self._random.choice(("prov", "Provincie Waterland"))
            self._add("regios", f"r{i}", f"Regio {i}", type_, over, self._confirmed(), "lijst 1")
        self._add("regios", "buurt", "Buurtschappen", "", "r0", "", "")
        self._regions = ["prov", "buurt", *(f"r{i}" for i in range(regions))]
        self._towns = [f"GM9{i:03d}" for i in range(towns)]
        for i, town in enumerate(self._towns):
            within = f"r{i * regions // towns}" + (";buurt" if self._random.random() < 0.3 else "")
            people = str(self._random.randint(5, 90) * 1000)
            place = (f"{52 + i / 20:.2f}", f"{5 + (i % 3) / 10:.2f}")
            forms = self._some(_FORMS, 2)
            self._add("gemeenten", town, f"Plaats {i}", "prov", within, people, *place, forms, self._confirmed())

    def _add_organisations(self) -> None:
        makers = (self._council, self._council, self._client_organisation, self._client_organisation,
                  self._platform, self._institution, self._support_organisation)  # fmt: skip
        ids = [f"o{i}" for i in range(self._size - len(self._towns))]
        for i, id_ in enumerate(ids):
            town = self._towns[i * len(self._towns) // len(ids)]
            if town not in self._near:
                self._near.append(town)
            self._near.append(id_)
            self._random.choice(makers)(id_, town)

    def _council(self, id_: str, town: str) -> None:
        type_ = self._random.choice(_COUNCIL_TYPES)
        region = self._random.choice(self._regions) if self._random.random() < 0.2 else ""
        where = ("" if region else town, region)
        institutions = [row[0] for row in self.rows["instellingen"]]
        institution = self._some(institutions, 1, 1) if type_ == "cliëntenraad instelling" else ""
        topics = (self._some(_LAWS, 3), self._some(_THEMES, 1), self._some(_GROUPS, 3))
        roles = self._some(_COUNCIL_ROLES, 2)
        self._add("raden", id_, f"Raad {id_}", type_, *where, institution, *topics, roles, self._carriers())

    def _client_organisation(self, id_: str, town: str) -> None:
        level, where = self._random.choice((("lokaal", town), ("lokaal", town), ("regionaal", "r0"), ("", "")))
        topics = (self._some(_THEMES, 1), self._some(_GROUPS, 2))
        self._add("clientenorganisaties", id_, f"Cliëntengroep {id_}", level, where, *topics)

    def _platform(self, id_: str, town: str) -> None:
        self._platforms.append(id_)
        region = self._random.choice(self._regions) if self._random.random() < 0.7 else ""
        callers = self._some([*self._persons, *self._near[:3]], 2)
        topics = (self._some(_THEMES, 2), self._some(_GROUPS, 1), callers, self._random.choice(_FREQUENCIES))
        self._add("platforms", id_, f"Platform {id_}", "" if region else town, region, *topics)

    def _institution(self, id_: str, town: str) -> None:
        self._add("instellingen", id_, f"Instelling {id_}", self._random.choice(_INSTITUTION_TYPES), town)

    def _support_organisation(self, id_: str, town: str) -> None:
        self._add("steunorganisaties", id_, f"Steunpunt {id_}", self._random.choice((town, "prov", "r0")))

    def _add_people(self) -> None:
        rand = self._random
        for i, id_ in enumerate(self._persons):
            name = f"{rand.choice(_GIVEN)} {rand.choice(_FAMILY)} {i}"
            contact = (f"{id_}@example.org", f"06-{i:08d}") if rand.random() < 0.5 else ("", "")
            self._add("personen", id_, name, *contact, rand.choice((*self._towns, "")))
            home = rand.randrange(len(self._near))
            for organisation in self._neighbours(home, rand.choice((1, 1, 1, 2, 2, 3, 4))):
                days = rand.choice((None, None, -400, -30, 0, 1, 60, 179, 180, 181, 500))
                term = "" if days is None else (DAY + timedelta(days=days)).isoformat()
                person = rand.choice((id_, name))
                behalf = rand.choice((*([""] * 3), *_GROUPS, *self._near, f"{_GROUPS[0]};{rand.choice(self._near)}"))
                self._add("zetels", person, organisation, rand.choice(_ROLES), term, behalf)
        for person in rand.sample(self._persons, min(len(self._persons), 1 + self._size // 15)):
            bodies = self._some([*self._near, *self._regions], rand.choice((2, 4, 12)), 1)
            employer, functions = rand.choice((*self._near, "")), self._some(("informeren", "verbinden"), 2)
            self._add("adviseurs", person, employer, bodies, functions, rand.choice(("", "2", "6", "12", "40")))

    def _neighbours(self, home: int, count: int) -> Iterable[str]:
        """Return up to ``count`` organisations within reach of place ``home`` in the region."""
        around = self._near[max(0, home - self._reach) : home + self._reach + 1]
        return self._random.sample(around, min(count, len(around)))

    def _add_ties(self) -> None:
        rand = self._random
        for _ in range(round(self._size * rand.uniform(0.2, 1.2))):
            home = rand.randrange(len(self._near))
            (other,) = self._neighbours(home, 1)
            if other != self._near[home]:
                frequency = rand.choice(_FREQUENCIES)
                self._add("contacten", self._near[home], other, self._carriers(), frequency, self._confirmed())
        for platform in self._platforms:
            for organisation in self._neighbours(self._near.index(platform), rand.randint(0, 6)):
                if organisation != platform:
                    self._add("deelnames", organisation, platform, self._carriers())

    def _add_meetings(self) -> None:
        rand = self._random
        for i in range(rand.randint(0, 6)):
            day = (DAY - timedelta(days=rand.choice((0, 20, 200, 400, 800)))).isoformat()
            callers = self._some([*self._persons, *self._near], 1)
            place = rand.choice((*self._towns, "de Schakel"))
            self._add("bijeenkomsten", f"b{i}", f"Bijeenkomst {i}", day, place, callers, self._some(_THEMES, 1), "")
            for person in rand.sample(self._persons, min(len(self._persons), rand.randint(1, 8))):
                self._add("aanwezigen", f"b{i}", person, rand.choice((*self._near, "")))

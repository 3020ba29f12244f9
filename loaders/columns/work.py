"""What is known while the rows of a list are read: who and what it has named, and what comes of it."""

from __future__ import annotations

import functools
from typing import Any

import msgspec

from graph.names import normalise
from graph.vocabulary import vocabulary
from loaders.base import shown
from loaders.columns.drafts import Drafts, Subject
from loaders.columns.joined import may_be_joined
from loaders.columns.organisations import Known, Organisation, Organisations, type_by_name
from loaders.columns.people import People, Somebody
from loaders.columns.rows import Cells, Values
from loaders.columns.texts import Areas, behalf_said
from loaders.meaning.kinds import kind_of_name
from loaders.meaning.people import PersonName, people_in, read_person

TIMES = ("since", "until", "last_day")
#: So many names are remembered as they were read.
_REMEMBERED = 1 << 16


class Row(msgspec.Struct):
    """A row of a list: its number, what its cells say, and what holds for all that it tells (``common``).

    ``own`` is whose list it is, ``named`` the organisation that the row names, ``meeting`` how rows refer to its meeting,
    ``nobody`` whether it names a vacancy, or a family.
    """

    number: int
    values: Values
    common: Cells
    own: Organisation | None
    named: Organisation | None = None
    header: str = ""
    meeting: str | None = None
    others: tuple[Organisation, ...] = ()
    nobody: bool = False

    @property
    def place(self) -> Organisation | None:
        """Return the organisation that the row is about."""
        return self.named or self.own


class Said(msgspec.Struct, frozen=True):
    """What stands beside the name of somebody under a ``header``: what she is there, and of whom she speaks for."""

    remark: str = ""
    behalf: str = ""
    header: str = ""

    @property
    def behalf_cell(self) -> tuple[str, str] | None:
        """Return of whom she speaks for, and where that stands."""
        return (self.behalf, self.header) if self.behalf else None


class Work:
    """Remembers who and what a list has named, and gathers what its rows come to.

    ``hub`` is what the organisation is called whose list of contacts it is, when no list says so.
    """

    def __init__(self, known: Known, hub: str) -> None:
        self.hub = hub
        self.areas = Areas(known.kinds_of)
        self.people = People()
        self.organisations = Organisations(known, self.areas)
        self.drafts = Drafts()
        self.told: list[tuple[str, int, str, dict[str, Any]]] = []
        self._once: set[tuple[str, str]] = set()
        self._number = 0
        self._of_format = False
        # A list names the same people on many rows.
        self.read_person = functools.lru_cache(maxsize=_REMEMBERED)(read_person)
        self.people_in = functools.lru_cache(maxsize=_REMEMBERED)(people_in)
        self.behalf_said = functools.lru_cache(maxsize=_REMEMBERED)(lambda text: behalf_said(text, known.kinds_of))

    def begin(self, number: int, *, of_format: bool) -> None:
        """Begin with the rows of a table; to one ``of_format``, which tells what it holds, nobody can add a column."""
        self._number, self._of_format = number, of_format

    def put(self, sheet: str, row: int, cells: Cells, about: Subject | None = None) -> None:
        """Add a row of a known sheet that comes of a row of the list."""
        self.drafts.put(self._number, sheet, row, cells, about)

    def tell(self, code: str, value: str, **params: Any) -> None:
        """Tell something of a value, once."""
        if (code, value) not in self._once:
            self._once.add((code, value))
            self.told.append((code, self._number, value, params))

    def declare(
        self, organisation: Organisation, row: int, cells: Cells | None = None, common: Cells | None = None
    ) -> None:
        """Bring an organisation into being, or tell more of it."""
        if not organisation.declared:
            self.tell("list-short-name", organisation.also[0], meant=organisation.name)
            return
        header = cells["name"][1] if cells and "name" in cells else ""
        told = {**type_by_name(organisation), **(cells or {}), "name": (organisation.name, header), **(common or {})}
        if not organisation.sure:
            guess = kind_of_name(organisation.name)
            if not (guess and guess.kind == "council"):
                kind = vocabulary().sheets[organisation.sheet].kind
                if organisation.kind_word:
                    self.tell("list-kind-word", organisation.name, word=organisation.kind_word, kind=kind)
                elif self._of_format:
                    self.tell("list-kind-unsure-no-column", organisation.name, kind=kind)
                else:
                    self.tell("list-kind-unsure", organisation.name, kind=kind)
        if may_be_joined(organisation.name, self.organisations.kinds_of):
            self.tell("list-may-be-joined", organisation.name)
        self.put(organisation.sheet, row, told, organisation)

    def brought(self, row: Row, written: str, header: str, sheet: str = "") -> Organisation:
        """Return the organisation that a cell names; it comes into being."""
        organisation = self.organisations.named(written, sheet)
        self.declare(organisation, row.number, {"name": ("", header)}, row.common)
        return organisation

    def named_only(
        self, row: Row, name: PersonName, header: str, scope: Organisation | None, told: Cells | None = None
    ) -> Somebody:
        """Return a person of whom a row tells the name, and her addresses perhaps; she comes into being."""
        told = told or {}
        email = shown(told["email"][0]) if "email" in told else ""
        somebody = self.people.somebody(name, scope_of(scope), email)
        self.put("persons", row.number, {"name": (name.shown, header), **told}, somebody)
        return somebody


def scope_of(place: Organisation | None) -> tuple[str, str]:
    """Return the key and the name of an organisation, within which a name is one person."""
    return (normalise(place.name), place.name) if place else ("", "")

"""Who came to a meeting of a calendar: those who accepted, and who called it unless she declined."""

from __future__ import annotations

import re
from collections import Counter

import msgspec

from graph.names import normalise
from loaders.formats.calendars import Event, as_text
from loaders.formats.content_lines import Property

#: What becomes of an answer that is no yes; every other one is none.
_ANSWERS = {"ACCEPTED": "", "TENTATIVE": "calendar-tentative", "DECLINED": "calendar-declined"}
_NO_PEOPLE = frozenset({"ROOM", "RESOURCE", "GROUP"})
#: Calendars and rooms that Google gives an address of their own.
_NO_PEOPLE_AT = ".calendar.google.com"
_ADDRESS = re.compile(r"[^\s@<>,;:\"]+@[^\s@<>,;:\"]+")
#: What stands between the parts of a name, and separates several in the cells of lists.
_BETWEEN = re.compile(r"\s*[;|•；]\s*|\s+/\s+")
_ESCAPES = {"^n": " ", "^'": '"', "^^": "^", "\\,": ",", "\\;": ",", "\\n": " ", "\\N": " ", "\\\\": "\\"}
_ESCAPE = re.compile("|".join(map(re.escape, _ESCAPES)))


class Person(msgspec.Struct, frozen=True):
    """Somebody in a calendar: the name and the address, either of which may be empty."""

    name: str
    email: str


class Answers(msgspec.Struct, frozen=True):
    """Who came to a meeting, and how many others there are, by why they do not count."""

    came: list[Person]
    others: Counter[str]


def answers_of(event: Event) -> Answers:
    """Return who came to a meeting."""
    called_by = [person_of(each) for each in event.properties if each.name == "ORGANIZER" and _may_be_person(each)]
    answers: dict[str, tuple[Person, str]] = {}
    others: Counter[str] = Counter()
    for each in event.properties:
        if each.name != "ATTENDEE":
            continue
        if not _may_be_person(each):
            others["calendar-rooms"] += 1
            continue
        person = person_of(each)
        if not (person.name or person.email):
            others["calendar-nameless-person"] += 1
            continue
        answer = _ANSWERS.get(parameter(each, "PARTSTAT").upper(), "calendar-no-answer")
        before = answers.get(_key(person))
        if before is None or before[1]:
            answers[_key(person)] = (person, answer)
    for person in called_by:
        known, answer = answers.get(_key(person), (person, ""))
        if (person.name or person.email) and answer != "calendar-declined":
            answers[_key(person)] = (known if known.name else Person(person.name, known.email), "")
    others.update(answer for _, answer in answers.values() if answer)
    return Answers([person for person, answer in answers.values() if not answer], others)


def _key(person: Person) -> str:
    return person.email or normalise(person.name)


def _may_be_person(found: Property) -> bool:
    address = _address(found)
    return parameter(found, "CUTYPE").upper() not in _NO_PEOPLE and not address.endswith(_NO_PEOPLE_AT)


def person_of(found: Property) -> Person:
    """Return whom a property names: an address that stands in place of the name is none."""
    email = _address(found)
    written = ", ".join(found.params.get("CN", []))
    name = _ESCAPE.sub(lambda match: _ESCAPES[match[0]], written)
    name = " ".join(name.split()).strip("'\" ")
    if "@" in name or not any(map(str.isalpha, name)):
        address = _ADDRESS.search(name)
        return Person("", email or (address[0].lower() if address else ""))
    first, *more = [each for each in _BETWEEN.split(name) if each]
    return Person(f"{first} ({', '.join(more)})" if more else first, email)


def _address(found: Property) -> str:
    """Return the e-mail address that a property tells, in lower case; empty when it is none."""
    for text in (as_text(found.value), parameter(found, "EMAIL")):
        address = re.sub(r"^\s*mailto:\s*", "", text, flags=re.IGNORECASE).strip().lower()
        if _ADDRESS.fullmatch(address):
            return address
    return ""


def parameter(found: Property, name: str) -> str:
    """Return the first value of a parameter of a property."""
    return (found.params.get(name) or [""])[0]

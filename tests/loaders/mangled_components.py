"""Address cards and calendars that are almost right: small ones, mangled in ways that follow from a number."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.loaders.mangled_cells import CELLS
from tests.loaders.mangled_parts import BYTES
from tests.loaders.sheets import as_text

_CARD = """BEGIN:VCARD
VERSION:3.0
N:Lage;Puk;;;
FN:Puk Lage
ORG:Adviesraad Elzenrade;Bestuur
item1.EMAIL;TYPE=INTERNET:puk@example.org
TEL;TYPE=CELL:06-12345678
ROLE:secretaris
ADR;TYPE=HOME:;;Dorpsstraat 1;Elzenrade;;1234 AB;
BDAY:1960-01-01
NOTE;ENCODING=QUOTED-PRINTABLE:een=C3=AB=
  regel
PHOTO;ENCODING=b;TYPE=JPEG:AAAA
END:VCARD""".splitlines()
_EVENT = """BEGIN:VEVENT
UID:1
SEQUENCE:1
SUMMARY:Overleg inkoop
DTSTART;TZID=Europe/Amsterdam:20260112T100000
RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=4
EXDATE;TZID=Europe/Amsterdam:20260119T100000
RECURRENCE-ID:20260126T090000Z
LOCATION:Gemeentehuis
ORGANIZER;CN=Fenna Groen:mailto:fenna@example.org
ATTENDEE;CN="Vries, Zoë de";PARTSTAT=ACCEPTED;ROLE=REQ-
 PARTICIPANT:mailto:zoe@example.org
ATTENDEE;CUTYPE=ROOM;PARTSTAT=DECLINED:mailto:zaal@example.org
BEGIN:VALARM
TRIGGER:-PT15M
END:VALARM
END:VEVENT""".splitlines()
#: Lines that are put in somewhere: rules, days, names and edges as nobody should write them.
_LINES = (
    *("RRULE:FREQ=SECONDLY", "RRULE:FREQ=DAILY;INTERVAL=0", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"),
    *("RRULE:FREQ=YEARLY;BYWEEKNO=53;BYDAY=-5MO", "RRULE:FREQ=DAILY;UNTIL=99991231", "RRULE:;=;", "RRULE:FREQ"),
    *("RRULE:FREQ=MONTHLY;BYSETPOS=366;BYDAY=MO", "EXRULE:FREQ=DAILY", "RRULE:FREQ=DAILY;COUNT=0"),
    *("DTSTART:00010101T000000Z", "DTSTART:99991231T235959Z", "DTSTART;VALUE=DATE:20260230", "DTSTART:19700101"),
    *("RDATE:" + ",".join(["20250101T100000Z"] * 3000), "RDATE;VALUE=PERIOD:/PT1H", "EXDATE:,,,", "RECURRENCE-ID:x"),
    *("DTSTART;TZID=../../etc/passwd:20260101T100000", "DTSTART;TZID=" + "/" * 500 + ":20260101", "X-WR-TIMEZONE:/"),
    *("BEGIN:VCARD", "END:VCARD", "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VCALENDAR", "END:VCALENDAR", "BEGIN:", "END:X"),
    *("BEGIN:VTODO", "BEGIN:X\n" * 2000, "VERSION:2.1", "VERSION:9", "PROFILE:VCARD", "METHOD:CANCEL", "METHOD:REPLY"),
    *("N:" + ";" * 3000, "ORG:" + "a;" * 3000, "ADR:" + "\\n" * 3000, "KIND:org", "KIND:group", "X-ABSHOWAS:COMPANY"),
    *("FN;ENCODING=BASE64:%%%", "SUMMARY;ENCODING=QUOTED-PRINTABLE:=", "NOTE;CHARSET=niets;ENCODING=8BIT:x", "GEO:x"),
    *("ATTENDEE;CN=" + '"' * 999 + ":x", "ATTENDEE" + ";A=b" * 3000 + ":x", "ATTENDEE;;;:", "ATTENDEE;CN=,,,:mailto:@"),
    *("ATTENDEE;PARTSTAT=ACCEPTED;CN=" + "a" * 20_000 + ":mailto:a@b", "STATUS:CANCELLED", "CLASS:PRIVATE", "CLASS:"),
    *(" " * 2000, " \n" * 2000, "x", ":", ";", "=", "\x0b\x1c\u2028", "UID:1", "SUMMARY:", "TEL:", "EMAIL:"),
)


def mangled_component(folder: Path, seed: int) -> Path:
    """Write cards or a calendar number ``seed`` in ``folder``, and return its path: a file, or a folder of files."""
    random = Random(seed)
    if random.random() < 0.1:
        path = folder / "bestanden"
        path.mkdir()
        for number in range(random.choice((1, 2, 3))):
            _write(random, path, f"{number}")
        return path
    return _write(random, folder, "bestand")


def _write(random: Random, folder: Path, name: str) -> Path:
    suffix = random.choice(("vcf", "ics", "ics"))
    parts = (_CARD if suffix == "vcf" else _EVENT) * random.choice((1, 1, 2, 3, 30))
    lines = parts if suffix == "vcf" else ["BEGIN:VCALENDAR", "X-WR-TIMEZONE:Europe/Amsterdam", *parts, "END:VCALENDAR"]
    lines = [*lines]
    for _ in range(random.choice((0, 1, 1, 2, 5, 20))):
        random.choice(_WAYS)(random, lines)
    encoding = random.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252", "utf-7"))
    text = random.choice(("\n", "\r\n", "\r")).join(lines) + "\n"
    data = text.encode(encoding, "surrogatepass" if encoding.startswith("utf") else "replace")
    for _ in range(random.choice((0, 0, 0, 1, 2))):
        data = random.choice(BYTES)(random, data)
    path = folder / f"{name}.{suffix}"
    path.write_bytes(data)
    return path


def _at(random: Random, lines: list[str]) -> int:
    return random.randrange(len(lines)) if lines else 0


def _put_in(random: Random, lines: list[str]) -> None:
    lines.insert(_at(random, lines), random.choice(_LINES))


def _instead(random: Random, lines: list[str]) -> None:
    """Write another value in a line, as a list may have it."""
    if lines:
        at = _at(random, lines)
        lines[at] = lines[at].partition(":")[0] + ":" + as_text(random.choice(CELLS))[:20_000]


def _in_name(random: Random, lines: list[str]) -> None:
    """Write another name of somebody."""
    if lines:
        at = _at(random, lines)
        lines[at] = lines[at].replace("Zoë de", as_text(random.choice(CELLS))[:20_000]).replace("Puk", "")


def _taken_out(random: Random, lines: list[str]) -> None:
    if lines:
        del lines[_at(random, lines)]


def _doubled(random: Random, lines: list[str]) -> None:
    if lines:
        at = _at(random, lines)
        lines[at:at] = lines[at : at + random.choice((1, 3, 20))]


def _folded(random: Random, lines: list[str]) -> None:
    if lines:
        at = _at(random, lines)
        cut = random.randint(0, len(lines[at]))
        lines[at : at + 1] = [lines[at][:cut], random.choice((" ", "\t", "")) + lines[at][cut:]]


_WAYS: tuple[Callable[[Random, list[str]], None], ...] = (
    *(_put_in, _put_in, _put_in, _instead, _in_name, _taken_out, _doubled, _folded),
)

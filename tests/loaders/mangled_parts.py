"""What is done to the bytes of a file, and to the parts of a workbook: XML that lies, archives that are wrong."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random

_TAG = re.compile(rb"<[^<>]+>")
_ATTRIBUTE = re.compile(rb' [\w:.-]+="[^"<>]*"')
_NUMBER = re.compile(rb"(?<=[\">])[0-9]+(?=[\"<])")
_VALUE = re.compile(rb'(?<==")[^"<>]*(?=")')
_HUGE = (
    b"0",
    b"-1",
    b"1048576",
    b"1048577",
    b"16384",
    b"99999999999999999999",
    b"4294967296",
    b"1e308",
    b"NaN",
    b"",
    b"1.5",
)
_FAR = tuple(f"{column}{row}".encode() for column in ("A", "XFD", "XFE", "ZZZZZZ") for row in (0, 1_048_576, 10**12))
_WORDS = (
    b"s",
    b"str",
    b"e",
    b"b",
    b"d",
    b"inlineStr",
    b"date",
    b"float",
    b"percentage",
    b"boolean",
    b"error",
    b"\xff",
    b"&a;",
)
_DATES = (b"9999-12-31T99:00:00", b"-0001-01-01", b"10000-01-01", b"P1D", b"PT30H30M", b"1899-12-30T00:00:00Z", b"true")

#: Elements put in somewhere, of either sort of workbook.
_ELEMENTS = (
    b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    b'<mergeCells><mergeCell ref="B2:A1"/><mergeCell ref=""/><mergeCell ref="A1:A0"/></mergeCells>',
    b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    b'<row><c t="s"><v>99999999</v></c><c t="s"><v>-1</v></c><c t="s"><v>x</v></c></row>',
    b'<row><c r="XFD2" t="inlineStr"><is><t>x</t></is></c></row>',
    b'<c t="d"><v>9999-12-31T25:00:00</v></c><c s="1"><v>1e308</v></c><c s="1"><v>-99999999</v></c>',
    b'<c><f t="shared" si="0" ref="A1:XFD1048576">A1</f><v>1</v></c><c><f t="shared" si="9"/></c>',
    b'<cols><col min="1" max="99999999999" hidden="1"/></cols>',
    b'<cols><col min="-5" max="3" hidden="1"/><col hidden="1"/></cols>',
    b'<table:table-row table:number-rows-repeated="99999999"><table:table-cell/></table:table-row>',
    b'<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="string"><text:p>x'
    b"</text:p></table:table-cell></table:table-row>",
    b'<table:table-cell table:number-columns-repeated="99999999" office:value-type="float" office:value="1"/>',
    b'<table:table-cell table:number-rows-spanned="99999999" table:number-columns-spanned="99999"><text:p>x</text:p>'
    b"</table:table-cell>",
    b'<table:table-cell office:value-type="float" office:value="1e999"/><table:table-cell office:value-type="float"/>',
    b'<table:table-cell office:value-type="date" office:date-value="99999-99-99"/><table:table-cell table:formula="of:"/>',
    b'<table:table table:name="personen"><table:table-row><table:table-cell><text:p>naam</text:p></table:table-cell>'
    b"</table:table-row></table:table>",
    b"<text:s text:c='99999999'/>",
    b"<text:p>" + b"<text:s/>" * 20_000 + b"</text:p>",
    b"<a>" * 5000,
    b"<a>" * 20_000 + b"</a>" * 20_000,
    b"<!-- " + b"-" * 100 + b" --",
    b"<![CDATA[ <row> ]]>",
    b"<?xml version='1.0'?>",
    b"&lt;&#0;&#x110000;&onbekend;",
    b"<si><t>" + b"x" * 100_000 + b"</t></si>",
    b"<si/>" * 2000,
)


def _in_tag(pattern: re.Pattern[bytes], values: tuple[bytes, ...]) -> Callable[[Random, bytes], bytes]:
    """Replace something in some places."""

    def change(random: Random, data: bytes) -> bytes:
        for _ in range(random.choice((1, 1, 5))):
            if found := list(pattern.finditer(data)):
                match = random.choice(found)
                data = data[: match.start()] + random.choice(values) + data[match.end() :]
        return data

    return change


def _doubled_tag(random: Random, data: bytes) -> bytes:
    if found := _TAG.findall(data):
        tag = random.choice(found)
        data = data.replace(tag, tag * random.choice((2, 2, 1000)), 1)
    return data


def _put_in(random: Random, data: bytes) -> bytes:
    ends = [match.end() for match in _TAG.finditer(data)] or [0]
    at = random.choice(ends)
    return data[:at] + random.choice(_ELEMENTS) * random.choice((1, 1, 1, 30)) + data[at:]


def _other_encoding(random: Random, data: bytes) -> bytes:
    name = random.choice(
        ("utf-16", "utf-16-le", "utf-32", "iso-8859-1", "windows-1252", "utf-7", "cp037", "ebcdic", "big5")
    )
    text = re.sub(rb"^<\?xml[^>]*\?>", b"", data).decode("utf-8", "replace")
    declared = f'<?xml version="1.0" encoding="{name}"?>'
    if random.random() < 0.5:
        return (declared + text).encode()
    try:
        return (declared + text).encode(name, "replace")
    except LookupError:
        return (declared + text).encode("utf-16")


def _document_type(random: Random, data: bytes) -> bytes:
    entities = b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10 if n else b"x" * 10) for n in range(9))
    others = (b"<!DOCTYPE x [" + entities + b"]>", b'<!DOCTYPE x SYSTEM "file:///etc/passwd">', b"<!DOCTYPE")
    declared = re.match(rb"<\?xml[^>]*\?>", data)
    at = declared.end() if declared else 0
    return data[:at] + random.choice(others) + data[at:].replace(b"</t>", b"&a8;</t>", 1)


#: What is done to the XML of a part.
XML: tuple[Callable[[Random, bytes], bytes], ...] = (
    *(_in_tag(_TAG, (b"", b"", b"<a>", b"</a>", b"<a/>")), _in_tag(_ATTRIBUTE, (b"", b"", b' a="1"', b" r=''"))),
    *(_in_tag(_NUMBER, _HUGE), _in_tag(_VALUE, (*_HUGE, *_FAR, *_WORDS, *_DATES)), _in_tag(_VALUE, (*_FAR, *_WORDS))),
    *(_doubled_tag, _put_in, _put_in, _put_in, _other_encoding, _document_type),
)


def _flipped(random: Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(random.choice((1, 3, 30)) if data else 0):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def _cut_out(random: Random, data: bytes) -> bytes:
    at = random.randint(0, len(data))
    return data[:at] + data[at + random.choice((1, 10, 1000)) :]


def _doubled(random: Random, data: bytes) -> bytes:
    at = random.randint(0, len(data))
    return data[: at + random.choice((1, 10, 1000))] + data[at:]


def _put_before(random: Random, data: bytes) -> bytes:
    marks = (
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\0",
        b"\x1a",
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b'"',
    )
    return random.choice(marks) + data


#: What is done to the bytes of a file.
BYTES: tuple[Callable[[Random, bytes], bytes], ...] = (
    *(_flipped, _flipped, _cut_out, _doubled, _put_before),
    lambda random, data: data[: random.randint(0, len(data))],
    lambda random, data: data + bytes(random.choice((1, 100, 70_000))),
    lambda random, data: data * 2,
)


def content(path: Path) -> list[tuple[str, bytes]]:
    """Return the parts of an archive with their names."""
    with zipfile.ZipFile(path) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def write(path: Path, content: list[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> None:
    """Write an archive that is the same whenever it is written."""
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w", method) as archive:
        warnings.simplefilter("ignore")  # Two members of one name.
        for name, data in content:
            archive.writestr(zipfile.ZipInfo(name), data, method)


def _changed_part(ways: tuple[Callable[[Random, bytes], bytes], ...]) -> Callable[[Random, Path], None]:
    def change(random: Random, path: Path) -> None:
        parts = content(path)
        # Sheets, shared texts and styles above all.
        likely = [
            n for n, (name, _) in enumerate(parts) if re.search("sheet[0-9]|shared|styles|content|workbook", name)
        ]
        number = random.choice(likely if likely and random.random() < 0.8 else range(len(parts)))
        name, data = parts[number]
        parts[number] = (name, random.choice(ways)(random, data))
        write(path, parts)

    return change


def _wrong_members(random: Random, path: Path) -> None:
    parts = content(path)
    number = random.randrange(len(parts))
    name, data = parts[number]
    names = (
        "../" + name,
        "/" + name,
        name.upper(),
        name.replace("/", "\\"),
        "x" * 60_000,
        parts[0][0],
        "\u202e",
        name + "/",
    )
    parts[number : number + 1] = random.choice(
        (
            [],
            [(name, data), (name, b"")],
            *([(other, data)] for other in names),
            [(name, data), (random.choice(names), data)],
        )
    )
    write(path, parts)


def _packed_otherwise(random: Random, path: Path) -> None:
    write(path, content(path), random.choice((zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)))


def _wrong_directory(random: Random, path: Path) -> None:
    """Write a number of the directory, or of what stands before a member, wrong."""
    data = bytearray(path.read_bytes())
    signature, fields = random.choice(((b"PK\x01\x02", 46), (b"PK\x03\x04", 30), (b"PK\x05\x06", 22)))
    places = [match.start() for match in re.finditer(re.escape(signature), data)]
    if places:
        at = random.choice(places) + random.randrange(4, fields, 2)
        data[at : at + 2] = random.choice((b"\0\0", b"\1\0", b"\xff\xff", b"\0\x80", random.randbytes(2)))
    path.write_bytes(bytes(data))


#: What is done to a workbook as an archive.
PARTS: tuple[Callable[[Random, Path], None], ...] = (
    *[_changed_part(XML)] * 6,
    *(_changed_part(BYTES), _wrong_members, _packed_otherwise, _wrong_directory, _wrong_directory),
)

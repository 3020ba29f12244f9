"""Which parts of an Excel workbook hold what, and a package with only those, for the reader.

A part is found by how the package refers to it, wherever it is and whatever it is called. What nothing leads to, or what no
table needs (drawings, remarks, macros), is not read at all.
"""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator
from zipfile import ZipFile

import msgspec

from loaders.formats.archives import chunks, elements, local
from loaders.formats.limits import Budget

CONTENT_TYPES = "[Content_Types].xml"
_SHEET = "worksheet"
_DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["'][^>]*\?>""")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
#: Encodings of XML that are made UTF-8 first, which is the only one that the reader knows.
_OTHER_ENCODINGS = frozenset(("utf-16", "iso-8859-1", "iso-8859-15", "windows-1252", "us-ascii"))
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGES = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


class Sheet(msgspec.Struct, frozen=True):
    """A sheet of a workbook: its name, the part it stands in, and its ``state`` (visible, hidden or veryHidden)."""

    name: str
    part: str
    state: str = "visible"


class Package(msgspec.Struct):
    """The parts of a workbook; ``sheets`` in the order of the workbook, charts and the like left out.

    ``strings`` and ``styles`` are empty when there are none. ``uncalculated``: the program that wrote it left every formula
    to be worked out on opening.
    """

    workbook: str
    sheets: list[Sheet]
    strings: str
    styles: str
    uncalculated: bool
    dates_from_1904: bool


def find_parts(archive: ZipFile, budget: Budget) -> Package:
    """Return where everything is. Raises one of ``archives.DAMAGED`` when the package does not hold together."""
    office = [
        _present(archive, target) for _, kind, target in _relations(archive, "", budget) if kind == "officeDocument"
    ]
    workbook = office[0] if office else _present(archive, "xl/workbook.xml")
    relations = list(_relations(archive, workbook, budget))
    content = text_of(archive, workbook, budget)
    links = {id_: (kind, target) for id_, kind, target in relations}
    sheets = []
    for each in _attributes(content, "sheet"):
        kind, part = links[each.get("id", "")]
        if kind == _SHEET:
            sheets.append(Sheet(each["name"], _present(archive, part), each.get("state", "visible")))
    others = {kind: target for _, kind, target in relations}
    return Package(
        workbook=workbook,
        sheets=sheets,
        strings=_present(archive, others["sharedStrings"]) if "sharedStrings" in others else "",
        styles=_present(archive, others["styles"]) if "styles" in others else "",
        uncalculated=any(_is_on(each.get("fullCalcOnLoad")) for each in _attributes(content, "calcPr")),
        dates_from_1904=any(_is_on(each.get("date1904")) for each in _attributes(content, "workbookPr")),
    )


def text_of(archive: ZipFile, part: str, budget: Budget) -> bytes:
    """Return the XML of a part in UTF-8, as far as ``budget`` allows it."""
    data = b"".join(chunks(archive, part, budget))
    declared = _DECLARED.match(data)
    encoding = "utf-16" if data.startswith(_UTF_16) else (declared[1].decode().lower() if declared else "utf-8")
    if encoding in _OTHER_ENCODINGS:
        text = data.decode(encoding).encode()
        data = re.sub(rb"^<\?xml[^>]*\?>", b"", text)
    if b"\0" in data:
        raise ValueError("XML in an encoding that it does not tell")
    return data


class Repacked:
    """A package for the reader, its parts under the names that every program gives them; the sheets are called by number.

    The reader finds a sheet by its name, and two may have one name.
    """

    def __init__(self, dates_from_1904: bool) -> None:
        self._sheets: list[str] = []
        self._dates_from_1904 = dates_from_1904
        self._parts = {CONTENT_TYPES: f'<Types xmlns="{_PACKAGES}/content-types"/>'.encode()}

    def add_sheet(self, data: bytes) -> None:
        """Add the next sheet of the package."""
        number = len(self._sheets) + 1
        self._sheets.append(_relation(f"sheet{number}", _SHEET, f"worksheets/sheet{number}.xml"))
        self._parts[f"xl/worksheets/sheet{number}.xml"] = data

    def add_strings(self, data: bytes) -> None:
        """Add the texts that cells refer to."""
        self._parts["xl/sharedStrings.xml"] = data

    def add_styles(self, data: bytes) -> None:
        """Add the formats of cells, which tell what is a date."""
        self._parts["xl/styles.xml"] = data

    def finished(self) -> io.BytesIO:
        """Return the package as a file to read."""
        sheets = "".join(
            f'<sheet name="{number}" sheetId="{number}" r:id="sheet{number}"/>'
            for number in range(1, len(self._sheets) + 1)
        )
        dates = '<workbookPr date1904="1"/>' if self._dates_from_1904 else ""
        root = f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{dates}<sheets>{sheets}</sheets></workbook>'
        self._parts["xl/workbook.xml"] = root.encode()
        self._add_relations("_rels/.rels", _relation("workbook", "officeDocument", "xl/workbook.xml"))
        self._add_relations("xl/_rels/workbook.xml.rels", *self._sheets)
        buffer = io.BytesIO()
        with ZipFile(buffer, "w") as archive:
            for name in [*self._parts]:
                archive.writestr(name, self._parts.pop(name))
        buffer.seek(0)
        return buffer

    def _add_relations(self, name: str, *relations: str) -> None:
        content = f'<Relationships xmlns="{_PACKAGES}/relationships">{"".join(relations)}</Relationships>'
        self._parts[name] = content.encode()


def _relation(id_: str, kind: str, part: str) -> str:
    return f'<Relationship Id="{id_}" Type="{_OFFICE}/{kind}" Target="{part}"/>'


def _relations(archive: ZipFile, part: str, budget: Budget) -> Iterator[tuple[str, str, str]]:
    """Yield (id, kind, part that it leads to) of everything that a part (empty: the package) refers to within the package."""
    folder, name = posixpath.split(part)
    place = posixpath.join(folder, "_rels", f"{name}.rels").casefold()
    place = next((name for name in archive.namelist() if name.casefold() == place), "")
    if not place:
        return
    for each in _attributes(text_of(archive, place, budget), "Relationship"):
        if each.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, each["Target"])).lstrip("/")
            yield each["Id"], each["Type"].rpartition("/")[2], target


def _present(archive: ZipFile, part: str) -> str:
    """Return the name of a part as the archive has it; some programs write other capitals."""
    names = archive.namelist()
    if part in names:
        return part
    found = next((name for name in names if name.casefold() == part.casefold()), None)
    if found is None:
        raise LookupError(f"the package has no {part}")
    return found


def _attributes(content: bytes, name: str) -> list[dict[str, str]]:
    """Return the attributes, without their prefixes, of every element that is called ``name``."""
    return [{local(key): value for key, value in each.items()} for each in elements((content,), name)]


def _is_on(value: str | None) -> bool:
    return value in ("1", "true")

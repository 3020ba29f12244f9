"""Cells that nobody expects."""

from __future__ import annotations

from datetime import date

from loaders.base import CellValue

#: What nobody expects in a cell; what spreadsheets cannot hold is left out of them.
CELLS: tuple[CellValue, ...] = (
    *(
        "x" * 30_000,
        "x" * 140_000,
        "9" * 5000,
        "0" * 5000,
        "-" * 5000,
        ";" * 5000,
        "(" * 5000,
        ")" * 5000,
        " " * 10_000,
    ),
    *("a; " * 3000, "aap noot " * 2000, "jan (" * 1000, "&amp;" * 1000, "&#1114112;", "&#55296;", "&#x0;", "|" * 500),
    *(
        "e" + "\u0301" * 5000,
        "\ufdfa" * 1000,
        "İ" * 1000,
        "ß" * 1000,
        "\u202e",
        "\u200b",
        "\ufeff",
        "\uffff",
        "\U0010ffff",
    ),
    *("\x00", "\x1b[2J", "\x07", "\x85", "\u2028", "\r\n" * 100, "\t", '"', "'", '";"', "\ud800", "\udfff\ud800"),
    *("=1+1", "=HYPERLINK(A1)", "+1", "-1", "@SUM(A1)", "#REF!", "#N/A", "Err:502", "{0}", "{name}", "%s", "../../x"),
    *("1e308", "-1e308", "1e999", "nan", "inf", "-0", "12.500", "12,5%", "30:30", "99:99:99", "٣", "²", "½", "1_000"),
    *(
        "9999-12-31",
        "0001-01-01",
        "0000-00-00",
        "31-12-9999",
        "1-1-" + "9" * 5000,
        "30 februari",
        "2025-W53",
        "00-00-00",
    ),
    *(
        date(9999, 12, 31),
        date(1900, 1, 1),
        1e308,
        -1e308,
        5e-324,
        2**63,
        10**15,
        -1,
        0.1,
        2958465,
        2958466,
        True,
        False,
    ),
    *(
        "person:x",
        "council:",
        ":",
        "GM0",
        "GM99999",
        "raad (raad (raad))",
        "a@b",
        "@" * 1000,
        "ja/nee",
        "<b>&</b>",
        "]]>",
    ),
)

"""What an answer tells partners and the public, asked as a user asks, over lists in which somebody has a private tie."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import pytest

from tests.knooppunt.command_line import done, write_csv

DAY = "2026-11-22"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a network: Anna chairs Raad Een (until 2026), Vera chairs Raad Drie; both are members of elsewhere.

    Ada advises Raad Een and Raad Drie. Vera is a member of Patiënten Zes, and keeps its contact with Raad Vier alive.
    """
    folder = tmp_path_factory.mktemp("audiences") / "lijst"
    write_csv(folder, "gemeenten", "id;naam", "GM1;Aa")
    write_csv(
        folder,
        "raden",
        "id;naam;gemeente",
        *(f"r{i};Raad {name};GM1" for i, name in enumerate(("Een", "Twee", "Drie", "Vier"))),
    )
    write_csv(folder, "clientenorganisaties", "id;naam;actief in", "p6;Patiënten Zes;Aa")
    write_csv(folder, "personen", "id;naam", "an;Anna Aal", "ve;Vera Vos", "ad;Ada Adviseur", "jo;Jo Jol")
    write_csv(folder, "adviseurs", "persoon;ondersteunt", "ad;Raad Een", "ad;Raad Drie")
    write_csv(folder, "contacten", "organisatie a;organisatie b;via", "Patiënten Zes;Raad Vier;ve")
    write_csv(
        folder,
        "zetels",
        "persoon;organisatie;rol;sinds;tot",
        "an;Raad Een;voorzitter;2020-01-01;2026-01-01",
        "an;Raad Twee;lid;2020-01-01;",
        "ve;Raad Drie;voorzitter;2020-01-01;",
        "ve;Patiënten Zes;lid;2020-01-01;",
        "jo;Patiënten Zes;lid;2020-01-01;",
    )
    made = folder.parent / "n.knooppunt"
    done("--file", made, "load", folder)
    return made


def _objects(value: Any) -> list[Any]:
    """Return every object in ``value`` that holds no list of other objects: the least things that an answer tells."""
    if isinstance(value, dict):
        parts = [part for item in value.values() for part in _objects(item)]
        return [value, *parts]
    return [part for item in value for part in _objects(item)] if isinstance(value, list) else []


ASKED = (
    *(("show", name) for name in ("Patiënten Zes", "Vera Vos", "Raad Drie", "Raad Vier")),
    *(("search", word) for word in ("Vera", "Zes")),
    *(("whatif", *who) for who in (("--without", "Vera Vos"), ("--without-advisers",))),
    *(("plan", *what) for what in (("--introductions", "2"), ("--succession", "Vera Vos"))),
    ("fragile", "--limit", "0"),
    ("missing", "--limit", "0"),
    ("gaps", "--limit", "0"),
    ("health", "--per", "municipality"),
    ("diff", "--from", "2025-06-01"),
)


@pytest.mark.parametrize("asked", ASKED, ids=" ".join)
@pytest.mark.parametrize("region", [(), ("--region", "Aa")], ids=["whole", "region"])
def test_no_answer_tells_partners_who_is_in_the_patients_organisation(
    file: Path, asked: tuple[str, ...], region: tuple[str, ...]
) -> None:
    command, *rest = asked
    out = done("--file", file, command, *rest, "--on", DAY, *region, "--audience", "partners", "--format", "json").out
    data = json.loads(out)
    for one in _objects({key: value for key, value in data.items() if key != "findings"}):
        texts = {text for text in one.values() if isinstance(text, str)}
        assert not ({"Vera Vos"} <= texts and {"Patiënten Zes"} & texts)
    for finding in data.get("findings", []) if isinstance(data.get("findings"), list) else []:
        whose = (finding.get("person") or {}).get("name")
        assert whose != "Vera Vos" or "Patiënten Zes" not in json.dumps(finding, ensure_ascii=False)
    if asked == ("show", "Patiënten Zes"):
        assert "Vera" not in out
    if asked == ("show", "Vera Vos"):
        assert "Zes" not in out


def test_what_she_joins_stays_joined(file: Path) -> None:
    sizes = [
        done("--file", file, "fragile", "--on", DAY, "--audience", audience, "--format", "json").data["network"]
        for audience in ("internal", "partners", "public")
    ]
    for key in ("organisations", "connections", "connected_pairs"):
        assert len({size[key] for size in sizes}) == 1
    ways = done(
        "--file", file, "path", "Raad Drie", "Patiënten Zes", "--on", DAY, "--audience", "partners", "--format", "json"
    ).data
    assert ways["paths"][0]["length"] == 1


def test_a_code_of_one_day_gets_no_name_from_the_other(file: Path) -> None:
    """Anna chaired Raad Een until 2026, and is a member of Raad Twee: nobody is gone, and nobody is new."""
    out = done(
        "--file", file, "diff", "--from", "2025-06-01", "--to", DAY, "--audience", "partners", "--format", "json"
    )
    assert "Anna" not in out.out
    nodes = out.data["nodes"]
    assert not [one for one in itertools.chain(nodes["new"], nodes["gone"]) if one["id"].startswith("person:")]

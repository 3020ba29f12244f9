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
    folder = tmp_path_factory.mktemp("audiences") / "lijst van Vera Vos"
    write_csv(folder, "gemeenten", "id;naam", "GM1;Aa")
    write_csv(
        folder,
        "raden",
        "id;naam;gemeente",
        *(f"r{i};Raad {name};GM1" for i, name in enumerate(("Een", "Twee", "Drie", "Vier"))),
    )
    write_csv(folder, "clientenorganisaties", "id;naam;actief in", "p6;Patiënten Zes;Aa")
    write_csv(folder, "personen", "id;naam", "an;Anna Aal", "ve;Vera Vos", "ad;Ada Adriaans", "jo;Jo Jol")
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
    assert [size["persons"] for size in sizes] == [4, 4, None]
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


@pytest.mark.parametrize("audience", ["partners", "public"])
def test_others_than_the_hub_see_a_number_of_the_source_and_no_name_of_a_file(
    file: Path, audience: str, tmp_path: Path
) -> None:
    """The folder is called after Vera, who chairs a council: her name is told where she is, and nowhere else."""
    ask = ("--on", DAY, "--audience", audience)
    made = [tmp_path / name for name in ("kaart.html", "rapport.html", "n.gexf", "n.graphml")]
    for command, path in zip(("map", "report", "export", "export"), made, strict=True):
        done("--file", file, command, *ask, "--output", path)
    texts = [path.read_text(encoding="utf-8") for path in made]
    for form in ("table", "json", "csv"):
        texts += [done("--file", file, "fragile", "--why", "--limit", "0", "--format", form, *ask).out]
        texts += [
            done("--file", file, "show", name, "--format", form, *ask).out for name in ("Raad Drie", "Patiënten Zes")
        ]
    assert not [text for text in texts if "lijst van" in text]
    if audience == "partners":
        assert "bron 1, blad zetels, rij 4" in done("--file", file, "show", "Raad Drie", *ask).out.replace("\n", " ")


def test_the_name_of_a_sheet_may_be_that_of_a_person() -> None:
    from graph.model import Evidence
    from graph.views import for_audience, take
    from tests.networks import network, relation

    places = ("zetels!2", "Leden Vera Vos!3", "een zin over Vera Vos")
    sources = tuple(Evidence(name, where) for name, where in zip(("b.xlsx", "a.xlsx", "b.xlsx"), places, strict=True))
    seen = take(
        network([relation("active_in", "council:c", "municipality:m", sources=sources)]), for_audience("partners")
    )
    assert [(one.source, one.where) for one in seen.relations[0].sources] == [
        ("#1", "zetels!2"),
        ("#2", "?!3"),
        ("#1", ""),
    ]


def test_what_the_public_is_not_told_is_no_zero(file: Path) -> None:
    """There is an adviser, without whom the network falls apart: nobody says to the public that there is none."""
    inside = done("--file", file, "whatif", "--without-advisers", "--on", DAY, "--format", "json").data
    assert inside["without"]
    ask = ("whatif", "--without-advisers", "--on", DAY, "--audience", "public")
    data = done("--file", file, *ask, "--format", "json").data
    assert [data[key] for key in ("without", "pairs_lost", "after")] == [None, None, None]
    assert data["network"]["persons"] is None
    out = done("--file", file, *ask).out
    assert "niet aan iedereen verteld" in out
    assert "Personen: niet verteld" in out
    assert "geen adviseurs" not in out
    assert "0%" not in out


def test_where_a_tie_is_hidden_nothing_is_said_of_it_that_is_not_so(file: Path) -> None:
    """Without Vera two organisations come loose: partners are not told so, and not told that nobody does either."""
    whole, partly = ("--on", DAY), ("--on", DAY, "--audience", "partners")
    ask = ("whatif", "--without", "Vera Vos")
    assert done("--file", file, *ask, *whole, "--format", "json").data["pairs_lost"] > 0
    assert "groter zijn" not in " ".join(done("--file", file, *ask, *whole).out.split())
    assert "groter zijn" in " ".join(done("--file", file, *ask, *partly).out.split())
    inside, ways = (done("--file", file, "path", "Raad Vier", "Raad Drie", *view).out for view in (whole, partly))
    assert "(hier niet te zien)" in ways and "(hier niet te zien)" not in inside
    # Of the way through the municipality nobody is known to the hub either.
    assert ways.count("niemand bekend") == inside.count("niemand bekend") == 1

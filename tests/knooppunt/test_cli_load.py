"""Loading: new, changed and unchanged versions, all or nothing, withdrawing, and looking back."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.knooppunt.command_line import Result, done, run, write_csv


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return where a network file may come."""
    return tmp_path / "netwerk.knooppunt"


@pytest.fixture
def people(tmp_path: Path) -> Path:
    """Return a list of two persons and what they hold together."""
    folder = tmp_path / "mensen"
    write_csv(folder, "personen", "id;naam", "an;An de Boer", "bo;Bo Smit")
    write_csv(folder, "raden", "id;naam", "r1;Raad Een", "r2;Raad Twee")
    write_csv(folder, "contacten", "organisatie a;organisatie b;via", "r1;r2;An de Boer")
    return folder


def _sources(file: Path) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = done("--file", file, "sources", "list", "--format", "json").data["sources"]
    return listed


def _names(file: Path, *options: str) -> set[str]:
    found = done("--file", file, "search", "a", "--limit", "100", "--format", "json", *options).data["results"]
    return {hit["name"] for hit in found if hit["kind"] in ("person", "council")}


def test_a_first_load(file: Path, people: Path) -> None:
    result = done("--file", file, "load", people)
    assert result.out.splitlines() == [
        "mensen: geladen.",
        "  contacten: 1 rij gelezen, 1 opgeslagen, 0 weggelaten",
        "  personen: 2 rijen gelezen, 2 opgeslagen, 0 weggelaten",
        "  raden: 2 rijen gelezen, 2 opgeslagen, 0 weggelaten",
        "Nieuw in uw netwerk: 2 personen (An de Boer, Bo Smit), 2 raden (Raad Een, Raad Twee) en 1 contact.",
        f"Volgende stap: knooppunt --file {file} fragile (wat hangt er aan één persoon?) of "
        f"knooppunt --file {file} map (een kaart).",
    ]
    (source,) = _sources(file)
    assert (source["source"], source["status"], source["records"]) == ("mensen", "loaded", 5)
    assert source["path"] == str(people)
    assert [(c["sheet"], c["read"], c["stored"], c["left_out"]) for c in source["counts"]] == [
        ("contacten", 1, 1, 0),
        ("personen", 2, 2, 0),
        ("raden", 2, 2, 0),
    ]
    assert datetime.fromisoformat(source["loaded_at"]).tzinfo is not None


def test_the_same_bytes_change_nothing(file: Path, people: Path) -> None:
    done("--file", file, "load", people)
    before = file.read_bytes()
    assert done("--file", file, "load", people).out == "mensen: niets veranderd, dit was al geladen.\n"
    assert file.read_bytes() == before


def test_a_new_version_replaces_what_the_source_said(file: Path, people: Path) -> None:
    done("--file", file, "load", people)
    write_csv(people, "personen", "id;naam", "an;An de Boer", "cas;Cas Vaals")
    result = done("--file", file, "load", people)
    assert result.out.startswith("mensen: nieuwe versie geladen; wat deze bron eerder zei, is vervangen.\n")
    assert _names(file) == {"An de Boer", "Cas Vaals", "Raad Een", "Raad Twee"}
    versions = done("--file", file, "sources", "show", "mensen", "--format", "json").data["sources"]
    assert len(versions) == 2
    assert versions[0]["hash"] != versions[1]["hash"]


def _changed(file: Path, *arguments: str | Path) -> list[str]:
    """Load, and return what it says of the network as a whole."""
    result = run("--file", file, "load", *arguments)
    assert result.status == 0, result
    out = result.out.splitlines()
    return [line for line in out if "netwerk: " in line or line.startswith("Bij ") or "gelijk" in line]


def test_a_load_tells_what_came_and_what_went(file: Path, tmp_path: Path) -> None:
    """Counted by hand; what another list tells as well stays, and what is written otherwise changed."""
    folder = tmp_path / "raad"
    write_csv(folder, "personen", "naam;e-mail", "Puk Lage;", "Jip Kade;", "Bo Dijk;")
    write_csv(folder, "raden", "naam;wetten", "Raad Zee;Wmo")
    seats = "Puk Lage;Raad Zee", "Jip Kade;Raad Zee", "Bo Dijk;Raad Zee"
    write_csv(folder, "zetels", "persoon;organisatie", *seats)
    assert _changed(file, folder) == [
        "Nieuw in uw netwerk: 3 personen, 1 raad (Raad Zee), 1 onderwerp (Wmo), 1 onderwerp van een organisatie en 3 zetels."
    ]
    other = tmp_path / "ook"
    write_csv(other, "personen", "naam", "Bo Dijk")
    assert _changed(file, other) == ["Uw netwerk is gelijk gebleven."]
    write_csv(folder, "personen", "naam;e-mail", "Puk Lage;puk@example.org", "An Veer;")
    write_csv(folder, "zetels", "persoon;organisatie", "Puk Lage;Raad Zee", "An Veer;Raad Zee")
    assert _changed(file, folder, "--yes") == [
        "Nieuw in uw netwerk: 1 persoon (An Veer) en 1 zetel.",
        "Weg uit uw netwerk: 1 persoon (Jip Kade) en 2 zetels.",
        "Bij 1 persoon, organisatie of verband is iets veranderd.",
    ]


def test_without_people_the_next_step_is_another(file: Path, tmp_path: Path) -> None:
    out = done("--file", file, "load", write_csv(tmp_path / "x", "raden", "naam", "Raad Zee").parent).out
    assert out.splitlines()[-1].startswith("Er staan nog geen mensen in uw netwerk. Volgende stap: ")
    assert "gaps" in out


def test_two_sources_say_more_than_one(file: Path, people: Path, tmp_path: Path) -> None:
    more = write_csv(tmp_path / "meer", "contacten", "organisatie a;organisatie b;via", "r1;r2;bo").parent
    result = done("--file", file, "load", people, more)
    assert result.out.splitlines()[0] == "mensen: geladen."
    assert "meer: geladen." in result.out.splitlines()
    shown = done("--file", file, "show", "r1", "--format", "json").data
    (contact,) = shown["relations"]
    assert {carrier["id"] for carrier in contact["carriers"]} == {"person:an", "person:bo"}
    assert {item["source"] for item in contact["evidence"]} == {"mensen", "meer"}


def test_all_or_nothing_over_several_lists(file: Path, people: Path, tmp_path: Path) -> None:
    done("--file", file, "load", write_csv(tmp_path / "eerst", "personen", "naam", "Eva Eerst").parent)
    before = file.read_bytes()
    bad = write_csv(tmp_path / "fout", "zetels", "persoon;organisatie", "An de Boer;Raad Drie").parent
    result = run("--file", file, "load", people, bad)
    assert result.status == 3
    assert "mensen: niet geladen." in result.out
    assert "fout: niet geladen." in result.out
    assert "  personen: 2 rijen gelezen, 0 opgeslagen, 2 weggelaten" in result.out
    complaints = result.err.splitlines()
    assert complaints[0].startswith(
        "fout, blad zetels, rij 2, kolom organisatie: ‘Raad Drie’ staat in geen enkele lijst"
    )
    assert complaints[-1].startswith("Fout: Er is niets geladen: er is 1 probleem (zie hierboven).")
    assert file.read_bytes() == before
    assert [source["source"] for source in _sources(file)] == ["eerst"]


def test_a_refused_first_load_leaves_no_file(file: Path, tmp_path: Path) -> None:
    bad = write_csv(tmp_path / "fout", "personen", "id;naam;sinds", "an;An;31-2-2020", "bo;;").parent
    result = run("--file", file, "load", bad)
    assert result.status == 3
    assert result.err.splitlines() == [
        "fout, blad personen, rij 2, kolom sinds: ‘31-2-2020’ is geen datum. Schrijf bijvoorbeeld 12-9-2017, "
        "12 september 2017, sept. 2017 of 2017, met het jaar in vier cijfers.",
        "fout, blad personen, rij 3, kolom naam: Deze cel is leeg, maar moet gevuld zijn. Vul hem in, of haal de hele rij "
        "weg.",
        "Fout: Er is niets geladen: er zijn 2 problemen (zie hierboven). Verbeter de lijst, of laad met --skip-bad-rows "
        "zonder de rijen met een fout.",
    ]
    assert [path for path in tmp_path.iterdir() if path.name.startswith(file.name)] == []


def test_skip_bad_rows_lists_every_row_left_out(file: Path, people: Path) -> None:
    write_csv(people, "personen", "id;naam;sinds", "an;An de Boer;", "bo;;", "cas;Cas Vaals;ooit")
    write_csv(people, "zetels", "persoon;organisatie", "bo;r1", "cas;r2")
    result = run("--file", file, "load", people, "--skip-bad-rows")
    assert result.status == 0
    lines = result.err.splitlines()
    assert lines[0].startswith("mensen, blad personen, rij 3, kolom naam: Deze cel is leeg")
    assert lines[1].startswith("mensen, blad personen, rij 4, kolom sinds: ‘ooit’ is geen datum.")
    assert any(line.startswith("Let op: mensen, blad zetels, rij 2: Deze rij is weggelaten") for line in lines)
    assert lines[-3:] == [
        "Weggelaten: mensen, blad personen, rij 3",
        "Weggelaten: mensen, blad zetels, rij 2",
        "Cel weggelaten: mensen, blad personen, rij 4, kolom sinds. De rij is wel geladen.",
    ]
    told = "  personen: 3 rijen gelezen, 2 opgeslagen, 1 weggelaten, 1 cel weggelaten uit rijen die wel geladen zijn"
    assert told in result.out
    assert "  zetels: 2 rijen gelezen, 1 opgeslagen, 1 weggelaten" in result.out
    assert _names(file) == {"An de Boer", "Cas Vaals", "Raad Een", "Raad Twee"}
    (source,) = _sources(file)
    (persons,) = (count for count in source["counts"] if count["sheet"] == "personen")
    assert (persons["left_out"], persons["cells"]) == (1, 1)
    assert [(place["row"], place["column"]) for place in persons["places"]] == [(3, ""), (4, "sinds")]
    shown = done("--file", file, "sources", "show", "mensen").out
    assert "blad personen, rij 4, kolom sinds" in " ".join(shown.split())


def test_skip_bad_rows_does_not_help_when_a_column_is_missing(file: Path, tmp_path: Path) -> None:
    bad = write_csv(tmp_path / "fout", "personen", "id;email", "an;an@example.org").parent
    result = run("--file", file, "load", bad, "--skip-bad-rows")
    assert result.status == 3
    assert "De kolom ‘naam’ ontbreekt" in result.err
    assert result.err.splitlines()[-1].endswith("dus --skip-bad-rows helpt niet. Verbeter de lijst.")
    assert not file.exists()


def test_a_source_gets_another_name(file: Path, people: Path) -> None:
    assert done("--file", file, "load", people, "--source", "leden 2026").out.startswith("leden 2026: geladen.")
    assert [source["source"] for source in _sources(file)] == ["leden 2026"]
    # The name decides what is replaced, not the place on disk.
    moved = people.rename(people.with_name("verplaatst"))
    assert "niets veranderd" in done("--file", file, "load", moved, "--source", "leden 2026").out


def test_two_lists_of_one_name_are_refused(file: Path, people: Path, tmp_path: Path) -> None:
    other = write_csv(tmp_path / "elders" / "mensen", "personen", "naam", "Dirk").parent
    result = run("--file", file, "load", people, other)
    assert result.status == 2
    assert "Twee lijsten heten mensen." in result.err
    assert not file.exists()


def test_withdraw_and_load_again(file: Path, people: Path) -> None:
    done("--file", file, "load", people)
    everybody = _names(file)
    result = done("--file", file, "sources", "withdraw", "mensen")
    assert result.out.startswith("De bron mensen is ingetrokken.")
    assert _names(file) == set()
    assert [source["status"] for source in _sources(file)] == ["withdrawn"]
    again = run("--file", file, "sources", "withdraw", "mensen")
    assert (again.status, again.err) == (2, "Fout: De bron mensen was al ingetrokken.\n")
    assert done("--file", file, "load", people).out.startswith("mensen: nieuwe versie geladen")
    assert _names(file) == everybody
    shown = done("--file", file, "sources", "show", "mensen", "--format", "json").data["sources"]
    assert [version["status"] for version in shown] == ["loaded", "withdrawn", "loaded"]


def _told_at(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    moment = datetime(day.year, day.month, day.day, 12, 0).astimezone()
    monkeypatch.setattr("knooppunt.cli.data.now", lambda: moment)


def test_as_known_shows_what_was_loaded_by_then(file: Path, people: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, third = date(2026, 1, 10), date(2026, 3, 10), date(2026, 5, 10)
    _told_at(monkeypatch, first)
    done("--file", file, "load", people)
    _told_at(monkeypatch, second)
    write_csv(people, "personen", "id;naam", "an;An de Boer", "cas;Cas Vaals")
    done("--file", file, "load", people)
    _told_at(monkeypatch, third)
    done("--file", file, "sources", "withdraw", "mensen")

    councils = {"Raad Een", "Raad Twee"}
    known = {
        first - timedelta(days=1): set[str](),
        first: {"An de Boer"} | councils,
        second - timedelta(days=1): {"An de Boer"} | councils,
        second: {"An de Boer", "Cas Vaals"} | councils,
        third: set[str](),
    }
    assert {day: _names(file, "--as-known", day.isoformat()) for day in known} == known


def test_what_points_to_a_withdrawn_source_is_told(file: Path, people: Path, tmp_path: Path) -> None:
    more = write_csv(tmp_path / "meer", "zetels", "persoon;organisatie;rol", "bo;r1;lid", "bo;r2;lid").parent
    done("--file", file, "load", people, more)
    withdrawn = run("--file", file, "sources", "withdraw", "mensen")
    assert withdrawn.status == 0
    assert withdrawn.err == "Let op: in meer hangen 2 verbanden aan wat weggaat, en tellen dan niet meer mee\n"
    result: Result = run("--file", file, "fragile", "--on", "2026-01-01")
    assert result.status == 0
    assert result.err.startswith(
        "Let op: 2 verbanden tellen niet of niet helemaal mee, omdat ze wijzen naar wat in geen enkele bron"
    )


def test_sources_in_every_form(file: Path, people: Path, tmp_path: Path) -> None:
    done("--file", file, "load", people)
    plain = done("--file", file, "sources")
    assert plain.out == done("--file", file, "sources", "list").out
    assert "mensen" in plain.out
    csv = done("--file", file, "sources", "list", "--format", "csv").out
    assert csv.splitlines()[0] == "bron;geladen op;stand;gelezen;opgeslagen;weggelaten"
    book = tmp_path / "bronnen.xlsx"
    assert done("--file", file, "sources", "list", "--format", "xlsx", "--output", book).out == ""
    assert book.read_bytes().startswith(b"PK")


def test_the_file_comes_from_the_environment(file: Path, people: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KNOOPPUNT_FILE", str(file))
    done("load", people)
    assert "mensen" in done("sources").out
    assert run("--file", file.with_name("anders.knooppunt"), "sources").status == 4


def test_a_list_given_by_a_relative_path_is_called_after_itself(
    file: Path, people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(people)
    assert done("--file", file, "load", ".").out.startswith("mensen: geladen.")
    write_csv(people, "personen", "naam;sinds", "An;ooit")
    assert "\nmensen, blad personen, rij 2, kolom sinds: " in run("--file", file, "load", ".").err


def test_namesakes_are_told_apart_by_where_they_are(file: Path, tmp_path: Path) -> None:
    first, second = (
        write_csv(tmp_path / name, "raden", "naam;gemeente", f"Cliëntenraad;{name}").parent
        for name in ("Haarlem", "Velsen")
    )
    people = write_csv(tmp_path / "mensen", "personen", "naam;gemeente", "Jan;Haarlem").parent
    done("--file", file, "load", first, second, people)
    found = done("--file", file, "search", "cliëntenraad", "--format", "csv").out
    assert found.splitlines()[1:] == [
        "Cliëntenraad;raad;Haarlem;council:clientenraad",
        "Cliëntenraad;raad;Velsen;council:clientenraad-velsen",
    ]
    assert "Jan;persoon;Haarlem;person:jan" in done("--file", file, "search", "jan", "--format", "csv").out


def test_leaving_rows_out_is_advised_only_where_it_helps(tmp_path: Path) -> None:
    for name, lines, helps in (("raden", "naam;sinds\nA;ooit\n", True), ("onzin", "kleur\nA\n", False)):
        lists = tmp_path / f"{name}.csv"
        lists.write_text(lines, encoding="utf-8")
        refused = run("--file", tmp_path / "n.kn", "load", lists)
        assert refused.status == 3
        assert ("of laad met --skip-bad-rows" in refused.err) == helps
        assert run("--file", tmp_path / "n.kn", "load", lists, "--skip-bad-rows").status == (0 if helps else 3)

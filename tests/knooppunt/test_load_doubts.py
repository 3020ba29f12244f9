"""What a load asks about first: a version that loses rows, and a list that may be another one than its name says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.knooppunt.command_line import Result, at_a_terminal, done, run, write_csv


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return where a network file may come."""
    return tmp_path / "netwerk.knooppunt"


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    """Return a folder with two persons, a council and their seats."""
    folder = tmp_path / "lijst"
    write_csv(folder, "personen", "naam", "Puk Lage", "Jip Kade")
    write_csv(folder, "raden", "naam", "KBO Raad")
    write_csv(folder, "zetels", "persoon;organisatie", "Puk Lage;KBO Raad", "Jip Kade;KBO Raad")
    return folder


def _refused(result: Result) -> str:
    assert result.status == 3, result
    return result.err


def _loaded(file: Path, *arguments: str | Path) -> Result:
    """Load with something to say about it."""
    result = run("--file", file, "load", *arguments)
    assert result.status == 0, result
    return result


def _seats(file: Path, name: str) -> int:
    return len(done("--file", file, "show", name, "--format", "json").data["relations"])


def test_an_empty_sheet_swallows_nothing_that_refers_to_it(tmp_path: Path, file: Path, lists: Path) -> None:
    (lists / "personen.csv").write_bytes(b"")
    err = _refused(run("--file", file, "load", lists))
    assert "blad zetels, rij 2, kolom persoon: ‘Puk Lage’ staat in geen enkele lijst" in err
    assert not file.exists()

    other = tmp_path / "contacten"
    write_csv(other, "raden", "")
    write_csv(other, "clientenorganisaties", "naam", "Bond A", "Bond B")
    write_csv(other, "contacten", "organisatie a;organisatie b", "Bond A;Raad X")
    assert "‘Raad X’ staat in geen enkele lijst" in _refused(run("--file", file, "load", other))


def test_a_version_that_empties_a_sheet_is_refused(file: Path, lists: Path) -> None:
    done("--file", file, "load", lists)
    (lists / "zetels.csv").write_text("persoon;organisatie\n", encoding="utf-8")
    err = _refused(run("--file", file, "load", lists))
    assert "in de nieuwe versie ontbreken rijen of cellen die nu in uw netwerk staan" in err
    assert "blad zetels: alle 2 rijen gaan weg (Puk Lage – KBO Raad; Jip Kade – KBO Raad)" in err
    assert "--yes" in err
    assert len(done("--file", file, "sources", "show", "lijst", "--format", "json").data["sources"]) == 1
    (lists / "personen.csv").write_bytes(b"")
    err = _refused(run("--file", file, "load", lists))
    assert "blad personen: alle 2 rijen gaan weg (Puk Lage; Jip Kade)" in err


def test_a_version_without_a_sheet_is_refused_and_yes_goes_on(file: Path, lists: Path) -> None:
    done("--file", file, "load", lists)
    (lists / "zetels.csv").unlink()
    assert "blad zetels: alle 2 rijen gaan weg" in _refused(run("--file", file, "load", lists))
    assert _seats(file, "KBO Raad") == 2
    result = _loaded(file, lists, "--yes")
    assert "blad zetels: alle 2 rijen gaan weg" in result.err
    assert "nieuwe versie geladen" in result.out
    assert _seats(file, "KBO Raad") == 0


@pytest.mark.parametrize(
    ("before", "after", "asked"), [(20, 19, False), (20, 18, False), (20, 17, True), (5, 4, False)]
)
def test_more_than_a_tenth_of_a_sheet(tmp_path: Path, file: Path, before: int, after: int, asked: bool) -> None:
    folder = tmp_path / "mensen"
    write_csv(folder, "personen", "naam", *(f"Persoon {number}" for number in range(before)))
    done("--file", file, "load", folder)
    write_csv(folder, "personen", "naam", *(f"Persoon {number}" for number in range(after)))
    result = run("--file", file, "load", folder)
    assert result.status == (3 if asked else 0), result
    assert (f"{before - after} van de {before} rijen gaan weg" in result.err) == asked


def test_a_tenth_of_all_rows_together(tmp_path: Path, file: Path) -> None:
    """One row of each of three sheets: of none is it two, of all together it is a quarter."""
    folder = tmp_path / "alles"

    def write(count: int) -> None:
        for sheet in ("personen", "raden", "platforms"):
            write_csv(folder, sheet, "naam", *(f"{sheet} {number}" for number in range(count)))

    write(4)
    done("--file", file, "load", folder)
    write(3)
    err = _refused(run("--file", file, "load", folder))
    assert err.count("1 van de 4 rijen gaat weg") == 3


def _ties(folder: Path, themes: list[str], via: list[str], names: list[str] | None = None) -> None:
    """Write a list of contacts of which some are kept alive, and of bonds with themes; an empty list: no such column."""
    names = names or [f"Bond {number}" for number in range(len(themes))]
    write_csv(folder, "personen", "naam", "Puk", "Jip")
    write_csv(
        folder, "clientenorganisaties", "naam;thema's", *(";".join(row) for row in zip(names, themes, strict=True))
    )
    pairs = [f"{one};{other};{who}" for one, other, who in zip(names, names[1:], via, strict=False)]
    write_csv(folder, "contacten", "organisatie a;organisatie b;via", *pairs)


@pytest.mark.parametrize(
    ("themes", "via", "told"),
    [
        (
            [""] * 12,
            ["Puk"] * 11,
            "blad clientenorganisaties, kolom thema's: alle 12 gevulde cellen zijn nu leeg (Bond 0; ",
        ),
        (
            ["inkoop"] * 12,
            [""] * 11,
            "blad contacten, kolom via: alle 11 gevulde cellen zijn nu leeg (Bond 0 – Bond 1; ",
        ),
        (
            ["inkoop"] * 10 + [""] * 2,
            ["Jip"] * 11,
            "kolom thema's: 2 van de 12 gevulde cellen zijn nu leeg (Bond 10; Bond 11)",
        ),
        (["vervoer"] * 11 + [""], ["Jip"] * 11, ""),
    ],
)
def test_a_version_that_empties_a_column(
    tmp_path: Path, file: Path, themes: list[str], via: list[str], told: str
) -> None:
    folder = tmp_path / "lijst"
    _ties(folder, ["inkoop"] * 12, ["Puk"] * 11)
    done("--file", file, "load", folder)
    _ties(folder, themes, via)
    result = run("--file", file, "load", folder)
    assert result.status == (3 if told else 0), result
    assert told in result.err
    assert bool(told) == ("rijen of cellen" in result.err)
    assert run("--file", file, "load", folder, "--yes").status == 0


def test_a_column_that_is_no_longer_there_and_the_last_cell_of_one(tmp_path: Path, file: Path) -> None:
    folder = tmp_path / "lijst"
    write_csv(folder, "personen", "naam;telefoon;opmerking", "Puk;06-1;iets", "Jip;06-2;")
    done("--file", file, "load", folder)
    write_csv(folder, "personen", "naam;opmerking", "Puk;", "Jip;")
    err = _refused(run("--file", file, "load", folder))
    assert "blad personen, kolom telefoon: alle 2 gevulde cellen zijn nu leeg (Puk; Jip)" in err
    assert "blad personen, kolom opmerking: de enige gevulde cel is nu leeg (Puk)" in err


def test_who_goes_takes_her_cells_along(tmp_path: Path, file: Path) -> None:
    folder = tmp_path / "lijst"
    write_csv(folder, "personen", "naam;telefoon", "Puk;06-1", *(f"Persoon {number};" for number in range(9)))
    done("--file", file, "load", folder)
    write_csv(folder, "personen", "naam;telefoon", *(f"Persoon {number};" for number in range(9)))
    assert done("--file", file, "load", folder).err == ""


def test_one_row_that_another_list_refers_to_is_told(tmp_path: Path, file: Path) -> None:
    folder = tmp_path / "mensen"
    people = [f"Persoon {number}" for number in range(20)]
    write_csv(folder, "personen", "naam", *people)
    done("--file", file, "load", folder)
    other = tmp_path / "zetels"
    write_csv(other, "raden", "naam", "Raad")
    write_csv(other, "zetels", "persoon;organisatie", "Persoon 19;Raad")
    done("--file", file, "load", other)
    write_csv(folder, "personen", "naam", *people[:19])
    err = _loaded(file, folder).err
    assert "mensen: in de nieuwe versie ontbreken rijen waar andere lijsten naar verwijzen" in err
    assert "1 van de 20 rijen gaat weg (Persoon 19)" in err
    assert "in zetels hangt 1 verband aan wat weggaat" in err


def test_what_hangs_on_a_list_that_is_withdrawn_is_told(tmp_path: Path, file: Path) -> None:
    folder, other = tmp_path / "mensen", tmp_path / "zetels"
    write_csv(folder, "personen", "naam", "Puk Lage", "Jip Kade")
    write_csv(other, "raden", "naam", "Raad")
    write_csv(other, "zetels", "persoon;organisatie", "Puk Lage;Raad", "Jip Kade;Raad")
    done("--file", file, "load", folder)
    done("--file", file, "load", other)
    result = run("--file", file, "sources", "withdraw", "mensen")
    assert result.status == 0
    assert "in zetels hangen 2 verbanden aan wat weggaat" in result.err
    assert done("--file", file, "sources", "withdraw", "zetels").err == ""


def test_a_contact_turned_round_is_the_same_row(tmp_path: Path, file: Path) -> None:
    folder = tmp_path / "lijst"
    _ties(folder, ["inkoop"] * 12, ["Puk"] * 11)
    done("--file", file, "load", folder)
    names = [f"Bond {number}" for number in range(12)]
    _ties(folder, ["inkoop"] * 12, ["Puk"] * 11, names[::-1])
    assert done("--file", file, "load", folder).err == ""


def test_what_hangs_on_it_in_other_lists_is_told(tmp_path: Path, file: Path, lists: Path) -> None:
    done("--file", file, "load", lists)
    other = tmp_path / "anderen"
    write_csv(other, "personen", "naam", "Teun Vos")
    write_csv(other, "zetels", "persoon;organisatie", "Teun Vos;KBO Raad", "Puk Lage;KBO Raad")
    done("--file", file, "load", other)
    for name in ("personen", "zetels", "raden"):
        (lists / f"{name}.csv").unlink()
    write_csv(lists, "platforms", "naam", "Overleg")
    err = _refused(run("--file", file, "load", lists))
    assert "in anderen hangen 2 verbanden aan wat weggaat, en tellen dan niet meer mee" in err


def test_a_list_of_another_year_is_proposed_as_a_version(tmp_path: Path, file: Path) -> None:
    first, second = tmp_path / "ledenlijst 2025", tmp_path / "ledenlijst 2026"
    write_csv(first, "personen", "naam", "Jip", "Puk")
    write_csv(first, "raden", "naam", "ASD", "KBO Raad")
    write_csv(first, "zetels", "persoon;organisatie;rol", "Jip;ASD;voorzitter", "Puk;KBO Raad;lid")
    write_csv(second, "personen", "naam", "Puk")
    write_csv(second, "raden", "naam", "ASD")
    write_csv(second, "zetels", "persoon;organisatie;rol", "Puk;ASD;voorzitter")
    assert done("--file", file, "load", first).err == ""
    err = _loaded(file, second).err
    assert "ledenlijst 2026 lijkt een nieuwe versie van ‘ledenlijst 2025’" in err
    assert "--source 'ledenlijst 2025'" in err
    assert "knooppunt sources withdraw 'ledenlijst 2026'" in err


def test_a_list_with_most_of_the_same_rows_is_proposed_as_a_version(tmp_path: Path, file: Path) -> None:
    people = [f"Persoon {number}" for number in range(12)]
    for name, rows in (("goed", people), ("iets heel anders", people[2:])):
        write_csv(tmp_path / name, "personen", "naam", *rows)
    done("--file", file, "load", tmp_path / "goed")
    err = _loaded(file, tmp_path / "iets heel anders").err
    assert "iets heel anders lijkt een nieuwe versie van ‘goed’" in err


def test_lists_of_the_same_form_are_no_versions(tmp_path: Path, file: Path) -> None:
    """Two councils' member lists share their municipalities and one member, and begin with the same word."""
    for council, offset in (("aalten", 0), ("lochem", 11)):
        folder = tmp_path / f"ledenlijst {council} 2026"
        write_csv(folder, "gemeenten", "naam", "Aalten", "Lochem", "Zutphen", "Berkelland", "Winterswijk", "Oost Gelre")
        write_csv(folder, "personen", "naam", *(f"Persoon {number + offset}" for number in range(12)))
        write_csv(folder, "raden", "naam", f"Adviesraad {council}")
        assert done("--file", file, "load", folder).err == ""


def test_the_same_name_from_another_folder_is_no_new_version(tmp_path: Path, file: Path) -> None:
    for place, names in (("lochem", ("An", "Bo", "Cas")), ("aalten", ("Do", "Els"))):
        write_csv(tmp_path / place, "personen", "naam", *names)
    done("--file", file, "load", tmp_path / "lochem" / "personen.csv")
    path = tmp_path / "aalten" / "personen.csv"
    err = _refused(run("--file", file, "load", path))
    assert "is nu een andere lijst met dezelfde naam" in err
    assert "--source 'aalten-personen'" in err
    done("--file", file, "load", path, "--source", "aalten-personen")
    assert [done("--file", file, "show", name).status for name in ("An", "Do")] == [0, 0]


def test_a_new_version_from_another_folder_is_one(tmp_path: Path, file: Path) -> None:
    for place, names in (("oud", ("An", "Bo", "Cas")), ("nieuw", ("An", "Bo", "Cas", "Do"))):
        write_csv(tmp_path / place, "personen", "naam", *names)
        result = done("--file", file, "load", tmp_path / place / "personen.csv")
    assert "nieuwe versie geladen" in result.out
    assert result.err == ""


def test_nothing_of_several_lists_is_stored_until_one_is_agreed(tmp_path: Path, file: Path, lists: Path) -> None:
    done("--file", file, "load", lists)
    (lists / "zetels.csv").unlink()
    write_csv(tmp_path / "extra", "personen", "naam", "Nieuw Iemand")
    _refused(run("--file", file, "load", tmp_path / "extra", lists))
    assert len(done("--file", file, "sources", "list", "--format", "json").data["sources"]) == 1


@pytest.mark.parametrize(("typed", "status", "seats"), [("n\n", 3, 2), ("\n", 3, 2), ("wat\nj\n", 0, 0)])
def test_on_a_terminal_it_is_asked(file: Path, lists: Path, typed: str, status: int, seats: int) -> None:
    done("--file", file, "load", lists)
    (lists / "zetels.csv").unlink()
    code, shown = at_a_terminal(typed, "--file", str(file), "load", str(lists))
    assert "blad zetels: alle 2 rijen gaan weg" in shown
    assert "Toch doorgaan? [j/N]" in shown
    assert ("Typ j (ja) of n (nee)" in shown) == typed.startswith("wat")
    assert code == status, shown
    assert _seats(file, "KBO Raad") == seats


# --- ids that belong to somebody else now ------------------------------------------------------------------------------


def _people(folder: Path, *names: str) -> None:
    write_csv(folder, "personen", "id;naam", *(f"p{number};{name}" for number, name in enumerate(names)))


def test_ids_that_moved_up_are_asked_about(tmp_path: Path, file: Path) -> None:
    """Somebody took a row away and counted anew: every tie of another list would be somebody else's."""
    folder = tmp_path / "mensen"
    _people(folder, "Puk Lage", "Jip Kade", "Teun Vos", "Bo Dijk")
    done("--file", file, "load", folder)
    _people(folder, "Jip Kade", "Teun Vos", "Bo Dijk", "An Veer")
    err = _refused(run("--file", file, "load", folder))
    assert "mensen: in de nieuwe versie horen ids bij een andere naam" in err
    assert "blad personen: alle 4 ids hebben nu een andere naam (Puk Lage → Jip Kade; Jip Kade → Teun Vos; " in err
    assert run("--file", file, "load", folder, "--yes").status == 0


@pytest.mark.parametrize(("name", "told"), [("Puk Lage-Kade", True), ("An Veer", True), ("puk lage", False)])
def test_one_id_with_another_name_is_told_when_others_refer_to_it(
    tmp_path: Path, file: Path, name: str, told: bool
) -> None:
    folder, other = tmp_path / "mensen", tmp_path / "zetels"
    people = [f"Persoon {number}" for number in range(12)]
    _people(folder, "Puk Lage", *people)
    done("--file", file, "load", folder)
    _people(folder, "Puk Lage", "Iemand Anders", *people[1:])
    assert done("--file", file, "load", folder).err == ""
    write_csv(other, "raden", "naam", "Raad")
    write_csv(other, "zetels", "persoon;organisatie", "p0;Raad")
    done("--file", file, "load", other)
    _people(folder, name, "Iemand Anders", *people[1:])
    err = _loaded(file, folder).err
    assert (f"1 van de 13 ids heeft nu een andere naam (Puk Lage → {name})" in err) == told
    assert bool(err) == told


def test_names_that_are_written_out_are_not_asked_about(tmp_path: Path, file: Path) -> None:
    folder = tmp_path / "mensen"
    _people(folder, "P. Lage", "J. Kade", "T. Vos")
    done("--file", file, "load", folder)
    _people(folder, "Puk Lage", "Jip Kade", "Teun Vos")
    assert done("--file", file, "load", folder).err == ""


_CHAIR = ["Anna Jansen", "Bert Jansen", *(f"Persoon {number}" for number in range(30))]


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["Bert Jansen", "Anna Jansen", *_CHAIR[2:]], "2 van de 32 ids hebben nu een andere naam (Anna Jansen → Bert"),
        (["Bert Jansen", *_CHAIR[2:]], "Anna Jansen → Bert Jansen; Bert Jansen → Persoon 0; "),
        (["Anna de Wit-Jansen", *_CHAIR[1:]], ""),
    ],
)
def test_a_name_that_another_id_had_is_asked_about_whatever_words_they_share(
    tmp_path: Path, file: Path, names: list[str], told: str
) -> None:
    """Nobody else refers to these ids: the seats stand in the same list, and would be somebody else's in silence."""
    folder = tmp_path / "mensen"
    _people(folder, *_CHAIR)
    write_csv(folder, "raden", "naam", "Raad")
    write_csv(folder, "zetels", "persoon;organisatie;rol", "p0;Raad;voorzitter", "p1;Raad;lid")
    done("--file", file, "load", folder)
    _people(folder, *names)
    if not told:
        assert done("--file", file, "load", folder).err == ""
        return
    err = _refused(run("--file", file, "load", folder))
    assert "mensen: in de nieuwe versie horen ids bij een andere naam" in err
    assert told in err
    assert run("--file", file, "load", folder, "--yes").status == 0

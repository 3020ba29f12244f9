"""What the report tells of an earlier day, against two lists whose differences were counted by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest

from graph.vocabulary import AUDIENCES
from knooppunt.usecases.decisions import decide
from knooppunt.usecases.findings import changes, own_rules
from knooppunt.usecases.load import load
from knooppunt.usecases.network import Asked, open_network
from queries.decisions import Decision
from queries.registry import KINDS as REGISTERED
from tests.knooppunt.command_line import done, run, write_csv
from tests.knooppunt.reports import Page

FIRST, SECOND = datetime(2025, 12, 20, 12, tzinfo=UTC), datetime(2026, 11, 1, 12, tzinfo=UTC)
UNTOLD = "niet te zeggen"
BEFORE, DAY = date(2026, 1, 1), date(2026, 11, 22)

NEEDS = """
- id: ouderen
  type: target_group
  kinds: [client_organisation]
  topics: [ouderen]
  severity: medium
  source: test
  text: {nl: ouderen, en: older people}
"""
#: What is followed, as the command diff knows it.
KINDS = {kind.code for kind in REGISTERED.values() if kind.followed}
ATTENTION, MISSING, GAPS = (
    "Wat hangt aan één persoon?",
    "Welke contacten ontbreken?",
    "Waar komt niemand op voor een groep of wet?",
)


def _lists(folder: Path, seats: list[str], active_in: str, contacts: list[str], *, an: str = "voorzitter") -> Path:
    write_csv(folder, "gemeenten", "id;naam", "GM1;Aa")
    write_csv(folder, "raden", "id;naam", "ra;Raad A", "rb;Raad B", "rc;Raad C")
    header = "id;naam;actief in;doelgroepen;bevestigd"
    write_csv(folder, "clientenorganisaties", header, f"vd;Vereniging D;{active_in};ouderen;2026-10-01")
    write_csv(folder, "personen", "id;naam", "an;An Aker", "bo;Bo Beek")
    write_csv(folder, "contacten", "organisatie a;organisatie b", *contacts)
    write_csv(folder, "zetels", "persoon;organisatie;rol", f"an;ra;{an}", *seats)
    return folder


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a network file with two versions of one list.

    First: A - An - B - Bo - C, and D and Aa apart. 5 organisations, 10 pairs, 3 joined; connections AB, BC (one carrier
    each). Without An or Bo 2 pairs are lost. Nobody knows whom there is in Aa.
    Then: An - A, An - B, An - D, Bo - B, and B - C of which nobody knows who keeps it alive; Aa apart. 6 pairs joined;
    connections AB, AD, BD (by An), BC. Without An 5 pairs are lost, without Bo none. D is active in Aa, the only one.
    """
    (tmp_path / "needs.yaml").write_text(NEEDS, encoding="utf-8")
    made = tmp_path / "n.knooppunt"
    folder = tmp_path / "lijst"
    _load(made, _lists(folder, ["an;rb;secretaris", "bo;rb;voorzitter", "bo;rc;secretaris"], "", []), FIRST)
    _load(
        made,
        _lists(folder, ["an;rb;secretaris", "an;vd;secretaris", "bo;rb;voorzitter"], "Aa", ["Raad B;Raad C"]),
        SECOND,
    )
    return made


def _load(file: Path, folder: Path, now: datetime) -> None:
    (result,) = load(file, [folder], now)
    assert result.loaded.problems == []


def _report(file: Path, *options: str, audience: str = "internal", since: date = BEFORE) -> Page:
    path = file.with_suffix(".html")
    asked = ("--on", DAY.isoformat(), "--since", since.isoformat(), "--audience", audience)
    done("--file", file, "report", *asked, "--output", path, *options)
    return Page(path.read_text(encoding="utf-8"))


def _row(page: Page, first: str) -> list[str]:
    """Return the first row that starts with ``first``, without that cell: what changed comes before all other tables."""
    return next(row[1:] for row in page.rows() if row and row[0] == first)


def _told(page: Page) -> tuple[str, str]:
    """Return what is told in words of the new findings, and of those that are gone."""
    _, _, words = page.text("since").rpartition(" Nieuw (")
    new, _, gone = words.partition(" Weg (")
    return new, gone


def test_every_finding_is_counted_once_by_what_became_of_it(file: Path) -> None:
    """New: AD, BD, who keeps BC alive, D knows An only, An has three seats. Graver: An. AB is one of more pairs now.

    Gone: Bo, BC through Bo, C knows Bo only; D no longer apart. That nobody knew whom there is in Aa was no finding.
    """
    page = _report(file)
    # new, graver, less grave, still open, accepted, gone
    assert _row(page, ATTENTION) == ["5", "1", "1", "1", "0", "3"]
    assert _row(page, MISSING) == ["0", "0", "0", "1", "0", "1"]
    assert _row(page, GAPS) == ["1", "0", "0", "0", "0", "0"]
    assert _row(page, "Samen") == ["6", "1", "1", "2", "0", "4"]


def test_the_indicators_then_and_now(file: Path) -> None:
    page = _report(file)
    assert _row(page, "Behoeften waar iemand voor opkomt") == [UNTOLD, "50%", "niet te vergelijken"]  # thin is half
    assert _row(page, "Organisaties die elkaar kunnen bereiken") == ["30%", "60%", "↑ 30 hoger"]
    assert _row(page, "Verbindingen via twee of meer mensen") == ["0%", "0%", "= gelijk"]
    assert _row(page, "Blijft verbonden als één persoon vertrekt") == ["10%", "10%", "= gelijk"]
    assert _row(page, "Blijft verbonden als alle adviseurs vertrekken") == [UNTOLD, UNTOLD, "niet te vergelijken"]
    assert _row(page, "Verbindingen waarvan bekend is wie ze onderhoudt") == ["100%", "75%", "↓ 25 lager"]
    assert _row(page, "Plekken verdeeld over veel mensen") == ["100%", "25%", "↓ 75 lager"]
    assert _row(page, "Maat") == ["1 januari 2026", "22 november 2026", "Verschil in procentpunten"]


def test_the_worst_new_and_gone_ones_are_told_in_words(file: Path) -> None:
    new, gone = _told(_report(file))
    assert new.startswith("6) zeer ernstig Vereniging D hangt aan één persoon: An Aker.")
    assert "Raad B en Vereniging D kennen elkaar" in new or "Vereniging D en Raad B kennen elkaar" in new
    assert new.endswith(
        "En nog 3 andere punten."
    )  # two of the rest are light, and of light ones three are told at most
    assert gone.startswith(
        "4) Dit gold op 1 januari 2026, en nu niet meer. zeer ernstig Zonder Bo Beek raakt Raad C los"
    )
    assert "In Aa" not in gone


def test_one_line_of_the_summary_tells_what_changed(file: Path) -> None:
    told = "Sinds 1 januari 2026: 6 punten nieuw, 4 weg, 1 zwaarder, 1 lichter; gezondheid: 2 maten hoger, 2 lager."
    assert told in _report(file).text("summary")
    path = file.with_suffix(".en.html")
    done("--file", file, "--lang", "en", "report", "--on", "2026-11-22", "--since", "2026-01-01", "--output", path)
    page = Page(path.read_text(encoding="utf-8"))
    told = "Since 1 January 2026: 6 points new, 4 gone, 1 graver, 1 less grave; health: 2 measures higher, 2 lower."
    assert told in page.text("summary")
    assert _row(page, "Organisations that can reach each other") == ["30%", "60%", "↑ 30 higher"]


def test_it_counts_what_diff_counts(file: Path) -> None:
    before, after = Asked(file, BEFORE, as_known=BEFORE), Asked(file, DAY)
    found = changes(open_network(before), open_network(after), own_rules(before.file), KINDS)
    new, heavier, lighter, same, accepted, gone = map(int, _row(_report(file), "Samen"))
    assert (new, gone, accepted) == (len(found.findings_new), len(found.findings_gone), 0)
    assert heavier + lighter == len(found.findings_changed)
    assert heavier + lighter + same == len(found.findings_open)


def test_what_was_decided_stands_with_a_finding(file: Path) -> None:
    """That An has three seats was accepted, D was planned for, and Bo was done before she was gone."""
    bo = Decision("", (), "done", datetime(2026, 5, 3, 12, tzinfo=UTC), note="Er zit nu een tweede lid")
    decide(Asked(file, BEFORE, as_known=BEFORE), "cut-person:person:bo", bo)
    planned = msgspec.structs.replace(bo, status="planned", note="")
    decide(Asked(file, DAY), "single-contact-organisation:client_organisation:vd", planned)
    accepted = msgspec.structs.replace(bo, status="accepted", until=date(2027, 5, 1), note="")
    decide(Asked(file, DAY), "many-seats:person:an", accepted)
    page = _report(file)
    assert _row(page, ATTENTION) == ["4", "1", "1", "1", "1", "3"]
    new, gone = _told(page)
    assert new.startswith("5) zeer ernstig Vereniging D hangt aan één persoon: An Aker.")
    assert "contact. Gepland op 3 mei 2026." in new
    assert "Gedaan op 3 mei 2026: Er zit nu een tweede lid" in gone
    assert "tweede lid" not in _report(file, audience="partners").text()  # why is for colleagues


def test_for_the_public_nothing_about_persons(file: Path) -> None:
    """The public sees what is missing and who is represented by nobody, then and now."""
    page = _report(file, audience="public")
    since = page.text("since")
    assert ATTENTION not in since
    assert "Dit rapport is openbaar. Punten over personen staan er niet in en tellen hier niet mee." in since
    assert _row(page, "Samen") == ["1", "0", "0", "1", "0", "1"]
    assert _row(page, "Plekken verdeeld over veel mensen") == [
        "niet te zeggen",
        "niet te zeggen",
        "niet te vergelijken",
    ]
    assert "Sinds 1 januari 2026: 1 punt nieuw, 1 weg; gezondheid:" in page.text("summary")
    assert not any(name in page.text() for name in ("An Aker", "Bo Beek"))


def test_who_lost_a_public_role_is_not_named_and_not_new(file: Path) -> None:
    """An was chair when the list was loaded and is a member since; Bo is chair all along.

    That An holds the network together is no other finding because partners know her by a code now.
    """
    seats = ["an;rb;lid", "an;vd;lid", "bo;rb;voorzitter"]
    _load(file, _lists(file.parent / "lijst", seats, "Aa", ["Raad B;Raad C"], an="lid"), SECOND)
    page = _report(file, audience="partners")
    assert _row(page, ATTENTION) == ["5", "1", "1", "1", "0", "3"]
    assert "An Aker" not in page.text()
    assert "Bo Beek" in _told(page)[1]


def test_who_got_a_public_role_is_not_new_either(file: Path) -> None:
    """An was a member for some days, and is chair again: nothing else changed. Who tells of both days does not name her."""
    seats = ["an;rb;lid", "an;vd;lid", "bo;rb;voorzitter"]
    for role, day in (("lid", 5), ("voorzitter", 10)):
        lists = _lists(file.parent / "lijst", seats, "Aa", ["Raad B;Raad C"], an=role)
        _load(file, lists, SECOND.replace(day=day))
    page = _report(file, audience="partners", since=date(2026, 11, 6))
    assert _row(page, "Samen") == ["0", "0", "0", "10", "0", "0"]
    assert "An Aker" not in page.text()
    assert "An Aker" in done("--file", file, "show", "Raad A", "--on", DAY.isoformat(), "--audience", "partners").out


def test_a_gone_finding_does_not_name_who_lost_a_public_role(file: Path) -> None:
    """Everything that hung on An is gone, and she is only a member now."""
    _load(file, _lists(file.parent / "lijst", ["bo;rb;voorzitter"], "", ["Raad A;Raad B"], an="lid"), SECOND)
    page = _report(file, audience="partners")
    assert "An Aker" in _told(_report(file))[1]
    assert "An Aker" not in page.text()
    assert _row(page, ATTENTION)[-1] == _row(_report(file), ATTENTION)[-1]  # counted all the same


@pytest.mark.parametrize("audience", AUDIENCES)
def test_before_anything_was_loaded_there_is_nothing_to_compare(file: Path, audience: str) -> None:
    """The lists tell of that day as well, but nobody had loaded them: a table of everything new would say nothing."""
    page = _report(file, audience=audience, since=date(2025, 12, 18))
    told = "Vergelijken met 18 december 2025 kan niet: toen was er nog niets geladen."
    assert page.text("since") == f"Sinds het vorige rapport {told}"
    assert told in page.text("summary")


def test_an_area_that_was_not_there_yet(file: Path, tmp_path: Path) -> None:
    more = write_csv(tmp_path / "meer", "gemeenten", "id;naam", "GM2;Bee").parent
    _load(file, more, SECOND)
    page = _report(file, "--region", "Bee")
    told = "Vergelijken met 1 januari 2026 kan niet: in de gegevens van toen staan geen organisaties uit dit gebied."
    assert page.text("since") == f"Sinds het vorige rapport {told}"


def test_since_the_day_itself_nothing_changed(file: Path) -> None:
    page = _report(file, since=DAY)
    assert _row(page, "Samen") == ["0", "0", "0", "10", "0", "0"]
    assert {row[-1] for row in page.rows() if row[-1].startswith(("↑", "↓", "="))} == {"= gelijk"}


def test_a_region_is_compared_with_itself(file: Path) -> None:
    """Within Aa there was no organisation but Aa itself, which stood alone, and D came."""
    page = _report(file, "--region", "Aa")
    assert _row(page, GAPS) == ["1", "0", "0", "0", "0", "0"]
    assert _row(page, ATTENTION) == ["1", "0", "0", "0", "0", "0"]


def test_a_day_after_the_report_is_refused(file: Path) -> None:
    result = run("--file", file, "report", "--on", "2026-11-22", "--since", "2026-11-23")
    assert result.status == 2
    assert "23 november 2026 ligt na 22 november 2026" in result.err


def test_without_since_nothing_is_compared(file: Path) -> None:
    path = file.with_suffix(".html")
    done("--file", file, "report", "--on", "2026-11-22", "--output", path)
    html = path.read_text(encoding="utf-8")
    assert 'id="since"' not in html
    assert "Sinds" not in Page(html).text()

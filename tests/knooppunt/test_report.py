"""What the report tells, against networks whose answers were counted by hand."""

from __future__ import annotations

import os
import re
import string
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.network import Network
from graph.views import for_audience, take, within
from graph.vocabulary import AUDIENCES
from graph.words.catalogue import LANGUAGES, messages, written_number
from graph.words.phrases import percentage, share_of
from queries.carrying.size import size
from tests.conftest import ROOT
from tests.knooppunt.reports import Page, report, small_network, version
from tests.networks import DAY, network, networks, node, relation

GOLDEN = Path(__file__).resolve().parents[1] / "golden"


def test_the_summary_names_who_the_network_hangs_on_first() -> None:
    page = Page(report(small_network()))
    summary = page.text("summary")
    assert summary.startswith(
        "Het belangrijkste Het netwerk hangt het meest aan Bas Brug (adviseur): zonder deze persoon raken 3"
        " organisaties los van de rest (Raad A, Raad B en Overleg X). Verbonden paren die elkaar dan kwijtraken:"
        " 8 van de 10 (80%). Wat u kunt doen: laat een tweede persoon meedoen"
    )
    assert "Ook Anna Aalbers is onmisbaar" in summary
    assert "Het bijeenroepen van Overleg X hangt aan één persoon." in summary
    assert "Dit is ook de enige adviseur in het netwerk. Zonder adviseurs wordt Overleg X door niemand" in summary
    assert "Van 1 van de 4 verbindingen (25%) weten we niet wie haar onderhoudt" in summary


def test_the_gravest_thing_is_told_first_whatever_kind_it_is() -> None:
    """Nobody parts anything, but one person convenes the platform where everybody meets."""
    members = [relation("participates", f"council:{one}", "platform:x") for one in "abcd"]
    made = network(
        [*members, relation("convenes", "person:kim", "platform:x"), relation("seat", "person:kim", "council:a")],
        node("person:kim", name="Kim Kade"),
        node("platform:x", name="Overleg X"),
    )
    summary = Page(report(made)).text("summary").removeprefix("Het belangrijkste ")
    assert summary.startswith(
        "Het bijeenroepen van Overleg X hangt alleen aan Kim Kade. Er doen 4 organisaties mee. Zoek een tweede"
        " bijeenroeper voor Overleg X"
    )


def test_of_a_list_of_boards_who_sits_everywhere_is_told_first() -> None:
    seats = [relation("seat", "person:ria", f"council:c{i}") for i in range(5)]
    rest = [relation("contact", f"council:c{i}", f"council:c{i + 1}") for i in range(4)]
    made = network([*seats, *rest], node("person:ria", name="Ria Reiziger"))
    summary = Page(report(made)).text("summary").removeprefix("Het belangrijkste ")
    assert summary.startswith("Ria Reiziger heeft 5 plekken tegelijk, bij c0, c1, c2, c3 en nog 1 andere. Zoek voor")


def test_the_first_sentences_name_an_organisation_hold_no_code_and_say_what_to_do() -> None:
    """For partners, about people who are known by their role only."""
    seats = [("piet", "council:a"), ("piet", "council:b"), ("bo", "council:b"), ("bo", "council:c")]
    made = network(
        [relation("seat", f"person:{who}", where, properties={"role": "treasurer"}) for who, where in seats],
        *(node(f"council:{one}", name=f"Raad {one.upper()}") for one in "abc"),
    )
    first = ". ".join(Page(report(made, audience="partners")).text("summary").split(". ")[:3])
    assert re.search(r"Raad [ABC] los van de rest", first)
    assert "Wat u kunt doen" in first
    assert not re.search(r"\([0-9a-f]{4}\)", Page(report(made, audience="partners")).text("summary"))


def test_the_summary_in_english() -> None:
    summary = Page(report(small_network(), "en")).text("summary")
    assert "The network hangs most on Bas Brug (adviser): without this person, 3 organisations come loose" in summary
    assert "8 of the 10 connected pairs of organisations lose each other (80%)." in summary
    assert "Of 1 of the 4 connections (25%) we do not know who keeps it alive" in summary


def test_the_worst_person_is_the_one_who_costs_most_pairs_of_the_whole_network() -> None:
    """Anna splits a small region in two (all its pairs), Bas costs fewer of his region but more pairs."""
    small = [
        *(relation("seat", "person:anna", f"council:s{i}") for i in range(2)),
        *(relation("active_in", f"council:s{i}", "region:s") for i in range(2)),
    ]
    large = [
        *(relation("contact", "council:l0", f"council:l{i}") for i in range(1, 8)),
        relation("seat", "person:bas", "council:l0"),
        relation("seat", "person:bas", "council:m0"),
        *(relation("active_in", f"council:l{i}", "region:l") for i in range(8)),
        relation("active_in", "council:m0", "region:l"),
    ]
    assert "hangt het meest aan bas:" in Page(report(network([*small, *large]))).text("summary")


def test_advisers_come_first_when_they_cost_more_together() -> None:
    """A ring of three councils with an adviser on every contact: each one can be missed, all of them cannot."""
    ring = [("a", "b", "p1"), ("b", "c", "p2"), ("a", "c", "p3")]
    made = network(
        [
            *(relation("contact", f"council:{a}", f"council:{b}", f"person:{p}") for a, b, p in ring),
            *(relation("supports", f"person:{p}", f"council:{a}") for a, _, p in ring),
        ]
    )
    summary = Page(report(made)).text("summary")
    assert summary.startswith(
        "Het belangrijkste Vertrekken alle adviseurs, dan raken 3 van de 3 verbonden paren van organisaties elkaar"
        " kwijt (100%)."
    )
    assert "Niemand in dit netwerk is onmisbaar" in summary
    assert "Van alle verbindingen is bekend wie ze onderhoudt." in summary


def test_what_is_not_known_comes_first_when_nobody_is_known() -> None:
    made = network([relation("contact", "council:a", "council:b"), relation("contact", "council:b", "council:c")])
    summary = Page(report(made)).text("summary")
    assert summary.startswith("Het belangrijkste Van geen enkele verbinding weten we wie haar onderhoudt")
    assert "Voor zover bekend is niemand in dit netwerk onmisbaar." in summary
    assert "Volgens deze gegevens is op deze dag niemand adviseur." in summary


def test_municipalities_that_are_cut_off_are_in_the_summary() -> None:
    made = network(
        [
            relation("supports", "person:ad", "municipality:ver"),
            relation("supports", "person:ad", "council:a"),
            relation("contact", "council:a", "council:b"),
        ]
    )
    page = Page(report(made))
    assert "Zonder adviseurs raakt gemeente ver los van de grootste groep." in page.text("summary")
    assert "Gemeente ver heeft dan met geen enkele andere organisatie nog een verbinding." in page.text("advisers")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize(
    "made", [network([]), network([], node("council:a")), network([], node("person:p")), network([], node("topic:t"))]
)
def test_next_to_nothing_is_a_report_as_well(made: Network, audience: str, lang: str) -> None:
    assert Page(report(made, lang, audience=audience, ask_whole=True)).text("summary")


def test_key_numbers() -> None:
    numbers = Page(report(small_network())).text("numbers")
    assert "5 organisaties" in numbers
    assert "2 personen" in numbers
    assert "4 verbindingen Twee" in numbers
    assert "100% van alle mogelijke paren is verbonden 10 van de 10" in numbers
    assert "3 verbindingen hangen aan één persoon 3 van de 4 (75%)" in numbers
    assert "Bij 3 daarvan is er ook geen omweg" in numbers
    assert "1 verbinding waarvan niemand weet wie haar onderhoudt 1 van de 4 (25%)" in numbers


def test_connections_with_a_way_round_are_told_apart() -> None:
    """A ring of three, one person on every side; and D, that only one person reaches."""
    sides = [("a", "b", "p1"), ("b", "c", "p2"), ("a", "c", "p3"), ("c", "d", "p4")]
    made = network([relation("contact", f"council:{a}", f"council:{b}", f"person:{p}") for a, b, p in sides])
    numbers = Page(report(made)).text("numbers")
    assert "4 verbindingen hangen aan één persoon 4 van de 4 (100%)" in numbers
    assert "Bij 1 daarvan is er ook geen omweg via anderen." in numbers


def test_a_single_connection_on_one_person_is_told_as_one() -> None:
    made = network(
        [relation("contact", "council:a", "council:b", "person:p"), relation("contact", "council:b", "council:c")]
    )
    numbers = Page(report(made)).text("numbers")
    assert "Vertrekt die persoon, dan is deze verbinding weg. Er is ook geen omweg via anderen." in numbers
    numbers = Page(report(made, "en")).text("numbers")
    assert "this connection is gone. There is no way round through others either." in numbers


def test_findings_have_a_severity_in_words_a_suggestion_and_a_source() -> None:
    made = small_network()
    page = Page(report(made))
    attention = page.text("attention")
    assert (
        "zeer ernstig Bas Brug: Zonder deze persoon raken 3 organisaties los van de rest: Raad A, Raad B en Overleg X"
        in attention
    )
    assert "Wat u kunt doen: Laat een tweede persoon meedoen in de contacten van Bas Brug" in attention
    assert "Bron: test.xlsx, blad contact, rij 2; blad supports, rij 2; blad convenes, rij 2" in attention
    # who costs most comes first, then what hangs on nobody in particular
    assert attention.index("Bas Brug:") < attention.index("Anna Aalbers:")
    assert attention.index("Anna Aalbers:") < attention.index("Verbindingen waarvan niemand weet")


def test_no_more_than_the_top_of_each_kind_is_told() -> None:
    two = relation("contact", "council:a", "council:e")
    made = network([*small_network().relations, two], *small_network().nodes.values())
    attention = Page(report(made, top=1, people=1)).text("attention")
    assert "Bas Brug:" in attention
    assert "Anna Aalbers:" not in attention
    assert "Er is nog 1 persoon aan wie iets hangt." in attention
    assert "En nog 1 punt van deze soort." in attention  # of two connections nobody is known who keeps them alive


def test_the_same_advice_stands_once() -> None:
    made = network([relation("contact", "council:a", f"council:{i}") for i in range(3)])
    attention = Page(report(made)).text("attention")
    assert attention.count("Vraag na wie dit contact onderhoudt") == 1


def test_who_alone_convenes_may_be_called_anything() -> None:
    """The name may say already that somebody is an adviser, and that of a platform may be a plural."""
    made = network(
        [relation("supports", "person:ad", "platform:x"), relation("convenes", "person:ad", "platform:x")],
        node("person:ad", name="adviseurs Overijssel", properties={"placeholder": True}),
        node("platform:x", name="regionale overleggen"),
    )
    attention = Page(report(made)).text("attention")
    assert "Adviseurs Overijssel: Roept als enige regionale overleggen bijeen." in attention
    assert "Is the only one who convenes regionale overleggen." in Page(report(made, "en")).text("attention")


def test_many_who_cannot_be_missed_may_be_placeholders() -> None:
    """A star of councils; five persons each hold one of them, three of whom stand for somebody without a name."""
    held = [relation("contact", "council:a", f"council:b{i}", f"person:p{i}") for i in range(5)]
    groups = [node(f"person:p{i}", name=f"leden {i}", properties={"placeholder": True}) for i in range(3)]
    summary = Page(report(network(held, *groups))).text("summary")
    assert "In totaal zijn 5 mensen onmisbaar" in summary
    assert "3 daarvan staan voor iemand, of een groep, zonder bekende naam." in summary
    assert "zonder bekende naam" not in Page(report(network(held))).text("summary")


def test_of_groups_it_is_told_how_many_people_they_are() -> None:
    seats = [relation("seat", f"person:p{i}", "council:a") for i in range(4)]
    sizes = [node("person:p0", properties={"size": 12}), node("person:p1", properties={"size": 100})]
    made = network(seats, *sizes, node("person:p2", properties={"size": 1}))
    for seen in (made, take(made, for_audience("partners"))):
        numbers = Page(report(seen)).text("numbers")
        assert "2 van de personen staan voor een groep, samen 112 mensen." in numbers
        assert size(seen).persons == 4
    assert "voor een groep, samen" not in Page(report(take(made, for_audience("public")))).text("numbers")


def test_tables_of_organisations_and_platforms() -> None:
    page = Page(report(small_network()))
    assert page.row("Raden") == ["3"]
    assert page.row("Samen") == ["5"]
    assert ["Overleg X", "Bas Brug (één persoon)", "1 organisatie: Raad C"] in page.rows()


def test_the_table_of_people_tells_what_they_do() -> None:
    assert not any(row[0] == "Bas Brug" for row in Page(report(small_network())).rows()), "told already, in words"
    page = Page(report(small_network(), people=1))
    assert page.row("Anna Aalbers") == ["voorzitter: Raad A lid: Raad B", "4 (40%)", "4 + 1"]
    assert page.row("Bas Brug") == [
        "adviseur ondersteunt: Raad C roept bijeen: Overleg X contact met: Raad B",
        "8 (80%)",
        "2 + 2 + 1",
    ]


def test_terms_that_end_within_the_horizon() -> None:
    made = small_network()
    later = relation("seat", "person:cor", "council:d", properties={"term_end": (DAY + timedelta(days=40)).isoformat()})
    much_later = relation("seat", "person:dik", "council:d", until=DAY + timedelta(days=181))
    past = relation("seat", "person:eef", "council:d", properties={"term_end": (DAY - timedelta(days=1)).isoformat()})
    made = network([*made.relations, later, much_later, past], *made.nodes.values())
    page = Page(report(made))
    assert page.row("22 december 2026") == [
        "Anna Aalbers", "voorzitter: Raad A", "zonder deze persoon raken organisaties elkaar kwijt"
    ]  # fmt: skip
    assert ["D", "1", "1 januari 2027"] in page.rows()
    assert ["D", "2", "1 januari 2027"] in Page(report(made, horizon=181)).rows()


def test_a_term_that_ends_tells_on_behalf_of_whom_it_is() -> None:
    made = small_network()
    behalf = [
        relation("represents", "person:anna", "council:d", properties={"at": "council:a"}),
        relation("represents", "person:anna", "council:c", properties={"at": "council:b"}),
    ]
    made = network([*made.relations, *behalf], *made.nodes.values())
    assert Page(report(made, audience="internal")).row("22 december 2026")[1] == "voorzitter: Raad A (namens d)"
    assert "(namens" not in Page(report(made, audience="partners")).text()


def test_sources_are_the_newest_versions_that_stand() -> None:
    early = datetime(2026, 1, 2, 3, tzinfo=UTC)
    versions = [
        version("leden.xlsx", early, zetels=(1, 1, 0)),
        version("weg.xlsx", early, raden=(5, 5, 0)),
        version("leden.xlsx", raden=(1000, 990, 10), zetels=(234, 234, 0)),
        version("weg.xlsx", loader="withdrawn"),
    ]
    page = Page(report(small_network(), sources=versions))
    assert page.row("leden.xlsx") == ["23 november 2026", "1.234", "1.224", "10"]
    assert "weg.xlsx" not in page.text()
    assert "/home/iemand" not in page.text()


def test_the_public_gets_the_number_of_sources_only() -> None:
    versions = [version("Ledenlijst van Jan Jansen.xlsx", raden=(1000, 1000, 0)), version("b", zetels=(1, 1, 0))]
    page = Page(report(small_network(), audience="public", sources=versions))
    assert "Jansen" not in page.text()
    assert "Dit rapport is gemaakt met 2 bronnen, met samen 1.001 rijen." in page.text("sources")


def test_what_is_not_known_is_told() -> None:
    placeholder = node("person:groep", name="leden (niet bij naam)", properties={"placeholder": True})
    made = network(
        [
            relation("contact", "council:a", "council:b"),
            relation("seat", "person:groep", "council:a", last_confirmed=DAY),
            relation("participates", "council:a", "platform:x", "person:p"),
        ],
        placeholder,
    )
    unknown = Page(report(made)).text("unknown")
    assert "Verbindingen waarvan we niet weten wie ze onderhoudt: 1 van de 2 (50%). We doen hier alsof" in unknown
    assert "Platforms waarvan we niet weten wie ze bijeenroept: 1 van de 1." in unknown
    assert "Plaatshouders onder de personen: 1 van de 2." in unknown
    assert "nagevraagd: 5 van de 6 (83,3%)." in unknown  # three organisations, three relations
    assert "tellen niet mee" in Page(report(made, known_only=True)).text("unknown")


def test_a_placeholder_is_not_taken_for_a_person() -> None:
    made = network(
        [relation("seat", "person:groep", "council:a"), relation("seat", "person:groep", "council:b")],
        node("person:groep", name="aanjager", properties={"placeholder": True}),
    )
    page = Page(report(made, people=0))
    assert "hangt het meest aan aanjager (de bron noemt geen naam):" in page.text("summary")
    assert "de bron noemt geen naam" in page.row("Aanjager")[0]


def test_title_scope_and_audience() -> None:
    made = network(
        [relation("part_of", "municipality:m", "region:ijmond"), relation("active_in", "council:a", "region:ijmond")],
        node("region:ijmond", name="IJmond"),
    )
    html = report(within("region:ijmond")(made), audience="partners")
    assert "<title>Netwerkrapport IJmond</title>" in html
    text = Page(html).text()
    assert "Stand op 22 november 2026. Gebied: IJmond. Gemaakt op 23 november 2026, 09:05 uur." in text
    assert "Voor partners." in text
    assert "<title>Netwerkrapport</title>" in report(made)


def test_partners_see_a_nameless_person_by_role() -> None:
    made = network(
        [
            relation("seat", "person:piet", "council:a", properties={"role": "member"}),
            relation("seat", "person:piet", "council:b", properties={"role": "volunteer"}),
        ],
        node("person:piet", name="Piet Puk"),
        node("council:a", name="Raad A"),
    )
    page = Page(report(made, audience="partners", people=0))
    assert "Piet" not in page.text()
    assert "Puk" not in page.text()
    # who reads the summary only can do nothing with a code
    assert "hangt het meest aan één persoon (lid van Raad A): zonder deze persoon raakt b los" in page.text("summary")
    # not the other places that would tell who it is
    (row,) = [row for row in page.rows() if row[0].startswith("Een lid van Raad A")]
    assert row[1] == "de rol staat bij de naam"


def test_answers_about_persons_whom_partners_do_not_see_name_nobody() -> None:
    """The answers are about the whole network, by mistake: nothing may leak."""
    made = network(
        [
            relation("seat", "person:piet", "council:a", properties={"role": "member"}),
            relation("seat", "person:piet", "council:b", properties={"role": "member"}),
        ],
        node("person:piet", name="Piet Puk"),
    )
    html = report(made, audience="partners", ask_whole=True)
    assert "piet" not in html.casefold()
    attention = Page(html).text("attention")
    # the person who cannot be missed, the connection, and both organisations with only one contact
    assert "4 punten gaan over mensen die in dit rapport niet genoemd worden." in attention
    assert "niets gevonden" not in attention


@settings(max_examples=60, deadline=None)
@given(networks(), st.booleans(), st.sampled_from(LANGUAGES))
def test_the_public_never_sees_a_person(made: Network, ask_whole: bool, lang: str) -> None:
    """No name, and no id either."""
    nodes = {
        id_: msgspec.structs.replace(item, name=f"Naamvan{item.name}") if item.kind == "person" else item
        for id_, item in made.nodes.items()
    }
    html = report(made.replace(nodes), lang, audience="public", ask_whole=ask_whole)
    assert "Naamvan" not in html
    assert "person:" not in html


def test_the_public_gets_no_small_number_of_persons() -> None:
    html = report(small_network(), audience="public", ask_whole=True)
    page = Page(html)
    assert "minder dan 3 personen" in page.text("numbers")
    assert "kwijtraken: minder dan 3." in page.text("summary")
    assert "enige adviseur" not in page.text()
    # what does not count persons stays: without one person 8 of 10 pairs are lost
    assert "Door het vertrek van één persoon kunnen 8 van de 10 verbonden paren" in page.text("summary")


def test_a_public_answer_without_persons_does_not_say_that_nobody_matters() -> None:
    page = Page(report(small_network(), audience="public"))
    assert "onmisbaar" not in page.text("summary")
    assert "In dit rapport staan geen personen." in page.text("summary")
    assert "staat er daarom niet in" in page.text("advisers")
    assert "In dit rapport staan geen personen." in page.text("attention")
    assert "niets gevonden" not in page.text("attention")
    assert "nagevraagd" not in page.text("unknown")


def test_the_public_does_not_see_who_convenes_a_platform() -> None:
    page = Page(report(small_network(), audience="public", ask_whole=True))
    assert ["Overleg X", "staat niet in dit rapport", "1 organisatie: Raad C"] in page.rows()
    assert "Wie ze bijeenroept" not in page.text("unknown")


@pytest.mark.parametrize(
    ("number", "dutch", "english"), [(0, "0", "0"), (999, "999", "999"), (1234567, "1.234.567", "1,234,567")]
)
def test_whole_numbers(number: int, dutch: str, english: str) -> None:
    assert (written_number(number, "nl"), written_number(number, "en")) == (dutch, english)


@pytest.mark.parametrize(
    ("part", "total", "dutch"),
    [
        (1, 8, "12,5%"),
        (1, 4, "25%"),
        (0, 7, "0%"),
        (7, 7, "100%"),
        (0, 0, "0%"),
        (1, 100_000, "minder dan 0,1%"),
        (99_999, 100_000, "meer dan 99,9%"),
        (2, 3, "66,7%"),
    ],
)
def test_percentages(part: int, total: int, dutch: str) -> None:
    assert percentage(part, total, "nl") == dutch


def test_a_share_in_both_languages() -> None:
    assert share_of(1234, 5000, "nl") == "1.234 van de 5.000 (24,7%)"
    assert share_of(1234, 5000, "en") == "1,234 of 5,000 (24.7%)"


def _sources() -> Iterator[str]:
    """Yield what makes reports, and what says where they are written."""
    told = (ROOT / "graph/words/phrases.py", ROOT / "knooppunt/cli/draw.py")
    rooms = (ROOT / "knooppunt/reports", ROOT / "knooppunt/documents")
    for file in (*(file for room in rooms for file in room.rglob("*")), *told):
        if file.name.endswith((".py", ".j2")):
            yield file.read_text(encoding="utf-8")


def test_every_message_is_there_in_both_languages_and_is_used() -> None:
    text = "\n".join(_sources())
    literal = set(re.findall(r"""["'](report\.[\w-]+)["']""", text))
    begun = set(re.findall(r"""["'](report\.[\w-]+-)\{""", text))
    # A part has a title, unless it is told; a table may have one, and has columns.
    parts = {f"report.{anchor}-title" for anchor in re.findall(r"""\.section\(\s*"([\w-]+)\"""", text)}
    tables = {f"report.{code}" for code in re.findall(r"""\.overview\(\s*"([\w-]+)\"""", text)}
    begun |= {f"{code}-" for code in tables}
    for lang in LANGUAGES:
        known = {code for code in messages(lang) if code.startswith("report.")}
        assert literal - known == set()
        literal |= (parts | tables) & known
        assert {code for code in known - literal if not code.startswith(tuple(begun))} == set()
        assert {start for start in begun if not any(code.startswith(start) for code in known)} == set()


def test_both_languages_fill_in_the_same_fields() -> None:
    def fields(template: object) -> set[str]:
        texts = template.values() if isinstance(template, dict) else [template]
        return {name for text in texts for _, name, _, _ in string.Formatter().parse(str(text)) if name}

    own = [code for code in messages("nl") if code.startswith("report.")]
    assert len(own) > 150
    for code in own:
        assert fields(messages("nl")[code]) == fields(messages("en")[code]), code
        assert isinstance(messages("nl")[code], dict) == isinstance(messages("en")[code], dict), code


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_report_is_as_it_was(lang: str) -> None:
    """A golden file; KNOOPPUNT_UPDATE_GOLDEN=1 writes it anew. Look at the difference before you keep it."""
    versions = [version("netwerk.xlsx", zetels=(12, 11, 1))]
    made = report(small_network(), lang, audience="partners", sources=versions)
    path = GOLDEN / f"report.{lang}.html"
    if os.environ.get("KNOOPPUNT_UPDATE_GOLDEN"):
        path.write_text(made, encoding="utf-8", newline="\n")
    assert made == path.read_text(encoding="utf-8")

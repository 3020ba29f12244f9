"""Search: what is found, in which order, and the one node that a name means."""

from __future__ import annotations

import pytest

from graph.errors import UsageProblem
from graph.model import Claim, Evidence
from graph.network import Network
from queries.search import find, search
from tests.networks import network, node, relation


@pytest.fixture
def made() -> Network:
    """Return a network with names that look alike."""
    return network(
        [],
        node("council:asd", name="Adviesraad Sociaal Domein Súdwest-Fryslân"),
        node("council:wmo", name="Wmo-raad Sneek"),
        node("person:jan", name="Jan Jansen", properties={"email": "voorzitter@wmosneek.example"}),
        node("person:jan-2", name="Jan Jansen"),
        node("platform:p", name="Platform", properties={"themes": ["beschermd wonen", "inkoop"]}),
        node("person:empty"),
    )


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("wmo raad SNEEK", ["council:wmo"]),
        ("sudwest fryslan", ["council:asd"]),
        ("council:wmo", ["council:wmo"]),
        ("wmo-raad sneeek", ["council:wmo"]),
        ("wmosneek", ["person:jan", "council:wmo"]),
        ("Beschermd Wonen", ["platform:p"]),
        ("jan jansen", ["person:jan", "person:jan-2"]),
        ("zzzz", []),
        ("!!!", []),
    ],
)
def test_names_ids_and_text_are_found_however_they_are_written(made: Network, text: str, ids: list[str]) -> None:
    assert [hit.node for hit in search(made, text)] == ids


def test_what_is_equal_comes_before_what_holds_it_and_what_looks_like_it() -> None:
    made = network(
        [],
        node("council:1", name="Ouderenraad Zwolle"),
        node("council:2", name="Ouderenraad"),
        node("council:3", name="Ouderenrad"),
    )
    found = search(made, "ouderenraad")
    assert [hit.node for hit in found] == ["council:2", "council:1", "council:3"]
    assert [hit.score for hit in found[:2]] == [100.0, 90.0]
    assert [hit.score for hit in search(made, "2")[:1]] == [100.0], "the key of an id is what was asked for"
    assert search(made, "ouderenraad", limit=1) == found[:1]
    assert search(made, "ouderenraad", kind="person") == []


def test_a_name_means_one_node(made: Network) -> None:
    assert find(made, "wmo-raad sneek") == find(made, "wmo") == find(made, "council:wmo") == "council:wmo"
    assert find(made, "jan-2", kinds=frozenset({"person"})) == "person:jan-2"


@pytest.mark.parametrize(
    ("name", "code", "candidate"),
    [("Jan Jansen", "ambiguous-name", "person:jan-2"), ("Wmoraad Snek", "unknown-name", "council:wmo")],
)
def test_a_name_that_means_several_or_none_is_refused_with_candidates(
    made: Network, name: str, code: str, candidate: str
) -> None:
    with pytest.raises(UsageProblem) as refused:
        find(made, name)
    assert refused.value.code == code
    assert any(candidate in shown for shown in refused.value.params["candidates"])


def test_a_name_like_nothing_is_refused(made: Network) -> None:
    with pytest.raises(UsageProblem) as refused:
        find(made, "qqqq")
    assert refused.value.code == "unknown-name-at-all"


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("person:old", "person:new"),
        ("old", "person:new"),
        ("A. Jansen", "person:new"),
        ("Anna", "person:other"),
        ("taken", "person:taken"),
    ],
)
def test_what_was_merged_is_found_by_its_old_id_and_name_unless_another_goes_by_it(name: str, found: str) -> None:
    claims = (Claim("A. Jansen", Evidence("a.xlsx", "personen!2")), Claim("Anna", Evidence("b.xlsx", "personen!2")))
    nodes = [
        node("person:new", name="Anna Jansen", alternatives={"name": claims}),
        node("person:other", name="Anna"),
        node("person:taken"),
    ]
    ids = {"person:old": "person:new", "council:taken": "person:new", "person:away": "person:gone"}
    made = Network({each.id: each for each in nodes}, [], identity=ids)
    assert find(made, name) == found
    with pytest.raises(UsageProblem):
        find(made, name, kinds=frozenset({"council"}))
    with pytest.raises(UsageProblem):
        find(made, "person:away")


# --- words, spellings and what is printed ----------------------------------------------------------------------------


@pytest.fixture
def people() -> Network:
    """Return a network with names as lists have them."""
    return network(
        [
            relation("advises", "council:b1", "municipality:GM0373"),
            relation("advises", "council:b2", "municipality:GM0893"),
        ],
        node("person:k1", name="kok, w. (wim)"),
        node("person:y", name="Yıldız Ak"),
        node("person:l", name="Łukasz Kot"),
        node("person:o1", name="Brendan O'Hara"),
        node("person:o2", name="Brendan O’Hara"),
        node("person:pk", name="Piet Kok"),
        node("municipality:GM1955", name="Montferland"),
        node("municipality:GM0373", name="Bergen (NH.)"),
        node("municipality:GM0893", name="Bergen (L.)"),
        node("council:b1", name="Wmo-raad"),
        node("council:b2", name="Wmo-raad"),
        node("council:u", name="Raad Werk & Inkomen"),
    )


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Wim Kok", ["person:k1"]),
        ("kok wim", ["person:k1"]),
        ("kok", ["person:k1", "person:pk"]),
        ("yildiz", ["person:y"]),
        ("Ak Yildiz", ["person:y"]),
        ("lukasz", ["person:l"]),
        ("werk en inkomen", ["council:u"]),
        ("inkomen werk", ["council:u"]),
    ],
)
def test_words_are_found_in_any_order(people: Network, text: str, ids: list[str]) -> None:
    assert [hit.node for hit in search(people, text)] == ids


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("gemeente Montferland", "municipality:GM1955"),
        ("Gemeente montferland", "municipality:GM1955"),
        ("Montferland (gemeente)", "municipality:GM1955"),
        ("wim", "person:k1"),
        ("Wim Kok", "person:k1"),
        ("Kot Łukasz", "person:l"),
        ("Brendan O'Hara", "person:o1"),
        ("Brendan O’Hara", "person:o2"),
        ("Wmo-raad (Bergen (NH))", "council:b1"),
        ("wmo raad (gemeente Bergen (L.))", "council:b2"),
        ("Wmo-raad (council:b2)", "council:b2"),
        ("raad werk en inkomen", "council:u"),
    ],
)
def test_a_name_however_it_is_typed_or_printed_means_one_node(people: Network, name: str, found: str) -> None:
    assert find(people, name) == found


@pytest.mark.parametrize(
    ("name", "code", "shown"),
    [
        ("kok", "unknown-name", ["kok, w. (wim) (person:k1)", "Piet Kok (person:pk)"]),
        ("brendan ohara", "ambiguous-name", ["Brendan O'Hara (person:o1)", "Brendan O’Hara (person:o2)"]),
        (
            "wmo-raad",
            "ambiguous-name",
            ["Wmo-raad, Bergen (NH.) (council:b1)", "Wmo-raad, Bergen (L.) (council:b2)"],
        ),
    ],
)
def test_what_may_be_several_is_not_guessed_and_namesakes_show_what_differs(
    people: Network, name: str, code: str, shown: list[str]
) -> None:
    with pytest.raises(UsageProblem) as refused:
        find(people, name)
    assert (refused.value.code, refused.value.params["candidates"]) == (code, shown)

"""Nodes that come into being because a row mentions them: topics, and areas of which no list was loaded."""

from __future__ import annotations

from graph.model import Evidence, Node
from graph.store.fold import fold
from tests.loaders.sheets import good, load, municipalities, nodes, only_problem, relations, table, triples


def test_municipalities_and_regions_come_from_a_mention_when_there_is_no_list() -> None:
    loaded = good(
        table("raden", "naam,gemeente,regio", ["Raad A", "Zandermeer", "Veenrand"], ["Raad B", "zandermeer", ""])
    )
    assert nodes(loaded, "municipality") == {
        "municipality:zandermeer": Node(
            id="municipality:zandermeer",
            kind="municipality",
            name="Zandermeer",
            mention=True,
            sources=(Evidence(source="lijst", where="raden!2"),),
        )
    }
    assert list(nodes(loaded, "region")) == ["region:veenrand"]
    assert triples(loaded, "advises") == {
        ("advises", "council:raad-a", "municipality:zandermeer"),
        ("advises", "council:raad-a", "region:veenrand"),
        ("advises", "council:raad-b", "municipality:zandermeer"),
    }


def test_with_a_list_an_unknown_name_is_a_problem() -> None:
    problem = only_problem(municipalities(), table("raden", "naam,gemeente", ["Raad", "Harlem"]))
    assert (problem.code, problem.params["suggestion"]) == ("unknown-reference", ["Haarlem"])
    known = [Node(id="municipality:GM0392", kind="municipality", name="Haarlem")]
    assert (
        only_problem(table("raden", "naam,gemeente", ["Raad", "Zandermeer"]), known=known).code == "unknown-reference"
    )


def test_a_mention_by_another_source_is_no_list() -> None:
    known = [Node(id="municipality:veenrand", kind="municipality", name="Veenrand", mention=True)]
    loaded = good(table("raden", "naam,gemeente", ["Raad", "Zandermeer"], ["Raad 2", "VEENRAND"]), known=known)
    mentioned = nodes(loaded, "municipality")
    # Both are stated here too: the other source may be withdrawn.
    assert {id_: node.name for id_, node in mentioned.items()} == {
        "municipality:zandermeer": "Zandermeer",
        "municipality:veenrand": "Veenrand",
    }


def test_a_listed_node_goes_before_its_mention_by_another_source() -> None:
    known = [Node(id="municipality:haarlem", kind="municipality", name="Haarlem", mention=True)]
    loaded = good(municipalities(), table("raden", "naam,gemeente", ["Raad", "Haarlem"]), known=known)
    assert relations(loaded)[0].target == "municipality:GM0392"


def test_provinces_come_from_a_mention_whatever_lists_there_are() -> None:
    loaded = good(
        table("regio's", "naam,type", ["IJmond", "samenwerkingsverband"]),
        table("gemeenten", "naam,provincie,regio's", ["Haarlem", "Noord-Holland", "ijmond"]),
    )
    region = nodes(loaded)["region:noord-holland"]
    assert region.mention
    assert region.properties == {"type": "province"}
    assert triples(loaded) == {
        ("part_of", "municipality:haarlem", "region:noord-holland"),
        ("part_of", "municipality:haarlem", "region:ijmond"),
    }


def test_a_province_is_another_region_than_its_namesake() -> None:
    loaded = good(
        table("regio's", "naam,type", ["Flevoland", "jeugdzorgregio"]),
        table(
            "gemeenten", "naam,provincie,regio's", ["Almere", "Flevoland", ""], ["Urk", "flevoland", "region:flevoland"]
        ),
    )
    assert triples(loaded) == {
        ("part_of", "municipality:almere", "region:province-flevoland"),
        ("part_of", "municipality:urk", "region:province-flevoland"),
        ("part_of", "municipality:urk", "region:flevoland"),
    }
    network = fold(loaded.statements)
    assert {"region:flevoland", "region:province-flevoland"} <= network.nodes.keys()


def test_a_province_that_the_list_has_is_that_one() -> None:
    loaded = good(
        table(
            "regio's",
            "id,naam,type",
            ["NH", "Noord-Holland", "provincie"],
            ["NHN", "Noord-Holland", "veiligheidsregio"],
        ),
        table("gemeenten", "naam,provincie", ["Haarlem", "noord-holland"]),
    )
    assert relations(loaded)[0].target == "region:NH"
    assert not any(node.mention for node in nodes(loaded).values())


def test_an_organisation_never_comes_from_a_mention() -> None:
    known = [Node(id="person:p", kind="person", name="Jan")]
    assert (
        only_problem(table("zetels", "persoon,organisatie", ["Jan", "Haarlem"]), known=known).code
        == "unknown-reference"
    )


def test_what_one_sheet_mentions_another_may_refer_to_in_any_order() -> None:
    loaded = good(
        table("zetels", "persoon,organisatie,rol", ["Jan", "Haarlem", "ambtenaar"]),
        table("adviseurs", "persoon,ondersteunt", ["Jan", "IJmond"]),
        table("personen", "naam", ["Jan"]),
        table("cliëntenorganisaties", "naam,actief in", ["Bond", "IJmond; Haarlem"]),
        table("raden", "naam,gemeente,regio", ["Raad", "Haarlem", "IJmond"]),
    )
    assert relations(loaded, "seat")[0].target == "municipality:GM0392"
    assert relations(loaded, "supports")[0].target == "region:ijmond"
    assert {each.target for each in relations(loaded, "active_in")} == {"region:ijmond", "municipality:GM0392"}
    assert fold(loaded.statements).loose_ends == []


def test_topics_are_stated_once_per_type() -> None:
    loaded = good(
        table("raden", "naam,wetten,thema's", ["A", "Wmo; Jeugdwet", ""], ["B", "WMO; wmo", "Wmo"]),
    )
    stated = [each for each in loaded.statements if isinstance(each, Node) and each.kind == "topic"]
    assert [(node.id, node.name, node.properties["type"]) for node in stated] == [
        ("topic:wmo", "Wmo", "law"),
        ("topic:jeugdwet", "Jeugdwet", "law"),
        ("topic:wmo", "Wmo", "theme"),
    ]
    assert len(relations(loaded, "covers")) == 3


def test_a_topic_keeps_the_name_that_the_network_knows_it_by() -> None:
    known = [Node(id="topic:wmo", kind="topic", name="Wmo", mention=True, properties={"type": "law"})]
    loaded = good(table("raden", "naam,wetten", ["A", "WMO"]), known=known)
    assert nodes(loaded)["topic:wmo"].name == "Wmo"


def test_a_mention_of_a_bad_row_is_not_stated() -> None:
    loaded = load(
        table("raden", "naam,gemeente,type", ["#REF!", "Haarlem", ""], ["B", "Bloemendaal", ""]), skip_bad_rows=True
    )
    assert set(nodes(loaded)) == {"municipality:GM0377", "council:b"}


def test_what_is_unknown_is_judged_when_everything_has_been_mentioned() -> None:
    for value in ("-3", -3.0):
        problem = only_problem(
            table("regio's", "naam", ["IJmond"]),
            table("platforms", "naam,regio", ["Tafel", value]),
            table("raden", "naam,gemeente", ["Raad", value]),
        )
        assert problem.code == "wrong-kind"

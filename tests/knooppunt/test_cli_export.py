"""`export`, as a user and another program see it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from graph.network import Network
from graph.vocabulary import AUDIENCES
from graph.words.phrases import caption
from knooppunt.exports.registry import FORMATS
from knooppunt.usecases.network import Asked, open_network
from tests.knooppunt.command_line import DAY, done, run

READERS: dict[str, Callable[[Path], Any]] = {"gexf": nx.read_gexf, "graphml": nx.read_graphml}


def _network(file: Path, audience: str) -> Network:
    return open_network(Asked(file, date.fromisoformat(DAY), audience=audience))


def test_every_format_is_tested() -> None:
    assert READERS.keys() == FORMATS.keys()
    assert len({format_.suffix for format_ in FORMATS.values()}) == len(FORMATS)


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("name", READERS)
def test_another_program_reads_what_the_audience_sees(region: Path, tmp_path: Path, name: str, audience: str) -> None:
    path = tmp_path / "netwerk"
    arguments = ("--format", name, "--audience", audience, "--on", DAY, "--output", path)
    told = done("--file", region, "export", *arguments).out
    seen, read = _network(region, audience), READERS[name](path)
    assert "Netwerk geschreven" in told
    assert set(read) == set(seen.nodes)
    assert sorted((a, b, data["relation"]) for a, b, data in read.edges(data=True)) == sorted(
        (relation.origin, relation.target, relation.relation) for relation in seen.relations
    )
    assert {id_: data["label"] for id_, data in read.nodes(data=True)} == {
        id_: caption(seen, id_, "nl") for id_ in seen.nodes
    }


@pytest.mark.parametrize("name", READERS)
def test_no_name_of_a_nameless_person_is_in_the_file(region: Path, tmp_path: Path, name: str) -> None:
    everybody = {
        person.id: person.name for person in _network(region, "internal").nodes.values() if person.kind == "person"
    }
    for audience in ("partners", "public"):
        shown = {item.name for item in _network(region, audience).nodes.values()}
        hidden = {(id_, name) for id_, name in everybody.items() if name not in shown}
        path = tmp_path / audience
        done("--file", region, "export", "--format", name, "--audience", audience, "--on", DAY, "--output", path)
        text = path.read_text(encoding="utf-8")
        assert len(hidden) > 100
        assert [one for one in hidden if f'{one[0]}"' in text or one[1] in text] == []
        assert "@example.org" not in text


def test_partners_are_who_a_file_is_for(region: Path, tmp_path: Path) -> None:
    paths = [tmp_path / "a.gexf", tmp_path / "b.gexf"]
    done("--file", region, "export", "--on", DAY, "--output", paths[0])
    done("--file", region, "export", "--on", DAY, "--audience", "partners", "--output", paths[1])
    assert paths[0].read_bytes() == paths[1].read_bytes()


@pytest.mark.parametrize(("lang", "name"), [("nl", "netwerk.graphml"), ("en", "network.graphml")])
def test_a_file_has_a_name_of_its_own(
    region: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    told = done("--lang", lang, "--file", region, "export", "--format", "graphml", "--audience", "public").out
    assert name in told
    assert (tmp_path / name).is_file()


def test_a_format_that_is_not_there(region: Path) -> None:
    result = run("--file", region, "export", "--format", "pdf")
    assert (result.status, result.out) == (2, "")
    assert "gexf, graphml" in result.err

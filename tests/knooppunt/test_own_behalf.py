"""Who sits in a council on personal title: it is known that she speaks for nobody, and a council of such is one-sided."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from graph.network import Network
from graph.store.opening import open_store
from graph.views import for_audience, on, take
from knooppunt.usecases.load import load
from queries.carrying.behalf import seats_on_behalf
from queries.fragile.seats import one_sided

NOW = datetime(2026, 11, 27, tzinfo=UTC)


def seated(folder: Path, behalf: list[str]) -> Network:
    """Return a council of which the sheet of seats says on whose behalf everybody sits."""
    (folder / "raden.csv").write_text("naam;type\nRaad Lagerhei;adviesraad sociaal domein\n", encoding="utf-8")
    names = [f"Puk Lid{chr(97 + number)}" for number in range(len(behalf))]
    (folder / "personen.csv").write_text("\n".join(["naam", *names]), encoding="utf-8")
    rows = [f"{name};Raad Lagerhei;{whose}" for name, whose in zip(names, behalf, strict=True)]
    (folder / "zetels.csv").write_text("\n".join(["persoon;organisatie;namens", *rows]), encoding="utf-8")
    file = folder / "net.knooppunt"
    for result in load(file, [folder], NOW):
        assert not result.loaded.problems
    with open_store(file) as store:
        return take(store.network(), on(date(2026, 11, 27)))


@pytest.mark.parametrize(
    ("behalf", "known", "clients"),
    [
        (["persoonlijke titel", "op persoonlijke titel", "onafhankelijk"], 3, 0),
        (["persoonlijke titel", "ouderen", ""], 2, 1),
        (["", "n.v.t.", "-"], 0, 0),
    ],
)
def test_on_personal_title_is_known_and_of_no_clients(
    tmp_path: Path, behalf: list[str], known: int, clients: int
) -> None:
    network = seated(tmp_path, behalf)
    found = seats_on_behalf(network)
    assert (sum(each.known for each in found), sum(each.clients for each in found)) == (known, clients)
    topics = {node.name for node in network.nodes.values() if node.kind == "topic"}
    assert topics == {each for each in behalf if each == "ouderen"}
    assert bool(one_sided(network)) == (known == len(behalf))


def test_what_the_public_sees_spoken_for_in_a_council_is_no_personal_title(tmp_path: Path) -> None:
    network = take(seated(tmp_path, ["persoonlijke titel", "ouderen", ""]), for_audience("public"))
    (council,) = (node for node in network.nodes.values() if node.kind == "council")
    assert council.properties.get("spoken_for") == ["ouderen"]

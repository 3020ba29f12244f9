"""Does the ranking of likely links find hidden connections back? Beside three methods of networkx, on the same network.

    python -m bench.link_prediction
    python -m bench.link_prediction --fit

Of every example and of a synthetic country, 10% of the connections is hidden (``bench.hiding`` says how), and every
method ranks the pairs without a connection. The methods of networkx get the connection graph that is left. Measured:

- AUC: how often a hidden pair scores higher than another pair (all of them; in the country 200,000 drawn by lot);
- precision at k: the share of hidden pairs among the first k, for k = the number hidden and k = 50. Among equal scores
  the order is by lot: the expected value is given.

Left out for all methods alike: pairs of two municipalities (the program does not propose these) and connections that
were lost with the hidden ones. The weights were fitted (``--fit``) on other draws, and on another synthetic country, than
these figures come from; two of them were then raised by hand, also on those other draws (``queries.missing.likely.WEIGHTS``).
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import numpy as np

from bench.hiding import hide
from bench.link_methods import METHODS
from bench.link_task import FIRST, Measured, Task
from bench.link_weights import fitted
from bench.synthetic_country import DAY, SEED, write_workbook
from graph.network import Network
from knooppunt.usecases.load import load
from knooppunt.usecases.network import Asked, open_network

_EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
#: The day on which each example is looked at, and how often connections are hidden: often where there are few.
EXAMPLES = {
    "voorbeeldregio": (date(2026, 11, 22), 40),
    "aandacht-voor-iedereen": (date(2017, 11, 1), 40),
    "ijmond": (date(2018, 1, 1), 60),
    "movisie-2018": (date(2018, 11, 1), 60),
    "handreiking": (date(2021, 4, 1), 60),
}
COUNTRY, COUNTRY_DRAWS = "synthetic country", 3
SHARE = 0.1
#: Draws are numbered from here on: those that the weights are fitted on, and those that the figures come from.
FIT, REPORT = 0, 1000
#: Networks with so few connections that hiding 10% hides one are not fitted on.
_TOO_SMALL = ("movisie-2018", "handreiking")


class Line(msgspec.Struct):
    """How a method did on a network: the mean over all draws, and the standard error of each mean."""

    network: str
    method: str
    draws: int
    hidden: float
    mean: Measured
    error: Measured


def main() -> None:
    """Print the table, or the fitted weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fit", action="store_true", help="fit the weights anew instead of measuring")
    parser.add_argument("--factor", type=float, default=1, help="the size of the synthetic country; 0 leaves it out")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    arguments = parser.parse_args()
    if arguments.fit:
        networks = [one for one in _networks(arguments.factor, SEED + 1) if one[0] not in _TOO_SMALL]
        found = fitted({name: list(_tasks(network, FIT, draws)) for name, network, draws in networks})
        print("\n".join(f"{reason:24}{weight:8.3f}" for reason, weight in found.items()))
        return
    lines = [line for one in _networks(arguments.factor, SEED) for line in measured(*one)]
    print("\n".join(table(lines)))
    if arguments.json:
        arguments.json.write_bytes(msgspec.json.format(msgspec.json.encode(lines)))


def measured(name: str, network: Network, draws: int) -> Iterator[Line]:
    """Hide and rank ``draws`` times; yield a line for every method."""
    tasks = list(_tasks(network, REPORT, draws))
    hidden = float(np.mean([len(task.hidden) for task in tasks]))
    for method, make in METHODS.items():
        values = np.array([msgspec.structs.astuple(task.measured(make(task))) for task in tasks])
        mean, error = values.mean(axis=0), values.std(axis=0, ddof=1) / np.sqrt(len(tasks))
        yield Line(name, method, len(tasks), hidden, Measured(*mean.tolist()), Measured(*error.tolist()))


def table(lines: list[Line]) -> Iterator[str]:
    """Yield the table, as Markdown."""
    yield f"| network | draws | hidden | method | AUC | precision at number hidden | precision at {FIRST} |"
    yield "|---|---:|---:|---|---:|---:|---:|"
    for line in lines:
        cells = [
            f"{m:.3f} ± {e:.3f}" for m, e in zip(*map(msgspec.structs.astuple, (line.mean, line.error)), strict=True)
        ]
        yield f"| {line.network} | {line.draws} | {line.hidden:.0f} | {line.method} | {' | '.join(cells)} |"


def _tasks(network: Network, first: int, draws: int) -> Iterator[Task]:
    """Yield the network with connections hidden, once for every draw in which something can be found back."""
    for seed in range(first, first + draws):
        task = Task(hide(network, SHARE, seed), seed)
        if len(task.hidden):
            yield task


def _networks(factor: float, country_seed: int) -> Iterator[tuple[str, Network, int]]:
    """Yield the examples and the synthetic country, each with how often to hide."""
    with tempfile.TemporaryDirectory(prefix="knooppunt-links-") as temporary:
        folder = Path(temporary)
        for name, (day, draws) in EXAMPLES.items():
            yield name, _loaded(folder / f"{name}.knooppunt", _EXAMPLES / name, day), draws
        if factor:
            write_workbook(folder / "country.xlsx", factor, country_seed)
            yield COUNTRY, _loaded(folder / "country.knooppunt", folder / "country.xlsx", DAY), COUNTRY_DRAWS


def _loaded(file: Path, source: Path, day: date) -> Network:
    load(file, [source], datetime.now(UTC))
    return open_network(Asked(file=file, day=day))


if __name__ == "__main__":
    main()

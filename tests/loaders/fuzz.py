"""Load very many mangled inputs in a child process, and tell what became of them.

    python -m tests.loaders.fuzz 20000 [--seed N] [--lists | --components]

Input number N, N + 1 and so on: each has to be loaded or refused within the limits of ``watched``. What is not is told with
its seed, and the exit status is 1. ``--lists``: lists as hubs keep them, not the sheets of the template.
``--components``: address cards and calendars.

The limits are those of small lists, which these are, whether they are refused or not. A list that is accepted takes time by
the row on top: 50 microseconds for a seat or a person (118,539 rows of a whole country: 6 seconds), up to 150 where every
letter has an accent. ``test_many_rows`` holds what takes more to these limits.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.loaders.mangled import mangled
from tests.loaders.mangled_components import mangled_component
from tests.loaders.mangled_lists import mangled_list
from tests.loaders.watched import Child, Outcome


def outcome_of(child: Child, seed: int) -> Outcome:
    """Return what becomes of one input."""
    with TemporaryDirectory() as folder:
        return child.command(mangled(Path(folder), seed))


def outcome_of_list(child: Child, seed: int) -> Outcome:
    """Return what becomes of one list as a hub keeps it."""
    with TemporaryDirectory() as folder:
        return child.as_list(mangled_list(Path(folder), seed))


def outcome_of_component(child: Child, seed: int) -> Outcome:
    """Return what becomes of a file of address cards or a calendar."""
    with TemporaryDirectory() as folder:
        return child.command(mangled_component(Path(folder), seed))


def main() -> int:
    """Run as many as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--lists", action="store_true")
    parser.add_argument("--components", action="store_true")
    asked = parser.parse_args()
    of = outcome_of_list if asked.lists else outcome_of_component if asked.components else outcome_of
    outcomes = {}
    with Child() as child:
        for seed in range(asked.seed, asked.seed + asked.count):
            outcomes[seed] = outcome = of(child, seed)
            if outcome.wrong:
                print(f"seed {seed}: {outcome.status}, {outcome.seconds:.1f} s, {outcome.megabytes:.0f} MB", flush=True)
                print(outcome.broken, flush=True)
    wrong = [seed for seed, outcome in outcomes.items() if outcome.wrong]
    for status, count in Counter(outcome.status for outcome in outcomes.values()).most_common():
        print(f"{count:>6} {status}")
    if outcomes:
        slowest = max(outcomes, key=lambda seed: outcomes[seed].seconds)
        largest = max(outcomes, key=lambda seed: outcomes[seed].megabytes)
        print(f"slowest: {outcomes[slowest].seconds:.2f} s of processor time (seed {slowest})")
        print(f"largest: {outcomes[largest].megabytes:.0f} MB (seed {largest})")
    print(f"{len(wrong)} of {len(outcomes)} went wrong: {wrong}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

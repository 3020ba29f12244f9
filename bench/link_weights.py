"""Fit the weights of the reasons for a likely link: a logistic regression on hidden connections.

Every weight is 0 or more, every network counts the same whatever its size, and in it the hidden pairs together count as
much as the others together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.optimize import minimize

from bench.link_task import Task
from queries.carrying.counted import everything
from queries.missing.likely import WEIGHTS, Likeness
from queries.places.incidence import Values

#: Keeps a weight small that hardly matters.
_PENALTY = 0.001


def fitted(tasks: Mapping[str, Sequence[Task]]) -> dict[str, float]:
    """Return the weights that tell hidden pairs apart best, over all ``tasks`` by network."""
    samples = [_sample(task, len(of_network)) for of_network in tasks.values() for task in of_network]
    features, hidden, counts = (np.concatenate(parts) for parts in zip(*samples, strict=True))
    scale = features.std(axis=0) + 1e-9
    features = features / scale

    def loss(values: Values) -> tuple[float, Values]:
        odds = features @ values[1:] + values[0]
        wrong = counts * (1 / (1 + np.exp(-odds)) - hidden)
        gradient = np.concatenate([[wrong.sum()], features.T @ wrong + 2 * _PENALTY * values[1:]])
        cost = (counts * (np.logaddexp(0, odds) - hidden * odds)).sum() + _PENALTY * (values[1:] ** 2).sum()
        return float(cost), gradient

    bounds = [(None, None)] + [(0, None)] * len(WEIGHTS)
    found = minimize(loss, np.zeros(len(WEIGHTS) + 1), jac=True, bounds=bounds, method="L-BFGS-B").x[1:] / scale
    return dict(zip(WEIGHTS, found.tolist(), strict=True))


def _sample(task: Task, tasks: int) -> tuple[Values, Values, Values]:
    """Return, for every pair: its values by reason, whether it is hidden, and how much it counts."""
    likeness, one = Likeness(task.network, everything(task.graph)), dict.fromkeys(WEIGHTS, 1.0)
    keys = np.concatenate([task.hidden, task.others])
    values = likeness.points(*np.divmod(keys, task.size), one)
    hidden = np.arange(len(keys)) < len(task.hidden)
    counts = np.where(hidden, 1 / max(len(task.hidden), 1), 1 / max(len(task.others), 1)) / tasks
    return np.column_stack([values[reason] for reason in WEIGHTS]), hidden.astype(np.float64), counts

"""Reading and writing YAML: the one place that imports the library."""

from __future__ import annotations

import functools
import re
from typing import Any

import yaml

#: The way to a value: names, and numbers in a list, counted from 0.
Place = tuple[str | int, ...]

#: The parser in C where the machine has it; both take only plain data.
_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader

#: A line of a written file is about so long.
_WIDTH = 120


class UnreadableYaml(ValueError):
    """A text that is no YAML; ``line`` is where reading stopped, counted from 1 (0: not known)."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def parse_yaml(text: str) -> Any:
    """Return what the YAML ``text`` holds. Raises UnreadableYaml."""
    try:
        return yaml.load(text, Loader=_LOADER)  # noqa: S506  (both are safe loaders)
    except yaml.MarkedYAMLError as error:
        raise UnreadableYaml(error.problem_mark.line + 1 if error.problem_mark else 0) from error
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a date that does not exist
        raise UnreadableYaml(0) from error


#: What steers a terminal and is left as it is by YAML.
_STEERING = re.compile("[\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def write_yaml(data: Any) -> str:
    """Return plain ``data`` as a YAML text, in the order that it has.

    A text that turns the direction of writing would steer a terminal: then every letter outside ASCII is escaped.
    """
    text = str(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=_WIDTH))
    if _STEERING.search(text):
        text = str(yaml.safe_dump(data, allow_unicode=False, sort_keys=False, width=_WIDTH))
    return text


def written_at(text: str, place: Place) -> tuple[int, str]:
    """Return the line of what stands at ``place`` in a YAML ``text``, and how it is written.

    Where nothing stands, it is that of what would hold it.
    """
    node = _outline(text)
    for step in place:
        items = {key.value: item for key, item in node.value} if node.id == "mapping" else dict(enumerate(node.value))
        node = items.get(step, node)
    return (node.start_mark.line + 1, text[node.start_mark.index : node.end_mark.index]) if node else (1, "")


@functools.lru_cache(maxsize=1)
def _outline(text: str) -> Any:
    """Return the nodes of a text; kept, because a file often has more than one thing to tell of."""
    return yaml.compose(text, Loader=_LOADER)

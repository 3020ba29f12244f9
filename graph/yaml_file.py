"""Reading YAML: the one place that imports the library."""

from __future__ import annotations

from typing import Any

import yaml


class UnreadableYaml(ValueError):
    """A text that is no YAML; ``line`` is where reading stopped, counted from 1 (0: not known)."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def parse_yaml(text: str) -> Any:
    """Return what the YAML ``text`` holds; only plain data, with the parser in C where the machine has it.

    Raises UnreadableYaml.
    """
    loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
    try:
        return yaml.load(text, Loader=loader)  # noqa: S506  (both are safe loaders)
    except yaml.MarkedYAMLError as error:
        raise UnreadableYaml(error.problem_mark.line + 1 if error.problem_mark else 0) from error
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a date that does not exist
        raise UnreadableYaml(0) from error

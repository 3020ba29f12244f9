"""Reading YAML: the one place that imports the library."""

from __future__ import annotations

from typing import Any

import yaml


def parse_yaml(text: str) -> Any:
    """Return what the YAML ``text`` holds; only plain data, with the parser in C where the machine has it."""
    loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
    return yaml.load(text, Loader=loader)  # noqa: S506  (both are safe loaders)

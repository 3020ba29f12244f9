"""Where the answers in two folders differ: by file, and in JSON by path."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

#: How many differences are told of one file; the rest is counted.
_MOST = 5
_WIDTH = 70


class Comparison:
    """Compares two JSON values; ``ignored`` counts by kind the findings of which only the evidence was passed over."""

    def __init__(self, except_evidence_of: frozenset[str]) -> None:
        self.ignored: Counter[str] = Counter()
        self._except = except_evidence_of

    def differences(self, first: Any, second: Any, path: str = "$") -> Iterator[str]:
        """Yield every difference between two values, with where it is."""
        if isinstance(first, dict) and isinstance(second, dict):
            yield from self._of_objects(first, second, path)
        elif isinstance(first, list) and isinstance(second, list):
            yield from self._of_lists(first, second, path)
        elif type(first) is not type(second) or first != second:
            yield f"{path}: {_short(first)} -> {_short(second)}"

    def _of_objects(self, first: dict[str, Any], second: dict[str, Any], path: str) -> Iterator[str]:
        if list(first) != list(second) and first.keys() == second.keys():
            yield f"{path}: the keys are in another order"
        for key in [*first, *(key for key in second if key not in first)]:
            if key == "evidence" and first.get("kind") in self._except:
                self.ignored[str(first["kind"])] += first.get(key) != second.get(key)
            elif key not in first or key not in second:
                yield f"{path}.{key}: only in {'the first' if key in first else 'the second'}"
            else:
                yield from self.differences(first[key], second[key], f"{path}.{key}")

    def _of_lists(self, first: list[Any], second: list[Any], path: str) -> Iterator[str]:
        """Compare by id where everything has one, so that one finding more does not make all that follow differ."""
        by_id = [
            {item["id"]: item for item in items if isinstance(item, dict) and "id" in item} for items in (first, second)
        ]
        if [len(items) for items in by_id] != [len(first), len(second)]:
            by_id = [dict(enumerate(items)) for items in (first, second)]
        one, other = by_id
        for word, here, there in (("first", one, other), ("second", other, one)):
            yield from (f"{path}[{key}]: only in the {word}: {_short(here[key])}" for key in here if key not in there)
        shared = [key for key in one if key in other]
        if shared != [key for key in other if key in one]:
            yield f"{path}: in another order"
        for key in shared:
            yield from self.differences(one[key], other[key], f"{path}[{key}]")


def compared(first: Path, second: Path, except_evidence_of: frozenset[str]) -> int:
    """Print every difference between the answers in two folders; return 1 when there is one."""
    comparison = Comparison(except_evidence_of)
    names = sorted(
        {path.relative_to(folder) for folder in (first, second) for path in folder.rglob("*") if path.is_file()}
    )
    differing: Counter[str] = Counter()
    for name in names:
        found = list(_of_files(first / name, second / name, comparison))
        if found:
            differing[name.name] += 1
            print(name)
            print("".join(f"    {line}\n" for line in found[:_MOST]), end="")
        if len(found) > _MOST:
            print(f"    and {len(found) - _MOST} more")
    for kind in sorted(except_evidence_of):
        print(f"other evidence, ignored as asked: {comparison.ignored[kind]} findings of {kind}")
    for answer, count in differing.most_common():
        print(f"{count:6} x {answer}")
    print(f"{differing.total()} of {len(names)} answers differ")
    return 1 if differing or not names else 0


def _of_files(first: Path, second: Path, comparison: Comparison) -> Iterator[str]:
    if not (first.exists() and second.exists()):
        yield f"only in the {'first' if first.exists() else 'second'}"
        return
    texts = first.read_text(encoding="utf-8"), second.read_text(encoding="utf-8")
    if texts[0] == texts[1]:
        return
    if first.suffix != ".json":
        yield from _of_texts(*texts)
        return
    counted = comparison.ignored.total()
    values = [json.loads(text) for text in texts]
    found = list(comparison.differences(*values))
    yield from found
    if not found and comparison.ignored.total() == counted:
        yield "the same values, written in another way"


def _of_texts(first: str, second: str) -> Iterator[str]:
    """Yield the lines that differ, each from shortly before its first other character on."""
    lines = first.split("\n"), second.split("\n")
    for number, (one, other) in enumerate(zip(*lines, strict=False), 1):
        if one != other:
            same = next(
                (i for i, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
                min(len(one), len(other)),
            )
            start = max(0, same - 20)
            yield f"line {number}, from character {start}: {_short(one[start:])} -> {_short(other[start:])}"
    if len(lines[0]) != len(lines[1]):
        yield f"{len(lines[0])} lines -> {len(lines[1])} lines"


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _WIDTH else f"{text[:_WIDTH]}…"

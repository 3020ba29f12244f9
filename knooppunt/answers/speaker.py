"""Who gives the answers: one network and one language, in which names, numbers and messages are written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from graph.network import Network
from graph.words.catalogue import text, written_number
from graph.words.phrases import caption, names, spoken


class Speaker(msgspec.Struct, frozen=True):
    """Writes about ``network`` in ``lang``."""

    network: Network
    lang: str

    def said(self, code: str, /, **params: Any) -> str:
        """Return a message."""
        return text(self.lang, code, **params)

    def columns(self, room: str, *columns: str) -> tuple[str, ...]:
        """Return the messages ``room.column``, for above a table; a column with a dot is a message by itself."""
        return tuple(self.said(column if "." in column else f"{room}.{column}") for column in columns)

    def number(self, value: float) -> str:
        """Return a number as people write it."""
        return written_number(value, self.lang)

    def more(self, rows: Sequence[Any], limit: int) -> str:
        """Return how many rows there are besides the first ``limit`` (0: all); nothing when there are no more."""
        more = len(rows) - limit if limit else 0
        return self.said("table.more", count=more) if more > 0 else ""

    def caption(self, node_id: str) -> str:
        """Return the name of a node."""
        return caption(self.network, node_id, self.lang)

    def captions(self, ids: Iterable[str]) -> list[str]:
        """Return the names of nodes."""
        return [self.caption(id_) for id_ in ids]

    def spoken(self, node_id: str) -> str:
        """Return a name as it stands in a sentence."""
        return spoken(self.network, node_id, self.lang)

    def all_spoken(self, ids: Iterable[str]) -> list[str]:
        """Return names as they stand in a sentence."""
        return [self.spoken(id_) for id_ in ids]

    def names(self, ids: Sequence[str], most: int = 4) -> list[str]:
        """Return the first names as they stand in a sentence, and how many more there are."""
        return names(self.network, list(ids), self.lang, most)

    @property
    def area(self) -> str:
        """Return the name of the region that the network is narrowed to, or that it is the whole."""
        region = self.network.scope.region
        return self.caption(region) if region else self.said("whole-network")

"""Who gives the answers: one network and one language, in which names, numbers, messages and tables are written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from graph.network import Network
from graph.words.catalogue import has, text, written_number
from graph.words.phrases import caption, not_stored, spoken
from knooppunt.documents.model import Table, table

#: The rows of a table.
Rows = Sequence[tuple[str, ...]]


class Speaker(msgspec.Struct, frozen=True):
    """Writes about ``network`` in ``lang``."""

    network: Network
    lang: str

    def said(self, code: str, /, **params: Any) -> str:
        """Return a message."""
        return text(self.lang, code, **params)

    def note(self, code: str, /, **params: Any) -> Table:
        """Return a message that stands by itself."""
        return table("", (), (), self.said(code, **params))

    def table(self, room: str, title: str, columns: str, rows: Rows, note: str = "", /, **params: Any) -> Table:
        """Return a table. ``title`` (none, or filled in with ``params``) and every word of ``columns`` are messages of
        ``room``; a word with a dot is one by itself. What there is to say without rows is the message ``title``.none.
        """
        codes = [code if "." in code else f"{room}.{code}" for code in columns.split()]
        headers = [self.said(code) for code in codes]
        if not (rows or note) and has(self.lang, none := f"{room}.{title}.none"):
            note = self.said(none, **params)
        return table(self.said(f"{room}.{title}", **params) if title else "", headers, rows, note)

    def counted(self, whole: Table, limit: int) -> Table:
        """Return a table with its number of rows in the title, and of those the first ``limit`` (0: all)."""
        title = f"{whole.title} ({self.number(len(whole.rows))})"
        return self.limited(msgspec.structs.replace(whole, title=title), limit)

    def limited(self, whole: Table, limit: int) -> Table:
        """Return a table of the first ``limit`` rows (0: all), with how many there are besides."""
        note = self.more(whole.rows, limit) or whole.note
        return msgspec.structs.replace(whole, rows=whole.rows[: limit or None], note=note)

    def more(self, rows: Sequence[Any], limit: int) -> str:
        """Return how many rows there are besides the first ``limit`` (0: all); nothing when there are no more."""
        more = len(rows) - limit if limit else 0
        return self.said("table.more", count=more) if more > 0 else ""

    def not_stored(self) -> str:
        """Return what stands at the head of every answer: what of the lists was left out; nothing when nothing was."""
        return not_stored(self.network, self.lang)

    def number(self, value: float, decimals: int | None = None) -> str:
        """Return a number as people write it; ``decimals``: with so many."""
        return written_number(value, self.lang, decimals)

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
        return self.first(self.all_spoken(ids[:most]), len(ids))

    def first(self, words: list[str], total: int) -> list[str]:
        """Return ``words``, and how many more there are when ``total`` is more."""
        more = total - len(words)
        return [*words, self.said("and-more", count=more)] if more > 0 else words

    def area(self, region: str | None) -> str:
        """Return the name of a region; without one it is the whole network."""
        return self.caption(region) if region else self.said("whole-network")

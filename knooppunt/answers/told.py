"""A finding as people and programs read it: the sentence, the advice, the sources, and what was decided about it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from graph.words.catalogue import has
from graph.words.phrases import written_place, written_source
from knooppunt.answers.plain import evidence_of, plain, references
from knooppunt.answers.speaker import Speaker
from queries.decisions import Decided
from queries.finding import Finding, Reason
from queries.registry import KINDS

#: How many reasons a sentence lists, how many things of each, and how many points make a reason worth telling.
_REASONS, _THINGS, _TELLING = 4, 2, 0.2
#: How many places a finding shows when it is not asked for all.
PLACES = 3
#: How many of the organisations that come loose a sentence names.
_NAMED = 3
#: Reasons that make a connection likelier but give two organisations nothing to talk about: told when there is no other.
_NO_REASON_TO_MEET = frozenset({"many-contacts"})
#: The fields of a finding that JSON tells, in this order.
_FIELDS = (
    *("kind", "severity", "person", "pairs_lost", "parts", "only_route", "organisations", "unit", "need"),
    *("score", "because", "share", "region"),
)


class Told:
    """A finding in the words of ``say``, with what was decided about it. Every part is made when it is asked for, once."""

    def __init__(self, say: Speaker, finding: Finding, decided: Decided | None = None) -> None:
        self.finding = finding
        self._say = say
        self._decided = decided

    def cell(self, column: str, places: int = 0) -> str:
        """Return what stands in a column of a table of findings; of the sources the first ``places`` (0: all)."""
        if column == "sources":
            return self.places(places)
        if column == "kind":
            return self._say.said(f"title.{self.finding.kind}")
        return self.finding.id if column == "id" else str(getattr(self, {"finding": "sentence"}.get(column, column)))

    @property
    def severity(self) -> str:
        """Return the word for how grave it is."""
        return self._say.said(f"severity.{self.finding.severity}")

    @cached_property
    def text(self) -> str:
        """Return the sentence that tells it."""
        told = self.worded("finding")
        if self.finding.ask_first:
            told = f"{self._asked} {told}"
        return f"{told} {self._say.said('finding-inferred')}" if self.finding.inferred else told

    @property
    def _asked(self) -> str:
        """Return which organisations may be the same, as a question that goes before the rest."""
        say = self._say
        captions = [[say.caption(id_) for id_ in pair] for pair in self.finding.ask_first]
        pairs = [say.said("finding-ask-first.pair", one=one, other=other) for one, other in captions]
        return self._say.said("finding-ask-first", pairs=pairs)

    def worded(self, start: str, /, **more: Any) -> str:
        """Return the message that begins with ``start``, of the wording that fits; ``more`` fields for it."""
        return self._say.said(self._code(start), **{**self._fields, **more})

    @cached_property
    def suggestion(self) -> str:
        """Return what a hub can do about it."""
        told = self.worded("suggestion")
        if not self.finding.ask_first:
            return told
        other, one = map(self._say.caption, self.finding.ask_first[0])
        return f"{self._say.said('suggestion-ask-first', one=one, other=other)} {told}"

    @cached_property
    def evidence(self) -> list[dict[str, str]]:
        """Return where stands what it rests on: a rule, relations, organisations; each place once."""
        details, found = self.finding.details, []
        if rule_source := details.get("rule_source"):
            found.append({"relation": "expectation", "source": rule_source, "where": details["rules"][0]})
        for item in KINDS[self.finding.kind].evidence(self._say.network.entire, self.finding):
            found += evidence_of(item)
        return list({tuple(place.items()): place for place in found}.values())

    @property
    def sources(self) -> str:
        """Return where stands what it rests on in words, a place a line."""
        return self.places(0)

    def places(self, most: int) -> str:
        """Return the first ``most`` places (0: all) where stands what it rests on, a line each, and how many more."""
        lang = self._say.lang
        found = (f"{written_source(one['source'], lang)}, {written_place(one['where'], lang)}" for one in self.evidence)
        places = list(dict.fromkeys(found))
        more = len(places) - most if most else 0
        shown = [*places[:most], self._say.said("report.more-places", count=more)] if more > 0 else places
        return "\n".join(shown)

    @property
    def decision(self) -> str:
        """Return what was decided about it, and why; nothing when nothing was."""
        one = self._decided
        if one is None or one.decision is None or (one.decision.status == "open" and not one.decision.note):
            return ""
        decision, code = one.decision, "returned" if one.returned else one.decision.status
        owner = self._say.said("decided.owner", owner=decision.owner) if decision.owner else ""
        words = self._say.said(f"decided.{code}", day=decision.decided_at.astimezone().date(), owner=owner)
        return f"{words}: {decision.note}" if decision.note else words

    @property
    def has_note(self) -> bool:
        """Tell whether somebody wrote why it was decided so."""
        return self._decided is not None and self._decided.decision is not None and bool(self._decided.decision.note)

    @property
    def sentence(self) -> str:
        """Return the sentence, and what was decided about it."""
        return f"{self.text} [{self.decision}]" if self.decision else self.text

    def data(self) -> dict[str, Any]:
        """Return it as plain data; only the keys that its kind has."""
        finding, fields = self.finding, plain(self._say, self.finding)
        absent = {name for name in _FIELDS if fields[name] is None} - {"region"}
        absent |= ({"because"} if finding.score is None else set()) | (set() if finding.parts else {"parts"})
        for reason, one in zip(finding.because, fields["because"], strict=True):
            one["text"] = _reason(self._say, reason)
        return {
            "id": finding.id,
            **{name: fields[name] for name in _FIELDS if name not in absent},
            **({"cut_off": references(self._say, self._cut_off[0])} if KINDS[finding.kind].cut_off else {}),
            **{name: self._detail(name, value) for name, value in finding.details.items()},
            **({"inferred": True} if finding.inferred else {}),
            **({"ask_first": fields["ask_first"]} if finding.ask_first else {}),
            "text": self.text,
            "suggestion": self.suggestion,
            "evidence": self.evidence,
            **self._decision_data(),
        }

    def _decision_data(self) -> dict[str, Any]:
        one = self._decided
        if one is None or one.decision is None:
            return {} if one is None else {"status": one.status}
        decision = plain(self._say, one.decision)
        own = {name: decision[name] for name in ("status", "until", "owner", "note", "decided_at")}
        return {"status": one.status, "returned": one.returned, "decision": own}

    def _detail(self, name: str, value: Any) -> Any:
        nodes = name in KINDS[self.finding.kind].nodes
        return plain(self._say, value, {"node": "named"} if nodes else {})

    def _code(self, start: str) -> str:
        """Return the message that begins with ``start``: of the wording that fits best, else the plain one."""
        code = f"{start}.{self.finding.kind}"
        fitting = (f"{code}.{variant}" for variant in KINDS[self.finding.kind].variants(self.finding))
        return next((variant for variant in fitting if has(self._say.lang, variant)), code)

    @property
    def _count(self) -> int:
        """Return the number that decides between one and other in the sentence."""
        finding, name = self.finding, KINDS[self.finding.kind].count or "pairs_lost"
        counted = finding.details[name] if name in finding.details else getattr(finding, name, 0) or 0
        return len(counted) if isinstance(counted, (list, tuple)) else int(counted)

    def _told(self, detail: Any) -> Any:
        """Return a detail as it stands in a sentence."""
        if isinstance(detail, float):
            return self._say.number(detail)
        return self._say.names(detail) if isinstance(detail, list) else detail

    @cached_property
    def _cut_off(self) -> tuple[Sequence[str], int]:
        """Return the first organisations that come loose, and how many do."""
        cut_off = KINDS[self.finding.kind].cut_off
        return cut_off(self._say.network, self.finding) if cut_off else ((), 0)

    @cached_property
    def _fields(self) -> dict[str, Any]:
        """Return everything a template may use."""
        say, finding = self._say, self.finding
        cut_off, total = self._cut_off
        first, second = [*say.all_spoken(finding.organisations[:2]), "", ""][:2]
        fields = {
            "person": say.spoken(finding.person) if finding.person else "",
            "organisations": say.names(finding.organisations),
            "first": first,
            "second": second,
            "cut_off": say.first(say.all_spoken(cut_off[:_NAMED]), total),
            "pairs_lost": finding.pairs_lost,
            "parts": [str(part) for part in finding.parts],
            "part_count": len(finding.parts),
            "smallest": finding.parts[-1] if finding.parts else 0,
            "percentage": f"{say.number(round(finding.share * 100, 1))}%",
            "region": say.area(finding.region or say.network.scope.region),
            "others": say.names(finding.organisations[1:]),
            "because": "; ".join(_main_reasons(say, finding)),
            "unit": say.caption(finding.unit) if finding.unit else "",
        }
        extra = {name: self._told(item) for name, item in finding.details.items()}
        return {**fields, **extra, "count": self._count}


def _main_reasons(say: Speaker, finding: Finding) -> list[str]:
    """Return the reasons that matter most, in words; of two that are about the very same things the first."""
    telling = [reason for reason in finding.because if reason.points >= _TELLING]
    telling = [reason for reason in telling if reason.reason not in _NO_REASON_TO_MEET] or telling
    about = [reason.about or reason.reason for reason in telling]
    told = [reason for i, reason in enumerate(telling) if about[i] not in about[:i]]
    return [_reason(say, reason) for reason in told[:_REASONS]]


def _reason(say: Speaker, reason: Reason) -> str:
    """Return in words why something scores, or what speaks against it."""
    code = f"because.{reason.reason}{'' if reason.points > 0 else '.against'}"
    return say.said(code, things=say.names(reason.about, _THINGS), count=len(reason.about))

"""Events that are folded together, sorted out once for all read models: which are about what each of them looks at."""

from collections.abc import Collection, Mapping, Sequence
from itertools import compress

from domain.desk.kinds import KINDS
from domain.record.envelope import Recorded
from projections.projection import Projection

Seen = tuple[frozenset[str], frozenset[str] | None]
"""What a read model looks at: kinds of aggregates, and stored names of events."""

_UNREADABLE = ""
"""Stands for the name of an event that can't be read, which everybody is shown."""


class Batch:
    """Events in the order of the log; each list has one item an event."""

    def __init__(self, events: Sequence[Recorded]) -> None:
        self.events = events
        envelopes = [event.envelope for event in events]
        parts = [envelope.aggregate.partition("-") for envelope in envelopes]
        self._kinds, self._numbers = [part[0] for part in parts], [part[2] for part in parts]
        self._customers = [envelope.customer or "" for envelope in envelopes]
        named = zip(events, envelopes, strict=True)
        self._names = [envelope.type if type(event) is Recorded else _UNREADABLE for event, envelope in named]
        self._among: dict[Seen, Sequence[bool]] = {}
        self._seen: dict[Seen, Sequence[Recorded]] = {}
        self._keys: dict[Seen, Mapping[str, Collection[str]]] = {}

    def about(self, projection: Projection) -> Sequence[Recorded]:
        """Those of aggregates of its kinds; a kind that nobody knows is everybody's, so that nobody passes it over."""
        return [*compress(self.events, self._which(projection.kinds, None))]

    def seen_by(self, projection: Projection) -> Sequence[Recorded]:
        """Those that it looks at, and whatever can't be read."""
        seen = projection.kinds, projection.sees
        if seen not in self._seen:
            self._seen[seen] = [*compress(self.events, self._which(*seen))]
        return self._seen[seen]

    def keys_of(self, projection: Projection) -> Mapping[str, Collection[str]]:
        """By which rows of these events may be told: to be read ahead."""
        seen = projection.kinds, projection.sees
        if seen not in self._keys:
            numbers, customers = (
                frozenset(compress(of_each, self._which(*seen))) for of_each in (self._numbers, self._customers)
            )
            self._keys[seen] = {"number": numbers, "customer": customers - {""}}
        return self._keys[seen]

    def _which(self, kinds: frozenset[str], sees: frozenset[str] | None) -> Sequence[bool]:
        found = self._among.get((kinds, sees))
        if found is None:
            its = {kind for kind in set(self._kinds) if kind in kinds or kind not in KINDS}
            found = [*map(its.__contains__, self._kinds)]
            if sees is not None:
                shown = map((sees | {_UNREADABLE}).__contains__, self._names)
                found = [about and seen for about, seen in zip(found, shown, strict=True)]
            self._among[kinds, sees] = found
        return found

"""Events that are folded together, sorted out once for all read models: which are about what each of them looks at."""

from collections.abc import Collection, Mapping, Sequence

from domain.desk.kinds import KINDS, id_of
from domain.record.envelope import Recorded
from projections.projection import Projection

Seen = tuple[frozenset[str], frozenset[str] | None]
"""What a read model looks at: kinds of aggregates, and stored names of events."""


class Batch:
    """Events in the order of the log."""

    def __init__(self, events: Sequence[Recorded]) -> None:
        self.events = events
        self._kinds = [event.envelope.aggregate.partition("-")[0] for event in events]
        self._about: dict[frozenset[str], Sequence[Recorded]] = {}
        self._seen: dict[Seen, Sequence[Recorded]] = {}
        self._keys: dict[Seen, Mapping[str, Collection[str]]] = {}

    def about(self, projection: Projection) -> Sequence[Recorded]:
        """Those of aggregates of its kinds; a kind that nobody knows is everybody's, so that nobody passes it over."""
        found = self._about.get(projection.kinds)
        if found is None:
            others = KINDS.keys() - projection.kinds
            found = [event for event, kind in zip(self.events, self._kinds, strict=True) if kind not in others]
            self._about[projection.kinds] = found
        return found

    def seen_by(self, projection: Projection) -> Sequence[Recorded]:
        """Those that it looks at, and whatever can't be read."""
        sees, about = projection.sees, self.about(projection)
        if sees is None:
            return about
        found = self._seen.get((projection.kinds, sees))
        if found is None:
            found = [event for event in about if event.envelope.type in sees or type(event) is not Recorded]
            self._seen[projection.kinds, sees] = found
        return found

    def keys_of(self, projection: Projection) -> Mapping[str, Collection[str]]:
        """By which rows of these events may be told: to be read ahead."""
        found = self._keys.get((projection.kinds, projection.sees))
        if found is None:
            envelopes = [event.envelope for event in self.seen_by(projection)]
            aggregates = {envelope.aggregate for envelope in envelopes}
            customers = {envelope.customer for envelope in envelopes if envelope.customer}
            found = {"number": {*map(id_of, aggregates)}, "customer": customers}
            self._keys[projection.kinds, projection.sees] = found
        return found

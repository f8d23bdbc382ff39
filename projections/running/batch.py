"""Events that are folded together, sorted out once for all read models: which are about what each of them looks at."""

from collections.abc import Collection, Mapping, Sequence

from domain.desk.kinds import KINDS, id_of
from domain.record.envelope import Recorded
from projections.projection import Projection


class Batch:
    """Events in the order of the log."""

    def __init__(self, events: Sequence[Recorded]) -> None:
        self.events = events
        self._kinds = [event.envelope.aggregate.partition("-")[0] for event in events]
        self._about: dict[frozenset[str], Sequence[Recorded]] = {}

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
        return [event for event in about if event.envelope.type in sees or type(event) is not Recorded]

    def keys_of(self, projection: Projection) -> Mapping[str, Collection[str]]:
        """By which rows of these events may be told: to be read ahead."""
        envelopes = [event.envelope for event in self.seen_by(projection)]
        return {
            "number": {id_of(envelope.aggregate) for envelope in envelopes},
            "customer": {envelope.customer for envelope in envelopes if envelope.customer},
        }

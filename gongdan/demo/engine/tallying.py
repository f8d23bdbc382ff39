"""What was made: counts by type, and a digest that is the same for the same seed whatever the keys."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field

from domain.record.moment import stored_form
from gongdan.demo.engine.batching import Batch


@dataclass(slots=True)
class Tally:
    """The digest is SHA-256 over type, ids, time and data of each event before encryption, in the order of the log."""

    types: Counter[str] = field(default_factory=Counter[str])
    events: int = 0
    _digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    def count(self, batch: Batch) -> None:
        for events in batch.events:
            for one in events:
                envelope = one.envelope
                self.types[envelope.type] += 1
                said = (envelope.type, envelope.id, envelope.aggregate, str(envelope.version), envelope.command)
                at, data = stored_form(envelope.occurred), one.event.model_dump_json(exclude_none=True)
                self._digest.update("\n".join((*said, at, data, "")).encode())
            self.events += len(events)

    @property
    def tickets(self) -> int:
        return self.types["ticket-opened"]

    @property
    def digest(self) -> str:
        return self._digest.hexdigest()

"""A public event as CloudEvents 1.0 says it: its attributes, and the whole as one JSON object."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from domain.published.details import details_of
from domain.published.event import PublicEvent
from domain.published.schemas import schema_id
from domain.record.envelope import Recorded
from domain.record.moment import stored_form

CONTENT: Final = "application/json"


@dataclass(frozen=True, slots=True)
class Told:
    """The ``part``-th public event, from 1, of one of the log; ``last`` where none comes after it."""

    recorded: Recorded
    public: PublicEvent
    part: int
    last: bool = True

    @property
    def id(self) -> str:
        """That of the event in the log, with ``.2``, ``.3`` … where several are told of one."""
        event_id = self.recorded.envelope.id
        return event_id if self.part == 1 else f"{event_id}.{self.part}"

    def attributes(self, source: str) -> dict[str, str]:
        """``source`` names the log that it comes from."""
        envelope, public = self.recorded.envelope, self.public
        return {
            "specversion": "1.0",
            "id": self.id,
            "source": source,
            "type": public.type_name(),
            "subject": public.number,
            "time": stored_form(envelope.occurred),
            "recordedtime": stored_form(envelope.recorded),
            "dataschema": schema_id(type(public)),
            "sequence": f"{self.recorded.sequence:020}.{self.part:03}",
        }

    def body(self, details: Collection[str] = ()) -> bytes:
        """Its data as JSON, with what a grant has besides."""
        if not details:
            return self.public.model_dump_json(exclude_none=True).encode()
        return json.dumps(self.data(details), ensure_ascii=False, separators=(",", ":")).encode()

    def data(self, details: Collection[str] = ()) -> dict[str, Any]:
        return self.public.model_dump(mode="json", exclude_none=True) | details_of(self.recorded, details)

    def structured(self, source: str, details: Collection[str] = ()) -> dict[str, Any]:
        """The whole event (``application/cloudevents+json``)."""
        return self.attributes(source) | {"datacontenttype": CONTENT, "data": self.data(details)}

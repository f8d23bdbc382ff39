"""The customer's personal values in the clear, for who has said on the record why they need them."""

from collections.abc import Iterable, Iterator

from pydantic import BaseModel

from api.tickets.masking import in_the_clear
from api.tickets.views import Answered
from domain.record.envelope import Recorded


class PersonalValue(BaseModel):
    """A value as it was said, by the field's dotted name, in the event of this version; a later one counts."""

    field: str
    value: str
    version: int
    type: str


class Unmasked(Answered):
    """What came of asking for it, and all that is masked elsewhere."""

    personal: list[PersonalValue]


def personal_values(events: Iterable[Recorded]) -> Iterator[PersonalValue]:
    """All that masking hides in a history, oldest first; a correction comes under the field that it corrects."""
    for recorded in events:
        envelope = recorded.envelope
        for path, _, value in in_the_clear(recorded.event):
            yield PersonalValue(field=".".join(path), value=str(value), version=envelope.version, type=envelope.type)

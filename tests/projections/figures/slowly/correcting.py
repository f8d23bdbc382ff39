"""Events as the last correction that each could take has them, worked out anew each time."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from domain.record.envelope import Recorded
from domain.ticket import events as e


def corrected(history: Sequence[Recorded]) -> Iterable[Recorded]:
    """Each event with the fields as the last correction that it could take has them."""
    for recorded in history:
        said = json.loads(recorded.event.model_dump_json(exclude_none=True))
        for other in history:
            if isinstance(other.event, e.CorrectionRecorded) and other.event.version == recorded.envelope.version:
                said = _with(recorded, said, other.event)
        yield Recorded(recorded.envelope, type(recorded.event).model_validate_json(json.dumps(said)), recorded.sequence)


def _with(recorded: Recorded, said: dict[str, Any], correction: e.CorrectionRecorded) -> dict[str, Any]:
    for right in (correction.right, _as_json(correction.right)):
        tried = {**said, correction.field: right}
        try:
            type(recorded.event).model_validate_json(json.dumps(tried))
        except ValueError:
            continue
        return tried
    return said


def _as_json(text: str | None) -> Any:
    try:
        return json.loads(text or "null")
    except ValueError:
        return text

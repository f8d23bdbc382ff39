"""How far a process has come with each upstream application, kept as events of an aggregate of its own.

It stands in the events' stream, so that one atomic batch stores it with the events that it caused, and the broker's
check that nobody was faster makes processing exactly once (docs/formats.md §10).
"""

import json
import re
import uuid

from eventsourcing.persistence import IntegrityError, Tracking

from eventsourcing_nats.log import EventLog
from eventsourcing_nats.records import LoggedEvent, NewEvent, Tip, Unit

TOPIC = "tracking"
_NAMESPACE = uuid.UUID("2f0a8a4e-64d1-5b0c-9c35-7be1c0d95a1f")
_RESERVED = re.compile(r"tracking_[0-9a-f]{32}\Z")


def tracked_under(application_name: str) -> str:
    """The aggregate that keeps the trackings of an upstream application, whatever characters its name holds."""
    return f"tracking_{uuid.uuid5(_NAMESPACE, application_name).hex}"


def is_tracking(aggregate_id: str) -> bool:
    """Whether this aggregate holds trackings, which are nobody's notifications."""
    return bool(_RESERVED.match(aggregate_id))


class Trackings:
    """Makes the next tracking of an upstream application, onto the last one that is known or read at the leader."""

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self._known: dict[str, tuple[int, Tip]] = {}

    async def last(self, application_name: str) -> int | None:
        """The highest notification id that was processed, read at the leader; None if there is none."""
        found = await self._log.last(tracked_under(application_name))
        return _processed(found) if found else None

    async def unit(self, tracking: Tracking) -> Unit:
        """The tracking to store. Raises IntegrityError when it, or a later one, was processed already.

        Its event id is random: another's same tracking must never be taken for this one.
        """
        name = tracked_under(tracking.application_name)
        last, tip = self._known.get(name) or await self._read(name)
        if tracking.notification_id <= last:
            raise IntegrityError(
                f"notification {tracking.notification_id} of {tracking.application_name} was processed already: "
                f"trackings have come to {last}; nothing was stored"
            )
        state = {"application": tracking.application_name, "notification": tracking.notification_id}
        body = json.dumps(state, ensure_ascii=False, separators=(",", ":")).encode()
        return Unit((NewEvent(name, tip.version + 1 if tip else 1, TOPIC, body, str(uuid.uuid4())),), tip)

    def keep(self, tracking: Tracking, tip: Tip) -> None:
        """It is stored."""
        self._known[tracked_under(tracking.application_name)] = tracking.notification_id, tip

    def forget(self, aggregate_id: str) -> None:
        """Someone else was faster: what is known of this aggregate is out of date."""
        self._known.pop(aggregate_id, None)

    async def _read(self, name: str) -> tuple[int, Tip | None]:
        found = await self._log.last(name)
        return (_processed(found), found.tip) if found else (0, None)


def _processed(event: LoggedEvent) -> int:
    return int(json.loads(event.state)["notification"])

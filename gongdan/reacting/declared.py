"""The streams and durable consumers of reactions as they must be; operations makes them before anybody reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from consumers.reaction import Reaction, Since
from consumers.timers.messages import Subjects
from eventsourcing_nats import LogSettings
from eventsourcing_nats.broker.stream import Place

_SECOND: Final = 1_000_000_000
ACK_WAIT: Final = 30 * _SECOND
"""Nanoseconds after which what a reader took and never answered for is handed out again."""
_OPEN: Final = 1_000
"""Events handed out and not answered for, at most."""
FEED_KEPT: Final = 30 * 24 * 3600 * _SECOND
"""Nanoseconds that a public event stays on the feed; how far the feed is stays for ever."""


def timers_stream(prefix: str) -> str:
    return f"{prefix.upper()}_TIMERS"


def dead_letters_stream(prefix: str) -> str:
    return f"{prefix.upper()}_DEADLETTERS"


def leases_stream(prefix: str) -> str:
    return f"{prefix.upper()}_LEASES"


def feed_stream(prefix: str) -> str:
    return f"{prefix.upper()}_FEED"


def streams(settings: LogSettings) -> list[dict[str, Any]]:
    """A told timer goes once it is acted on (work queue); of a dead letter and of a lease only the last word stays."""
    prefix = settings.prefix
    same = {
        "storage": "file",
        "compression": settings.stream_compression,
        "num_replicas": settings.replicas,
        "allow_direct": True,
        "discard": "old",
        "max_msgs": -1,
        "max_bytes": -1,
        "max_age": 0,
    }
    timers = {
        "name": timers_stream(prefix),
        "subjects": [f"{prefix}-timers.>"],
        "retention": "workqueue",
        "allow_msg_schedules": True,
        "max_msgs_per_subject": -1,
    }
    dead = {
        "name": dead_letters_stream(prefix),
        "subjects": [f"{prefix}-dead.>"],
        "retention": "limits",
        "allow_msg_ttl": True,
        "max_msgs_per_subject": 1,
    }
    leases = {
        "name": leases_stream(prefix),
        "subjects": [f"{prefix}-leases.>"],
        "retention": "limits",
        "max_msgs_per_subject": 1,
    }
    feed = {
        "name": feed_stream(prefix),
        "subjects": [f"{prefix}-feed.>", f"{prefix}-fed.>"],
        "retention": "limits",
        "allow_msg_ttl": True,
        "allow_rollup_hdrs": True,
        "allow_atomic": True,
        "max_msgs_per_subject": -1,
    }
    return [timers | same, dead | same, leases | same, feed | same | {"max_age": FEED_KEPT}]


@dataclass(frozen=True, slots=True)
class Durable:
    """A durable pull consumer: its ``stream``, its ``name`` for ever, and the subjects it hears."""

    stream: str
    name: str
    filters: tuple[str, ...]
    since: Since = "beginning"
    open: int = _OPEN

    def config(self) -> dict[str, Any]:
        """``max_deliver`` has no end: who gives up on an event says so, and it is kept."""
        return {
            "durable_name": self.name,
            "deliver_policy": "all" if self.since == "beginning" else "new",
            "ack_policy": "explicit",
            "ack_wait": ACK_WAIT,
            "max_deliver": -1,
            "max_ack_pending": self.open,
            "filter_subjects": list(self.filters),
            "replay_policy": "instant",
        }


def of_reactions(prefix: str, reactions: Iterable[Reaction]) -> list[Durable]:
    stream = Place.events(prefix).stream
    return [
        Durable(stream, each.name, tuple(f"{prefix}.*.{kind}.*" for kind in each.kinds), each.since)
        for each in reactions
    ]


def of_timers(prefix: str, owner: str) -> Durable:
    """All told at once may be open: while a reader puts them in order, none is held back."""
    return Durable(timers_stream(prefix), owner, (Subjects(prefix, owner).told,), open=-1)

"""Whether the stream could store an append at this moment, as its leader sees it, without storing anything."""

import asyncio
from dataclasses import dataclass
from typing import Any

from eventsourcing_nats.broker import api
from eventsourcing_nats.broker.connection import Connection
from eventsourcing_nats.broker.requests import Unanswered, Undelivered
from eventsourcing_nats.broker.stream import Place, led_by
from eventsourcing_nats.errors import StoreUnavailable

_PAUSE = 0.05
_SILENT = 3.0
"""Seconds without a word, after which a replica counts as lagging: a leader asks each once a second."""


@dataclass(frozen=True, slots=True)
class Quorum:
    """The servers that keep the stream. ``wanted``: how many were asked for, ``current``: how many hold all of it.

    ``can_store``: there is a leader, and a majority with it (itself counts); else ``why`` not. The names in
    ``offline`` are of servers that are away, those in ``lagging`` of servers that are there, and behind or silent.
    """

    can_store: bool
    wanted: int
    current: int = 0
    leader: str | None = None
    offline: tuple[str, ...] = ()
    lagging: tuple[str, ...] = ()
    why: str = ""


async def ask(connection: Connection, place: Place, within: float, heard_within: float) -> Quorum:
    """How it stands, asked until an append could be stored, for ``within`` seconds at most; raises nothing.

    The leader does not notice for some ten seconds that it lost its quorum, and answers meanwhile. So it is believed
    only once a majority has said something to it after it was asked, or at most ``heard_within`` seconds before.
    """
    loop = asyncio.get_running_loop()
    begun = loop.time()
    end = begun + within
    while True:
        asked = loop.time()
        try:
            answer = await api.ask(connection, f"STREAM.INFO.{place.stream}", None, max(end - asked, _PAUSE))
            found = _seen(answer, connection.settings.replicas, asked - begun + heard_within)
        except (Unanswered, Undelivered, StoreUnavailable, api.ApiError) as error:
            found = Quorum(False, connection.settings.replicas, why=str(error))
        if found.can_store or loop.time() + 2 * _PAUSE >= end:
            return found
        await asyncio.sleep(_PAUSE)


def _seen(answer: dict[str, Any], wanted: int, seconds: float) -> Quorum:
    """What the answer says; ``seconds``: since when the replicas must have been heard.

    Where there is no leader a replica answers, which knows of itself only.
    """
    cluster: dict[str, Any] = answer.get("cluster") or {}
    leader = led_by(answer)
    replicas: list[dict[str, Any]] = cluster.get("replicas") or []
    current = [each for each in replicas if each.get("current") and not each.get("offline") and _silent(each) < _SILENT]
    heard = [each for each in replicas if not each.get("offline") and _silent(each) < seconds]
    enough = 1 + len(heard) > (1 + len(replicas)) // 2
    return Quorum(
        can_store=bool(leader) and enough,
        wanted=wanted,
        current=len(current) + (1 if leader else 0),
        leader=leader,
        offline=tuple(each["name"] for each in replicas if each.get("offline")),
        lagging=tuple(each["name"] for each in replicas if not each.get("offline") and each not in current),
        why=_why(leader, enough),
    )


def _silent(replica: dict[str, Any]) -> float:
    """Seconds since the leader heard it; endless where it never did."""
    return replica.get("active", 0) / 1e9 or float("inf")


def _why(leader: str | None, enough: bool) -> str:
    if not leader:
        return "the stream has no leader: too few of its servers are there"
    return "" if enough else f"{leader} leads, but hears no majority of the stream's servers"

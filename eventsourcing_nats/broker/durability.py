"""Whether the broker syncs to disk before it acknowledges: only its monitoring port tells."""

import asyncio
import json
import urllib.request
from typing import Any

from eventsourcing_nats.errors import StoreUnavailable, UnsafeDurability


def require_durability(monitor_url: str, within: float = 5.0) -> None:
    """Return when ``/varz`` at ``http://host:port`` says sync_always. Raises UnsafeDurability, StoreUnavailable."""
    if not monitor_url.startswith(("http://", "https://")):
        raise ValueError(f"monitor URL {monitor_url!r}: must start with http:// or https://")
    try:
        with urllib.request.urlopen(f"{monitor_url.rstrip('/')}/varz", timeout=within) as answer:  # noqa: S310 -- http only, checked above
            shown: dict[str, Any] = json.load(answer)
    except (OSError, ValueError) as error:
        raise StoreUnavailable(f"no nats-server monitoring at {monitor_url} ({error})") from error
    jetstream: dict[str, Any] = shown.get("jetstream") or {}
    config: dict[str, Any] = jetstream.get("config") or {}
    if config.get("sync_always") is not True:
        raise UnsafeDurability(monitor_url)


async def check_durability(monitor_url: str, within: float = 5.0) -> None:
    """:func:`require_durability` without blocking the event loop."""
    await asyncio.to_thread(require_durability, monitor_url, within)

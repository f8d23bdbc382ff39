"""Whether the nats-servers that the settings name sync to disk before they acknowledge: seen, stated, or refused."""

import asyncio
from urllib.error import URLError

from eventsourcing_nats import LogSettings, StoreUnavailable, UnsafeDurability, check_durability
from gongdan.composition import Broker
from gongdan.failures import Failure
from gongdan.settings import Settings


async def require_durability(settings: Settings, broker: Broker) -> list[str]:
    """The monitoring addresses that do not answer: fewer than half, as servers that are away acknowledge nothing.

    Raises Failure where a server acknowledges before it has synced, or that can't be seen of more than half of them.
    """
    if settings.i_accept_data_loss:
        return []
    if broker.monitor is None:
        if not settings.sync_always:
            raise Failure("durability-unknown", url=LogSettings(url=broker.url).safe_url)
        return []
    monitors = [url.strip() for url in broker.monitor.split(",")]
    answered = await asyncio.gather(*(_answers(url) for url in monitors))
    silent = [url for url, answers in zip(monitors, answered, strict=True) if not answers]
    if 2 * len(silent) >= len(monitors):
        raise Failure("monitor-unreachable", url=", ".join(silent))
    return silent


async def _answers(monitor: str) -> bool:
    """Raises Failure where it says that the server does not sync."""
    try:
        await check_durability(monitor)
    except UnsafeDurability:
        raise Failure("durability-unsafe", url=monitor) from None
    except (TimeoutError, StoreUnavailable, URLError):
        return False
    return True

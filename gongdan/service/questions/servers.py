"""Whether the nats-servers keep what they acknowledge, are set up as declared, and can store an event now."""

from eventsourcing_nats import ConfigDrift, EventLog, Quorum, StoreUnavailable
from gongdan.composition import Broker, log_settings, store_failure
from gongdan.failures import Failure
from gongdan.nats_servers.users import API
from gongdan.opening.durability import require_durability
from gongdan.service.questions.finding import Finding, unsafe
from gongdan.service.storing import away, hindrance
from gongdan.settings import Settings
from gongdan.watching.losses import missing


async def durability(settings: Settings, broker: Broker) -> Finding:
    try:
        silent = await require_durability(settings, broker)
    except Failure as failure:
        return unsafe("durability", failure)
    if silent:
        return unsafe("durability", Failure("monitor-unreachable", url=", ".join(silent)))
    if broker.monitor is None:
        return Finding(
            "durability",
            True,
            "nats-server 应答前同步写盘（由 GONGDAN_SYNC_ALWAYS 声明，无法核实）",
            "nats-server syncs to disk before it acknowledges (stated by GONGDAN_SYNC_ALWAYS, not seen)",
        )
    return Finding("durability", True, "nats-server 应答前同步写盘", "nats-server syncs to disk before it acknowledges")


async def stream(settings: Settings, broker: Broker) -> list[Finding]:
    """How it is configured, whether an event can be stored now, and whether all its replicas hold all of it."""
    try:
        log = await EventLog.open(log_settings(settings, broker.signed_in_as(API)))
    except (StoreUnavailable, ConfigDrift) as error:
        return [unsafe("stream", store_failure(error, broker))]
    except Failure as failure:
        return [unsafe("stream", failure)]
    try:
        quorum = await log.quorum()
        return [await _configured(log, broker), storing(quorum, own=settings.embedded), replicas(quorum)]
    finally:
        await log.close()


async def _configured(log: EventLog, broker: Broker) -> Finding:
    try:
        end, lost = await log.end(), await log.losses()
    except StoreUnavailable as error:
        return unsafe("stream", store_failure(error, broker))
    if lost:
        return unsafe("stream", missing(log, lost))
    return Finding(
        "stream",
        True,
        f"事件流 {log.stream} 的配置与声明一致（{end} 个事件）",
        f"Stream {log.stream} is configured as declared ({end} events)",
    )


def storing(quorum: Quorum, *, own: bool = False) -> Finding:
    if quorum.can_store:
        return Finding("storing", True, "现在可以记录事件", "An event can be stored now")
    return unsafe("storing", hindrance(quorum, own=own))


def replicas(quorum: Quorum) -> Finding:
    if quorum.current >= quorum.wanted:
        return Finding(
            "replicas",
            True,
            f"{quorum.wanted} 份副本均为最新",
            f"All replicas are current ({quorum.wanted})",
        )
    return unsafe("replicas", Failure("replicas-behind", away=away(quorum), **_counted(quorum)))


def _counted(quorum: Quorum) -> dict[str, object]:
    return {"current": quorum.current, "wanted": quorum.wanted}

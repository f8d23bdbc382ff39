"""Whether what follows from events is done: no reaction stands still, and none gave up an event."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from consumers.deadlines.deadlines import Deadlines
from consumers.timers.messages import Subjects
from eventsourcing_nats import StoreUnavailable
from eventsourcing_nats.broker import api
from eventsourcing_nats.broker.connection import Connection
from eventsourcing_nats.broker.stream import Place
from gongdan.composition import Broker, log_settings, store_failure
from gongdan.failures import Failure
from gongdan.nats_servers.users import OPERATIONS
from gongdan.reacting.declared import dead_letters_stream, timers_stream
from gongdan.service.questions.finding import Finding, unsafe
from gongdan.service.questions.leases import leases
from gongdan.settings import Settings

_STILL: Final = timedelta(minutes=1)
_NAME: Final = "reactions"


async def reactions(settings: Settings, broker: Broker) -> list[Finding]:
    """None where no reaction has ever run."""
    try:
        connection = await Connection.open(log_settings(settings, broker.signed_in_as(OPERATIONS)), "check")
    except StoreUnavailable as error:
        return [unsafe(_NAME, store_failure(error, broker))]
    except Failure as failure:
        return [unsafe(_NAME, failure)]
    try:
        return await _findings(connection, settings.prefix)
    except (StoreUnavailable, api.ApiError):
        return []  # what keeps the stream from answering is a question of its own
    finally:
        await connection.close()


async def _findings(connection: Connection, prefix: str) -> list[Finding]:
    listed = await api.call(connection, f"CONSUMER.LIST.{Place.events(prefix).stream}", {"offset": 0})
    consumers: list[dict[str, Any]] = listed["consumers"] or []
    if not consumers:
        return []
    given_up, waiting = await _given_up(connection, prefix), await _timers_waiting(connection, prefix)
    late = [(each["name"], each["num_pending"]) for each in consumers if _stands_still(each)]
    found = [*(_late(name, pending) for name, pending in late), *(_gave_up(*each) for each in given_up.items())]
    found += [_not_acted_on(waiting)] if waiting else []
    found += await leases(connection, prefix)
    return found or [Finding(_NAME, True, "由事件引起的事项均已办理", "What follows from events is done")]


async def _given_up(connection: Connection, prefix: str) -> dict[str, int]:
    """By reaction, how many subjects hold more than the nothing that took a letter's place: each is looked at."""
    stream, found = dead_letters_stream(prefix), dict[str, int]()
    info = await api.call(connection, f"STREAM.INFO.{stream}", {"subjects_filter": f"{prefix}-dead.>"})
    for subject in info["state"].get("subjects") or {}:
        message = await api.call(connection, f"STREAM.MSG.GET.{stream}", {"last_by_subj": subject})
        if message["message"].get("data"):
            name = subject.split(".")[1]
            found[name] = found.get(name, 0) + 1
    return found


async def _timers_waiting(connection: Connection, prefix: str) -> int:
    """How many were told, the first of them some time ago: those acted on are gone from the stream."""
    stream, told = timers_stream(prefix), Subjects(prefix, Deadlines.name).told
    try:
        asked = {"seq": 1, "next_by_subj": told}
        first = await api.call(connection, f"STREAM.MSG.GET.{stream}", asked)
        info = await api.call(connection, f"STREAM.INFO.{stream}", {"subjects_filter": told})
    except api.ApiError:
        return 0  # none was told
    if datetime.now(UTC) - datetime.fromisoformat(first["message"]["time"]) <= _STILL:
        return 0
    return sum((info["state"].get("subjects") or {}).values())


def _stands_still(consumer: dict[str, Any]) -> bool:
    """It has events to hear of, and has taken none for a while."""
    if not consumer["num_pending"]:
        return False
    last = consumer["delivered"].get("last_active") or consumer["created"]
    return datetime.now(UTC) - datetime.fromisoformat(last) > _STILL


def _late(name: str, pending: int) -> Finding:
    return Finding(
        _NAME,
        False,
        f"后续处理 {name} 停滞，还有 {pending} 个事件未处理；请查看日志；若服务设置了 "
        "GONGDAN_REACTIONS=false，请取消。",
        f"Reaction {name} stands still with {pending} events to hear of: see the log; where the service runs with "
        "GONGDAN_REACTIONS=false, take that away.",
    )


def _not_acted_on(count: int) -> Finding:
    return Finding(
        _NAME,
        False,
        f"{count} 个时限提醒已到时而未处理；请查看日志中的 timer_failed 和 timers_broke。",
        f"{count} timers were told and not acted on: see the log for timer_failed and timers_broke.",
    )


def _gave_up(name: str, count: int) -> Finding:
    return Finding(
        _NAME,
        False,
        f"后续处理 {name} 搁置了 {count} 个事件（见 gongdan deadletters list）；请排除原因后运行 "
        f"gongdan deadletters replay {name}。",
        f"Reaction {name} gave up {count} events (`gongdan deadletters list`): mend the cause, then run "
        f"`gongdan deadletters replay {name}`.",
    )

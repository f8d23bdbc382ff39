"""Whether a position of the running service's log holds a message that is no event, and what an operator says to it."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from api.operation.dismissals import NotDismissed
from eventsourcing_nats import EventLog, ForeignMessage, StoreUnavailable
from gongdan.composition import Broker, open_log, store_failure
from gongdan.failures import Failure
from gongdan.nats_servers.users import API
from gongdan.service import run_file
from gongdan.settings import Settings
from gongdan.storing.dismissed import Dismissal, Dismissals
from gongdan.system import of_system


async def dismiss(settings: Settings, position: int, reason: str, by: str) -> Dismissal:
    """Record that the message there was looked at; the one recorded before, where it was. Raises Failure.

    Refused where an event of ours stands there, be it damaged.
    """
    run = run_file.read(settings.home)
    settings, broker = run_file.beside(settings, run), Broker.running(settings, run)
    log = await open_log(settings, broker.signed_in_as(API))
    try:
        return await dismissed_in(log, settings.home, settings.time_zone, position, reason, by)
    except NotDismissed as refused:
        why = of_system(refused.__cause__) if isinstance(refused.__cause__, OSError) else ""
        raise Failure(refused.code, position=position, path=Dismissals(settings.home).path, why=why) from None
    except StoreUnavailable as error:
        raise store_failure(error, broker) from None
    finally:
        await log.close()


async def dismissed_in(log: EventLog, home: Path, zone: ZoneInfo, position: int, reason: str, by: str) -> Dismissal:
    """As :func:`dismiss`, of a log that is open. Raises NotDismissed, StoreUnavailable."""
    foreign = await _foreign(log, position)
    now = datetime.now(zone).isoformat(timespec="seconds")
    dismissal = Dismissal(position, log.epoch, foreign.subject, f"message-{position}", by, now, reason)
    return _recorded(Dismissals(home), dismissal)


async def _foreign(log: EventLog, position: int) -> ForeignMessage:
    try:
        found = await log.at(position)
    except ForeignMessage as foreign:
        return foreign
    raise NotDismissed("is-an-event" if found else "nothing-there")


def _recorded(dismissals: Dismissals, dismissal: Dismissal) -> Dismissal:
    try:
        known = dismissals.all(dismissal.epoch).get(dismissal.position)
        if known is None:
            dismissals.add(dismissal)
        return known or dismissal
    except OSError as error:
        raise NotDismissed("not-dismissed") from error

"""Whether a position of the running service's log holds a message that is no event, and what an operator says to it."""

from datetime import datetime

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
        foreign = await _foreign(log, position, broker)
    finally:
        await log.close()
    now = datetime.now(settings.time_zone).isoformat(timespec="seconds")
    return _recorded(
        Dismissals(settings.home),
        Dismissal(position, log.epoch, foreign.subject, f"message-{position}", by, now, reason),
    )


async def _foreign(log: EventLog, position: int, broker: Broker) -> ForeignMessage:
    try:
        found = await log.at(position)
    except ForeignMessage as foreign:
        return foreign
    except StoreUnavailable as error:
        raise store_failure(error, broker) from None
    raise Failure("is-an-event" if found else "nothing-there", position=position)


def _recorded(dismissals: Dismissals, dismissal: Dismissal) -> Dismissal:
    try:
        known = dismissals.all(dismissal.epoch).get(dismissal.position)
        if known is None:
            dismissals.add(dismissal)
        return known or dismissal
    except OSError as error:
        raise Failure("not-dismissed", path=dismissals.path, why=of_system(error)) from None

"""The log read for all webhooks: one that stands where it should not holds up no other."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from consumers.webhooks.port import Webhook
from domain.ticket.events import TicketOpened
from domain.ticket.vocabulary import Channel, Kind
from projections.store import ReadStore
from tests.feed.delivering import Subscribed, delivering
from tests.feed.reading import until
from tests.feed.test_tellers import Log
from tests.webhooks.receiver import receiving


class OneAhead(Subscribed):
    """The last begins where the log has not come to."""

    async def webhooks(self) -> Sequence[Webhook]:
        *others, last = await super().webhooks()
        return [*others, replace(last, begins=10**9)]


async def test_one_that_begins_where_the_log_has_not_come_to_holds_up_no_other(tmp_path: Path):
    log = Log()
    opened = TicketOpened(channel=Channel.PHONE, kind=Kind.FAULT)
    for number in range(1, 4):
        log.happen(f"202405-{number:05}", opened)
    with closing(ReadStore.open(tmp_path / "read.db")) as store:
        async with receiving() as receiver, delivering(log, store, OneAhead(receiver.url, count=2)):  # type: ignore[arg-type]
            await until(lambda: len(receiver.requests) == 3, 10)
            log.happen("202405-00004", opened)
            await until(lambda: len(receiver.requests) == 4, 10)
            assert len({each.id for each in receiver.requests}) == 4

"""Timers of a running service: noted within a second of their time, and never held up by a message nobody can read."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import nats
import pytest
from nats.errors import TimeoutError as NatsTimeoutError

from consumers.dead_letters.letter import DeadLetter
from consumers.timers.messages import Subjects
from consumers.timers.on_nats import NatsTimers
from consumers.timers.port import Timer
from consumers.timers.taking import Taking
from domain.application import TicketDesk
from domain.ticket.commands import GiveEstimate, OpenTicket
from domain.ticket.events import DeadlineMissed
from domain.ticket.numbering import ticket_key
from domain.ticket.vocabulary import Channel
from gongdan.composition import Broker
from gongdan.nats_servers.embedded import NatsServer
from gongdan.nats_servers.users import OPERATIONS
from gongdan.service.questions import reactions as question
from gongdan.service.questions.reactions import reactions
from gongdan.settings import Settings
from tests.consumers.conftest import Begin, until
from tests.consumers.examples import metadata

CALL = OpenTicket(channel=Channel.PHONE, summary="停机")


class Fetches:
    """Answers one after another, as nats-py does."""

    def __init__(self, *answers: list[str] | Exception) -> None:
        self.answers = list(answers)

    async def fetch(self, batch: int, timeout: float):  # noqa: ASYNC109 - nats-py's name for it
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.mark.parametrize("error", [TimeoutError(), NatsTimeoutError()])
async def test_what_was_taken_is_handed_on_however_nats_py_says_that_no_more_came(error: Exception):
    taking = Taking(Fetches(error, ["first"], error, ["second"], ["with it"]))  # type: ignore[arg-type]
    assert await taking.next() == ["first"]
    assert await taking.next() == ["second", "with it"]


async def promised(desk: TicketDesk, seconds: float) -> tuple[str, datetime]:
    """A ticket, and when the estimate given on it is due."""
    number = (await desk.open(CALL, metadata())).number
    due = datetime.now(UTC) + timedelta(seconds=seconds)
    await desk.handle(number, GiveEstimate(due=due), metadata())
    return ticket_key(number), due


async def missed(desk: TicketDesk, key: str) -> list[datetime]:
    """When it was recorded."""
    return [one.envelope.recorded for one in await desk.events_of(key) if isinstance(one.event, DeadlineMissed)]


async def until_missed(desk: TicketDesk, *keys: str) -> None:
    async def all_missed() -> bool:
        return all([await missed(desk, key) for key in keys])

    await until(all_missed)


async def test_each_of_many_deadlines_is_noted_within_a_second_of_its_time(desk: TicketDesk, begin: Begin):
    async with begin():
        await until_missed(desk, (await promised(desk, 0.1))[0])  # caught up with what fell due before
        some = [await promised(desk, 1 + number / 5) for number in range(30)]
        await until_missed(desk, *(key for key, _ in some))
        late = [((await missed(desk, key))[0] - due).total_seconds() for key, due in some]
    assert 0 <= min(late) <= max(late) < 1


@pytest.mark.parametrize("key", ["probe", "ticket-202405-99999"])
async def test_a_message_that_nobody_can_read_holds_up_no_timer_and_is_put_aside_or_gone(
    own_server: NatsServer, settings: Settings, desk: TicketDesk, begin: Begin, key: str
):
    client = await nats.connect(own_server.url, user=OPERATIONS, password=own_server.passwords.of(OPERATIONS))
    told = Subjects("gongdan", "deadlines").due(key)
    for _ in range(2):
        async with begin():
            await client.jetstream().publish(told, b"hello")
            await until_missed(desk, (await promised(desk, 0.2))[0])
        await client.jetstream().publish(told, b"before the next start")
    await client.close()


async def test_timers_that_were_told_and_not_acted_on_are_told_by_the_check(
    settings: Settings, own_server: NatsServer, desk: TicketDesk, begin: Begin, monkeypatch: pytest.MonkeyPatch
):
    broker, subjects = Broker.of(own_server), Subjects("gongdan", "deadlines")
    async with begin():
        await until_missed(desk, (await promised(desk, 0.2))[0])
    client = await nats.connect(own_server.url, user=OPERATIONS, password=own_server.passwords.of(OPERATIONS))
    await client.jetstream().publish(subjects.due("ticket-202405-00001"), b"{}")
    await client.close()
    assert [each.safe for each in await reactions(settings, broker)] == [True]
    monkeypatch.setattr(question, "_STILL", timedelta(0))
    said = [each.english for each in await reactions(settings, broker) if not each.safe]
    assert any("timers were told and not acted on" in each for each in said)


async def test_a_dead_letter_that_cannot_be_read_is_listed_and_keeps_none_from_being_so(
    own_server: NatsServer, settings: Settings, begin: Begin
):
    client = await nats.connect(own_server.url, user=OPERATIONS, password=own_server.passwords.of(OPERATIONS))
    async with begin() as reacting:
        await client.jetstream().publish("gongdan-dead.deadlines.e-1", b"hello")
        newer = DeadLetter("deadlines", "ticket-1", 3, "e-2", "timer", "ValueError", 8, datetime.now(UTC))
        await client.jetstream().publish("gongdan-dead.deadlines.e-2", newer.as_json()[:-1] + b', "mood": "bad"}')
        unread, read = await reacting.replaying.given_up()
        assert (unread.reaction, unread.event, unread.error) == ("deadlines", "e-1", "Unreadable")
        assert read.letter == newer
        assert await reacting.replaying.again(unread) == "Unreadable"
    await client.close()


async def test_a_timer_told_while_our_clock_is_behind_the_servers_is_set_again():
    published = list[str]()
    now = datetime(2024, 5, 1, 10, tzinfo=UTC)

    async def publish(subject: str, body: bytes, headers: Mapping[str, str]) -> None:
        published.append(subject)

    timers = NatsTimers(publish, Subjects("gongdan", "deadlines"), lambda: now)
    timer = Timer("ticket-1", now + timedelta(milliseconds=300))
    await timers.set(timer)
    await timers.set(timer)
    assert len(published) == 1
    timers.told("ticket-1")
    await timers.set(timer)
    assert len(published) == 2

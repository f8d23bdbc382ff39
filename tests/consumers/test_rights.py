"""What reactions may do on the nats-servers beside reading the log and appending: no stream or consumer is theirs."""

import pytest

from gongdan.nats_servers.embedded import NatsServer
from gongdan.nats_servers.users import API, CONSUMERS, PARTNER, PROJECTIONS
from tests.nats_servers.test_rights import Asking

TIMERS, DEAD = "GONGDAN_TIMERS", "GONGDAN_DEADLETTERS"
_MUTATING = (
    *("STREAM.CREATE", "STREAM.UPDATE", "STREAM.DELETE", "STREAM.PURGE", "STREAM.MSG.DELETE", "STREAM.SNAPSHOT"),
    "CONSUMER.CREATE",
)
REFUSED = (
    *(f"$JS.API.{verb}.{stream}" for stream in (TIMERS, DEAD) for verb in _MUTATING),
    f"$JS.API.CONSUMER.CREATE.{TIMERS}.sneaky",
    f"$JS.API.CONSUMER.DURABLE.CREATE.{TIMERS}.sneaky",
    f"$JS.API.CONSUMER.DELETE.{TIMERS}.deadlines",
    "$JS.API.CONSUMER.DELETE.GONGDAN_EVENTS.deadlines",
    f"$JS.API.CONSUMER.MSG.NEXT.{DEAD}.x",
    "$JS.API.STREAM.MSG.GET.GONGDAN_TIMERS",
)
NEEDED = (
    "$JS.API.CONSUMER.MSG.NEXT.GONGDAN_EVENTS.deadlines",
    "$JS.API.CONSUMER.INFO.GONGDAN_EVENTS.deadlines",
    f"$JS.API.CONSUMER.MSG.NEXT.{TIMERS}.deadlines",
    f"$JS.API.DIRECT.GET.{TIMERS}",
    f"$JS.API.DIRECT.GET.{DEAD}",
    "gongdan-timers.set.deadlines.ticket-1",
    "gongdan-dead.deadlines.e-1",
)


@pytest.mark.parametrize("subject", REFUSED)
async def test_reactions_make_and_change_no_stream_and_no_consumer(own_server: NatsServer, subject: str):
    async with Asking(own_server, CONSUMERS) as asking:
        assert not await asking.may_publish(subject)


async def test_reactions_may_do_what_they_need(own_server: NatsServer):
    async with Asking(own_server, CONSUMERS) as asking:
        assert [subject for subject in NEEDED if not await asking.may_publish(subject)] == []


@pytest.mark.parametrize("user", [API, PROJECTIONS, PARTNER])
async def test_timers_and_dead_letters_are_for_reactions_alone(own_server: NatsServer, user: str):
    async with Asking(own_server, user) as asking:
        assert [subject for subject in NEEDED if await asking.may_publish(subject)] == []

"""The packs in force in several processes at once: known at once where published, and soon everywhere else."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.application import TicketDesk
from domain.desk.metadata import CommandMetadata
from domain.policy.choice import Choice, Rule
from domain.policy.commands import ApprovePolicy, ProposePolicy, PublishPolicy, policy_key
from domain.policy.events import PolicyPublished
from domain.record.command import Command
from domain.record.envelope import Actor, Envelope
from domain.refusals import NotAllowed
from domain.rulebook.commands import digest
from domain.store import Change, Pending
from domain.ticket.commands import AcknowledgeReceipt, OpenTicket
from domain.ticket.vocabulary import Channel
from eventsourcing_nats import EventLog
from gongdan.failures import Failure
from gongdan.nats_servers.embedded import NatsServer
from gongdan.policies.in_force import PoliciesInForce
from gongdan.storing.keys import KeyStore
from gongdan.storing.mapper import EventMapper
from gongdan.storing.store import NatsEventStore
from tests.conftest import log_settings
from tests.policy.specification import DESK, DESK_2

OURS = Choice(rules=(Rule(pack="our-desk", channel=(Channel.PHONE,)),))
REPORT = OpenTicket(channel=Channel.PHONE, summary="不制冷")
AGAIN = 0.05
"""Seconds between two looks here, a hundredth of what a service takes."""


class Process:
    """What one process holds: a connection, a desk, and the packs it knows."""

    def __init__(self, store: NatsEventStore) -> None:
        self.store, self.policies = store, PoliciesInForce(store, OURS, again=AGAIN)
        self.desk = TicketDesk(store, zone=ZoneInfo("Asia/Shanghai"), policies=self.policies)
        self._asked = 0

    async def act(self, command: Command, staff: str, role: str) -> None:
        await self.desk.act(policy_key("our-desk"), command, self.by(staff, role))

    async def publish(self, text: str) -> None:
        proposal = ProposePolicy(text=text)
        await self.act(proposal, "d-001", "administrator")
        await self.act(ApprovePolicy(version=proposal.version, sha256=digest(text)), "m-001", "manager")
        await self.act(PublishPolicy(version=proposal.version), "d-001", "administrator")
        await self.policies.look_again()

    async def open(self) -> str | None:
        """Open a ticket; the pack that its event names."""
        answer = await self.desk.open(REPORT, self.by("a-001", "agent"))
        return answer.events[0].envelope.policy

    def by(self, staff: str, role: str) -> CommandMetadata:
        self._asked += 1
        return CommandMetadata(f"{id(self)}-{self._asked}", Actor(id=staff, role=role, channel="api"))


@pytest.fixture
async def processes(nats_server: NatsServer, prefix: str, keys: KeyStore) -> AsyncIterator[tuple[Process, Process]]:
    async with AsyncExitStack() as stack:
        made: list[Process] = []
        for _ in range(2):
            log = await stack.enter_async_context(await EventLog.open(log_settings(nats_server, prefix)))
            made.append(Process(NatsEventStore(log, EventMapper(keys), prefix)))
            await stack.enter_async_context(made[-1].policies.kept_fresh())
        yield made[0], made[1]


async def known(process: Process, ref: str) -> None:
    """Return once the process knows the pack."""
    for _ in range(100):
        if ref in {pack.ref for pack in process.policies().packs}:
            return
        await asyncio.sleep(AGAIN)
    raise AssertionError(ref)


async def test_a_published_pack_judges_tickets_at_once_here_and_soon_in_another_process(
    processes: tuple[Process, Process],
):
    here, there = processes
    await here.publish(DESK)
    assert await here.open() == "our-desk@1"
    await known(there, "our-desk@1")
    assert await there.open() == "our-desk@1"


async def test_a_ticket_stays_under_the_version_that_it_was_opened_under(processes: tuple[Process, Process]):
    here, there = processes
    await here.publish(DESK)
    opened = await here.desk.open(REPORT, here.by("a-001", "agent"))
    await here.publish(DESK_2)
    assert await here.open() == "our-desk@2"
    await known(there, "our-desk@2")
    later = await there.desk.handle(opened.number, AcknowledgeReceipt(), there.by("a-001", "agent"))
    assert later.events[0].envelope.policy == "our-desk@1"


async def test_before_it_is_published_a_chosen_pack_refuses_openings_and_the_start(processes: tuple[Process, Process]):
    here, _ = processes
    with pytest.raises(NotAllowed) as refusal:
        await here.open()
    assert (refusal.value.code, refusal.value.details) == ("unknown-policy", {"policy": "our-desk"})
    with pytest.raises(Failure, match="names the pack 'our-desk', which is not published"):
        here.policies.require_chosen()


async def test_a_version_of_a_newer_program_is_named_and_the_others_go_on(processes: tuple[Process, Process]):
    here, there = processes
    await here.publish(DESK)
    history = await here.store.load(policy_key("our-desk"), fresh=True)
    await here.store.append([Change(history.tip, (of_a_newer_program(),))])
    await here.policies.look_again()
    assert here.policies.unreadable == ("our-desk@2",)
    assert await here.open() == "our-desk@1"
    await known(there, "our-desk@1")


def of_a_newer_program() -> Pending:
    """A text with a key that only comes later."""
    text = DESK_2 + "\n[tomorrow]\nweather = 1\n"
    now = datetime.now(UTC)
    envelope = Envelope(
        id="0b9d4a4e-5c0f-5d7e-9a51-1f5a0c7d2b36",
        type=PolicyPublished.stored_name,
        schema_version=1,
        aggregate=policy_key("our-desk"),
        version=4,
        occurred=now,
        recorded=now,
        actor=Actor(id="d-001", role="administrator", channel="api"),
        command="0b9d4a4e-5c0f-5d7e-9a51-1f5a0c7d2b37",
        correlation="0b9d4a4e-5c0f-5d7e-9a51-1f5a0c7d2b37",
    )
    return Pending(envelope, PolicyPublished(version=2, sha256=digest(text), text=text))

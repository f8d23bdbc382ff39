"""The texts that come with the program stand in the log, and leave a department's own alone."""

from zoneinfo import ZoneInfo

import pytest

from domain.application import TicketDesk
from domain.calendar.commands import ApproveCalendar, ProposeCalendar, PublishCalendar, calendar_key
from domain.calendar.shipped import shipped_text
from domain.desk.metadata import CommandMetadata
from domain.policy.commands import policy_key
from domain.policy.in_force import shipped_text as shipped_pack
from domain.policy.shipped import SHIPPED
from domain.record.command import Command
from domain.record.envelope import Actor
from domain.rulebook.commands import digest
from domain.rulebook.events import TextPublished
from gongdan.policies.on_record import put_calendars_on_record, put_packs_on_record
from gongdan.storing.store import NatsEventStore

CHINA = calendar_key("china")
OURS = shipped_text("china").replace("中国大陆工作日历", "本公司工作日历")


@pytest.fixture
def desk(store: NatsEventStore) -> TicketDesk:
    return TicketDesk(store, zone=ZoneInfo("Asia/Shanghai"))


async def act(desk: TicketDesk, command: Command, who: str = "d-001", role: str = "administrator") -> None:
    await desk.act(CHINA, command, CommandMetadata(command.action, Actor(id=who, role=role, channel="api")))


async def types(desk: TicketDesk, key: str) -> list[str]:
    return [recorded.envelope.type for recorded in await desk.events_of(key)]


async def test_the_packs_that_tickets_may_get_are_on_record_once_whole(desk: TicketDesk):
    for _ in range(2):
        await put_packs_on_record(desk, {"appliance", "our-desk"})
    proposed, published = await desk.events_of(policy_key("appliance"))
    assert isinstance(published.event, TextPublished)
    assert (published.event.sha256, published.event.text) == (SHIPPED["appliance"][2], shipped_pack("appliance"))
    assert (proposed.envelope.actor.id, published.envelope.actor.role) == ("gongdan", "system")
    assert await types(desk, policy_key("handbook")) == []


async def test_the_calendar_is_on_record_once(desk: TicketDesk):
    for _ in range(2):
        await put_calendars_on_record(desk)
    assert await types(desk, CHINA) == ["calendar-proposed", "calendar-published"]


async def test_a_departments_next_version_of_the_calendar_stays(desk: TicketDesk):
    await put_calendars_on_record(desk)
    ours = OURS.replace("version = 2", "version = 3")
    await act(desk, ProposeCalendar(text=ours))
    await put_calendars_on_record(desk)
    await act(desk, ApproveCalendar(version=3, sha256=digest(ours)), "m-001", "manager")
    await act(desk, PublishCalendar(version=3))
    await put_calendars_on_record(desk)
    assert (await types(desk, CHINA))[2:] == ["calendar-proposed", "calendar-approved", "calendar-published"]


async def test_a_text_that_waits_for_approval_is_not_pushed_off_the_table(desk: TicketDesk):
    await act(desk, ProposeCalendar(text=OURS.replace("version = 2", "version = 1")))
    await put_calendars_on_record(desk)
    assert await types(desk, CHINA) == ["calendar-proposed"]

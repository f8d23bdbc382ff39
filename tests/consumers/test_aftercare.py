"""What follows a solution by itself: the survey, reminders and the end by the pack, and a lesson for the knowledge base."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

import pytest

from consumers.reaction import Reaction
from consumers.surveys import Surveys
from consumers.unanswered import Unanswered
from domain.record.command import Command
from domain.record.envelope import Actor
from domain.refusals import NotAllowed
from domain.ticket.commands import (
    AcknowledgeReceipt,
    ArchiveTicket,
    CloseTicket,
    ConfirmResolution,
    GradeTicket,
    OpenTicket,
    RemindCustomer,
    ResolveTicket,
)
from domain.ticket.events import Contact, ReminderSent, SurveySent, TicketClosed
from domain.ticket.vocabulary import Channel, Kind
from tests.consumers.examples import AGENT, SUPERVISOR, Office, at, metadata

ADDRESS = "zhang@example.com"
MAIL = frozenset({"email"})
CLERK = Actor(id="k-001", role="clerk", channel="api")


class Solved:
    """``end`` is where every letter stands; None: there are none."""

    def __init__(self, number: str, end: str | None = "sent") -> None:
        self._number, self._end = number, end

    async def ends(self, notices: Collection[str]) -> dict[str, str]:
        return dict.fromkeys(notices, self._end) if self._end else {}

    async def unconfirmed(self, before: datetime) -> Sequence[str]:
        return [self._number]


async def solved(office: Office, email: str | None = ADDRESS) -> str:
    """A consultation that was answered at once, at 09:30 on the first of May; its key."""
    opening = OpenTicket(
        channel=Channel.PHONE, kind=Kind.CONSULTATION, summary="怎么除霜", contact=Contact(email=email)
    )
    done = await office.desk.open(opening, metadata())
    key = f"ticket-{done.number}"
    for command in (
        AcknowledgeReceipt(),
        GradeTicket(severity="general", reason="咨询"),
        ResolveTicket(handling="已说明"),
    ):
        await office.desk.act(key, command, metadata())
    return key


async def hear(office: Office, reaction: Reaction, key: str) -> None:
    """All that it wants of the ticket, twice."""
    for _ in range(2):
        for recorded in await office.desk.events_of(key):
            if reaction.wants and recorded.event.stored_name in reaction.wants:
                await reaction.react(recorded)


async def happened(office: Office, key: str, *kinds: type) -> list[object]:
    return [recorded.event for recorded in await office.desk.events_of(key) if isinstance(recorded.event, kinds)]


async def test_the_survey_goes_out_once_after_the_solution():
    office = Office()
    key = await solved(office)
    await hear(office, Surveys(office.desk, MAIL), key)
    assert await happened(office, key, SurveySent) == [SurveySent(survey=1, channel=Channel.EMAIL, form="handbook@2")]
    assert (await office.desk.events_of(key))[-1].envelope.actor.role == "system"


@pytest.mark.parametrize("email", [None])
async def test_whom_no_mail_reaches_a_person_asks(email: str | None):
    office = Office()
    key = await solved(office, email)
    await hear(office, Surveys(office.desk, MAIL), key)
    assert await happened(office, key, SurveySent) == []


async def test_who_does_not_answer_is_reminded_at_the_packs_pace_and_closed_as_unanswered():
    office = Office()
    key = await solved(office)
    looking = Unanswered(office.desk, Solved(key.removeprefix("ticket-")), office.timers.now, MAIL)
    seen: dict[str, tuple[int, bool]] = {}
    for day in range(1, 16):
        await office.timers.skip(at(f"05-{day:02} 10:00"))
        await looking.go()
        await looking.go()
        reminders, ends = await happened(office, key, ReminderSent), await happened(office, key, TicketClosed)
        seen[f"{day}"] = (len(reminders), bool(ends))
    assert [seen[day] for day in ("3", "4", "6", "7", "9", "10")] == [
        (0, False),
        (1, False),
        (1, False),
        (2, False),
        (2, False),
        (3, False),
    ]
    assert [seen[day] for day in ("12", "13", "15")] == [(3, False), (3, True), (3, True)]
    (end,) = await happened(office, key, TicketClosed)
    assert isinstance(end, TicketClosed)
    assert end.closed_as == "unanswered"


async def test_without_a_mail_server_nobody_is_asked_or_reminded_by_itself():
    office = Office()
    key = await solved(office)
    await hear(office, Surveys(office.desk, frozenset()), key)
    looking = Unanswered(office.desk, Solved(key.removeprefix("ticket-")), office.timers.now, frozenset())
    for day in range(4, 20, 3):
        await office.timers.skip(at(f"05-{day:02} 10:00"))
        await looking.go()
    assert await happened(office, key, SurveySent, ReminderSent, TicketClosed) == []


@pytest.mark.parametrize("end", ["requested", "failed", "unknown", "lapsed", None])
async def test_a_reminder_whose_letter_was_not_sent_closes_nothing(end: str | None):
    office = Office()
    key = await solved(office)
    looking = Unanswered(office.desk, Solved(key.removeprefix("ticket-"), end), office.timers.now, MAIL)
    for day in range(4, 20, 3):
        await office.timers.skip(at(f"05-{day:02} 10:00"))
        await looking.go()
    assert len(await happened(office, key, ReminderSent)) == 1
    assert await happened(office, key, TicketClosed) == []


async def test_who_confirmed_is_left_alone():
    office = Office()
    key = await solved(office)
    customer = (await office.desk.events_of(key))[0].envelope.customer or ""
    by = metadata(Actor(id=customer, role="customer", channel="api"))
    await office.desk.act(key, ConfirmResolution(signature="张三"), by)
    await office.timers.skip(at("05-20 10:00"))
    await Unanswered(office.desk, Solved(key.removeprefix("ticket-")), office.timers.now, MAIL).go()
    assert await happened(office, key, ReminderSent, TicketClosed) == []


async def test_reminders_of_people_count_where_no_mail_goes():
    office = Office()
    key = await solved(office, None)
    looking = Unanswered(office.desk, Solved(key.removeprefix("ticket-")), office.timers.now, MAIL)
    for day in (5, 9, 13):
        await office.timers.skip(at(f"05-{day:02} 10:00"))
        await looking.go()
        await office.desk.act(key, RemindCustomer(channel=Channel.PHONE), metadata())
    await office.timers.skip(at("05-17 10:00"))
    await looking.go()
    assert len(await happened(office, key, ReminderSent)) == 3
    assert len(await happened(office, key, TicketClosed)) == 1


async def test_a_ticket_that_cannot_be_looked_at_keeps_no_other_from_being_reminded():
    office = Office()
    key = await solved(office)
    await office.timers.skip(at("05-06 10:00"))

    class Desk:
        policies = office.desk.policies
        act = office.desk.act

        async def events_of(self, asked: str):
            if asked == "ticket-202405-99999":
                raise ValueError(asked)
            return await office.desk.events_of(asked)

    class Both:
        async def unconfirmed(self, before: datetime):
            return ["202405-99999", key.removeprefix("ticket-")]

    await Unanswered(Desk(), Both(), office.timers.now, MAIL).go()
    assert len(await happened(office, key, ReminderSent)) == 1


@pytest.mark.parametrize(
    ("before", "command", "by"),
    [
        (CloseTicket(closed_as="supervisor", reason="客户不再使用"), ArchiveTicket(), CLERK),
        (None, RemindCustomer(channel=Channel.PHONE), AGENT),
    ],
    ids=["archive", "remind"],
)
async def test_the_minute_that_a_refusal_names_is_one_at_which_it_is_possible(
    before: Command | None, command: Command, by: Actor
):
    office = Office()
    await office.timers.skip(at("09:30") + timedelta(seconds=40))
    key = await solved(office)
    if before is not None:
        await office.desk.act(key, before, metadata(SUPERVISOR))
    with pytest.raises(NotAllowed) as refused:
        await office.desk.act(key, command, metadata(by))
    named = datetime.fromisoformat(str(refused.value.details["next"]))
    await office.timers.skip(named)
    assert (await office.desk.act(key, command, metadata(by))).events
    assert named.second == 0

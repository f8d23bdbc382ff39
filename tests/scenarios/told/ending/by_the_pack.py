"""What the program does by itself after a solution nobody answers (提醒、按未答复结案): R31."""

from collections.abc import Collection
from typing import Final

from consumers.unanswered import Unanswered
from domain.ticket.commands import AcknowledgeReceipt, ConfirmResolution, ResolveTicket
from domain.ticket.events import Contact, ReminderSent, ServiceRecordCompleted, TicketClosed
from domain.ticket.vocabulary import Channel, Kind
from tests.scenarios.desk.rounds import read_models
from tests.scenarios.grammar import Story, given, opens, scenario
from tests.scenarios.parts import ByItself, Seen
from tests.scenarios.people import agent, customer
from tests.scenarios.told.taking_in.intake import CALL

QUESTION: Final = CALL.model_copy(
    update={
        "kind": Kind.CONSULTATION,
        "customer_name": "远山科技有限公司",
        "contact": Contact(name="张伟", email="zhang@example.com"),
    }
)
SOLVED: Final = (
    opens(agent, QUESTION),
    agent(AcknowledgeReceipt(channel=Channel.EMAIL)),
    agent(ResolveTicket(handling="已说明设置方法")).at("12:00"),
)
GAPS: Final = ("purchased", "serial", "model", "diagnosis", "plan", "steps", "feedback")


async def _look(seen: Seen) -> None:
    async with read_models(seen) as models:
        models.ends = _sent
        await Unanswered(seen.desk, models, lambda: seen.now, {"email"}).go()


async def _sent(notices: Collection[str]) -> dict[str, str]:
    """A mail server took every letter."""
    return dict.fromkeys(notices, "sent")


LOOKS: Final = ByItself(("查看客户是否已答复", "looks whether the customer answered"), _look, "12:00")


@scenario(
    "R31",
    zh="客户一直未答复：系统按政策包的间隔提醒，提醒满次数后自行结案，标明“未答复”，不算满意",
    en="A customer who never answers is reminded at the pack's pace, and then the pack closes the case as unanswered",
)
def the_pack_reminds_and_closes_by_itself() -> Story:
    return (
        given(*SOLVED)
        .when(LOOKS.at("2024-05-03 12:00"))
        .then_nothing()
        .when(LOOKS.at("2024-05-04 12:00"))
        .then(ReminderSent(reminder=1, channel=Channel.EMAIL))
        .when(LOOKS.at("2024-05-04 12:30"))
        .then_nothing()
        .when(LOOKS.at("2024-05-07 12:00"))
        .then(ReminderSent(reminder=2, channel=Channel.EMAIL))
        .when(LOOKS.at("2024-05-10 12:00"))
        .then(ReminderSent(reminder=3, channel=Channel.EMAIL))
        .when(LOOKS.at("2024-05-13 12:00"))
        .then(TicketClosed(closed_as="unanswered"), ServiceRecordCompleted(gaps=GAPS))
    )


@scenario(
    "R31",
    zh="客户在提醒之后确认的，不再提醒，也不按“未答复”结案",
    en="Who confirms after a reminder is reminded no more, and the case is not closed as unanswered",
)
def who_confirms_after_a_reminder_is_reminded_no_more() -> Story:
    return (
        given(*SOLVED)
        .when(LOOKS.at("2024-05-04 12:00"))
        .then(ReminderSent(reminder=1, channel=Channel.EMAIL))
        .when(customer(ConfirmResolution(signature="张伟")))
        .then_recorded()
        .when(LOOKS.at("2024-05-20 12:00"))
        .then_nothing()
    )

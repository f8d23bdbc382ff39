"""Alarms that the program raises by itself (自动报警): R37."""

from typing import Final

from consumers.spikes import Spikes
from domain.matters.complaints.commands import RaiseComplaint
from domain.matters.incidents.commands import ConfirmAlarm
from domain.matters.incidents.events import AlarmRaised
from domain.ticket.events import Product
from tests.domain.specification import SHANGHAI
from tests.scenarios.desk.rounds import read_models
from tests.scenarios.grammar import Story, given, opens, scenario
from tests.scenarios.parts import ByItself, Seen
from tests.scenarios.people import agent, supervisor
from tests.scenarios.told.taking_in.intake import CALL

COOLER: Final = CALL.model_copy(update={"product": Product(name="智能空调")})


async def _look(seen: Seen) -> None:
    async with read_models(seen) as models:
        await Spikes(seen.desk, models, lambda: seen.now, SHANGHAI).go()


LOOKS: Final = ByItself(
    ("比较近一小时与往周同一时段的工单数", "compares the last hour with that of other weeks"), _look, "10:00"
)

ALARM: Final = AlarmRaised(
    signal="ticket-spike",
    product="智能空调",
    observed=7,
    usual=0,
    minutes=60,
    words="一小时内 7 张工单（智能空调），往常同一时段 0 张",
)


@scenario(
    "R37",
    zh="某产品一小时内的工单远多于往周，系统自动报警，由人确认；平常的数量不报警",
    en="Far more tickets of one product than in other weeks raise an alarm by themselves, for a person to confirm",
)
def far_more_tickets_than_in_other_weeks_raise_an_alarm() -> Story:
    return (
        given(
            opens(agent, COOLER).at("2024-03-01 10:00"),
            *(opens(agent, COOLER).at(f"2024-05-01 09:{minute}") for minute in (31, 34, 38, 41, 45)),
        )
        .when(LOOKS.at("09:46"))
        .then_nothing()
        .when(opens(agent, COOLER).at("09:50"))
        .then_recorded()
        .when(opens(agent, COOLER).at("09:52"))
        .then_recorded()
        .when(LOOKS.at("10:00"))
        .then(ALARM)
        .when(supervisor(ConfirmAlarm(reason="同一批次,属实")).on_matter())
        .then_recorded()
    )


NOBODY_CAME: Final = RaiseComplaint(ticket="202403-00001", categories=("timeliness",), words="约好上午,没有人来")
MANY: Final = AlarmRaised(
    signal="mass-complaints", observed=6, usual=0, minutes=60, words="一小时内 6 件投诉，往常同一时段 0 件"
)


@scenario(
    "R37",
    zh="一小时内投诉集中，不论是否另有工单，系统自动报警",
    en="Many complaints within an hour raise an alarm by themselves, whether they have tickets of their own or not",
)
def many_complaints_raise_an_alarm() -> Story:
    return (
        given(
            opens(agent, CALL).at("2024-03-01 10:00"),
            *(agent(NOBODY_CAME).begin("complaint").at(f"2024-05-01 09:{minute}") for minute in (31, 34, 38, 41, 45)),
        )
        .when(LOOKS.at("09:46"))
        .then_nothing()
        .when(agent(NOBODY_CAME).begin("complaint").at("09:50"))
        .then_recorded()
        .when(LOOKS.at("10:00"))
        .then(MANY)
    )

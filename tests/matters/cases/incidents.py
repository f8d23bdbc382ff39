"""Incidents (R37): each command's cases."""

from datetime import datetime, timedelta

from domain.matters.incidents import commands as c
from domain.matters.incidents.vocabulary import Member
from domain.record.command import Command
from domain.ticket.vocabulary import Channel
from tests.matters.case import Case, No
from tests.matters.specification import BEGINS
from tests.scenarios.parts import Step, Who
from tests.scenarios.people import agent, emergency, engineer, manager, supervisor, system

agent_and_supervisor = Who("agent", "s-009", also=("supervisor",))
BEFORE = BEGINS + timedelta(minutes=10)
"""When the alarm was raised, and so the earliest that anything was done about it."""
MEANWHILE = BEFORE + timedelta(minutes=20)
LATER = BEGINS + timedelta(days=1)
LONG_AGO = datetime(1901, 1, 1, tzinfo=BEGINS.tzinfo)

RAISED = system(
    c.RaiseAlarm(
        signal="ticket-spike", product="智能空调", region="上海", observed=46, usual=8, minutes=60, words="断电"
    )
)
AGAIN = agent(c.RepeatSignal(observed=71, usual=8, minutes=60, words="仍在增加"))
CONFIRMED = supervisor(c.ConfirmAlarm(reason="均为同一批次"))
DISMISSED = manager(c.DismissAlarm(reason="重复导入所致"))


def team(*members: tuple[str, str]) -> Command:
    return c.CallTeam(team=tuple(Member.model_validate({"staff": who, "duty": duty}) for who, duty in members))


def measure(staff: str = "r-002", at: datetime = BEFORE) -> Step:
    return emergency(c.TakeMeasure(what="停止该批次发货", staff=staff, at=at))


def _told_of(*tickets: str) -> Command:
    return c.InformCustomers(channel=Channel.SMS, words="请断电", tickets=tickets)


CALLED = emergency(team(("r-001", "lead"), ("r-002", "technical")))
CALLED_ANEW = emergency(team(("r-003", "lead"), ("r-002", "technical"), ("r-002", "records")))
MEASURE = measure()
INFORMED = emergency(c.InformCustomers(channel=Channel.SMS, words="请断电停用", customers=46))
RESTORED = emergency(c.RestoreService(at=BEFORE, words="全部更换电源板"))
REVIEWED = emergency(c.ReviewIncident(cause="批次缺陷", lessons="来料须抽检", improvement="GJ202405-00001"))
CLOSED = manager(c.CloseIncident())

TO_CALL = (RAISED, CONFIRMED)
TO_ACT = (*TO_CALL, CALLED)
ACTING = (*TO_ACT, MEASURE)
OVER = (*ACTING, RESTORED)
UNTOLD = (*OVER, REVIEWED)

CASES = (
    Case(
        RAISED,
        status="raised",
        refused=(No("forbidden", step=engineer(RAISED.command)), No("forbidden", step=emergency(RAISED.command))),
    ),
    Case(
        AGAIN,
        (RAISED,),
        status="raised",
        refused=(No("matter-status", (RAISED, DISMISSED)), No("forbidden", step=engineer(AGAIN.command))),
    ),
    Case(
        CONFIRMED,
        (RAISED,),
        status="confirmed",
        refused=(
            No("matter-status", (RAISED, DISMISSED)),
            No(
                "own-alarm",
                (agent_and_supervisor(RAISED.command),),
                step=agent_and_supervisor(CONFIRMED.command),
            ),
            No("forbidden", step=agent(CONFIRMED.command)),
            No("forbidden", step=system(CONFIRMED.command)),
        ),
    ),
    Case(
        DISMISSED,
        (RAISED,),
        status="dismissed",
        refused=(
            No("matter-status", TO_CALL),
            No(
                "own-alarm",
                (agent_and_supervisor(RAISED.command),),
                step=agent_and_supervisor(DISMISSED.command),
            ),
            No("forbidden", step=emergency(DISMISSED.command)),
        ),
    ),
    Case(
        CALLED,
        TO_CALL,
        status="called",
        refused=(
            No("matter-status", (RAISED,)),
            No("team-lead-needed", step=emergency(team(("r-002", "technical")))),
            No("team-lead-needed", step=emergency(team(("r-001", "lead"), ("r-002", "lead")))),
            No(
                "member-named-twice",
                step=emergency(team(("r-001", "lead"), ("r-002", "technical"), ("r-002", "technical"))),
            ),
            No("forbidden", step=supervisor(CALLED.command)),
        ),
    ),
    Case(
        MEASURE,
        TO_ACT,
        status="acting",
        refused=(
            No("matter-status", (RAISED,)),
            No("matter-status", TO_CALL),
            No("not-of-team", step=measure(staff="e-003")),
            No("not-yet-happened", step=measure(at=LATER)),
            No("before-alarm", step=measure(at=LONG_AGO)),
            No("forbidden", step=agent(MEASURE.command)),
        ),
    ),
    Case(
        INFORMED,
        TO_CALL,
        status="confirmed",
        refused=(
            No("matter-status", (RAISED,)),
            No("named-not-there", step=emergency(_told_of("not-a-ticket"))),
            No("customers-not-counted", step=emergency(c.InformCustomers(channel=Channel.SMS, words="请断电"))),
            No("forbidden", step=agent(INFORMED.command)),
        ),
    ),
    Case(
        RESTORED,
        ACTING,
        status="restored",
        refused=(
            No("matter-status", TO_ACT),
            No("before-alarm", step=emergency(c.RestoreService(at=LONG_AGO, words="x"))),
            No("not-yet-happened", step=emergency(c.RestoreService(at=LATER, words="明天恢复"))),
            No("before-measure", (*TO_ACT, measure(at=MEANWHILE)), step=RESTORED),
            No("forbidden", step=manager(RESTORED.command)),
        ),
    ),
    Case(
        REVIEWED,
        OVER,
        status="reviewed",
        refused=(
            No("matter-status", ACTING),
            No(
                "named-not-there",
                step=emergency(c.ReviewIncident(cause="x", lessons="x", improvement="GJ209901-99999")),
            ),
            No("forbidden", step=engineer(REVIEWED.command)),
        ),
    ),
    Case(
        CLOSED,
        (*UNTOLD, INFORMED),
        status="closed",
        refused=(
            No("customers-not-informed", UNTOLD),
            No("matter-status", OVER),
            No("forbidden", step=emergency(CLOSED.command)),
        ),
    ),
)

ALSO = (CALLED_ANEW, manager(c.CloseIncident(reason="仅涉及内部测试设备")))
"""Further steps of random histories."""

"""The plan (问题处理方案, R15–R18): each command's cases."""

from datetime import timedelta

from domain.ticket.commands import ApprovePlan, ChooseOption, ProposePlan, RejectPlan, SharePlan
from domain.ticket.events import MeetingHeld, Option, OptionChosen, PlanShared
from domain.ticket.known import Known
from domain.ticket.vocabulary import Channel
from tests.domain.case import Case, No
from tests.domain.examples import (
    ANOTHER_PLAN,
    APPROVED,
    AT_WORK,
    CHOICE,
    HASH,
    LATER,
    OPTIONS,
    PAPER,
    PLAN,
    PLAN_REJECTED,
    PLANNED,
    SETTLED,
)
from tests.domain.people import AWAY_TODAY, of_staff, supervisor
from tests.domain.specification import CONFIRMED, GRADED, NOON, REJECTED, RESOLVED, WORKING

ALONE = MeetingHeld(departments=("technical",), attendees=("003",), outcome="更换主板")
AWAY = Known(staff={"002": supervisor(AWAY_TODAY)})
CHOSE_B = OptionChosen(plan=1, option="B", by="张伟", given="portal")
SHOWN = ChooseOption(plan=1, option="A", by="张伟", given="signature", evidence=HASH)
EARLIER = NOON - timedelta(minutes=6)
"""Before the plan was there."""


def _plan(*options: Option) -> ProposePlan:
    return ProposePlan(steps="更换主板", owner="003", deadline=LATER, options=options or None)


def _like(option: Option, **changes: str | None) -> Option:
    return option.model_copy(update=changes)


WEIGHED = ("pros", "cons", "cost", "minutes")
CASES = (
    Case(
        _plan(),
        SETTLED,
        PLAN,
        refused=(
            No("no-meeting", WORKING),
            No("no-meeting", (*WORKING, ALONE)),
            No("meeting-of-one-department", (*WORKING, ALONE), pack="any-two"),
            No("allowed-only-later", SETTLED, at=EARLIER),
            No("no-meeting", (*SETTLED, PLAN, APPROVED, RESOLVED, REJECTED)),
            No("wrong-number-of-options", AT_WORK, _plan(OPTIONS[0])),
            No("deadline-passed", AT_WORK, _plan().model_copy(update={"deadline": EARLIER})),
            No("staff-not-on-record", AT_WORK, known=of_staff(None)),
            No("options-alike", AT_WORK, _plan(OPTIONS[0], _like(OPTIONS[1], name=" ａ "))),
            No("options-alike", AT_WORK, _plan(OPTIONS[0], _like(OPTIONS[1], text="更换主板 "))),
            *(
                No("option-incomplete", AT_WORK, _plan(OPTIONS[0], _like(OPTIONS[1], **{name: None})))
                for name in WEIGHED
            ),
        ),
    ),
    Case(
        ApprovePlan(plan=1, reason="同意"),
        (*AT_WORK, PLAN),
        APPROVED,
        by="002",
        refused=(
            No("no-plan", AT_WORK),
            No("not-the-approver", (*AT_WORK, PLAN), pack="by-managers", role="supervisor"),
            No("on-leave", (*AT_WORK, PLAN), known=AWAY),
            No("plan-rejected", (*AT_WORK, PLAN, PLAN_REJECTED)),
            No("own-plan", (*AT_WORK, PLAN), by="001"),
            No("not-newest-plan", (*AT_WORK, PLAN, ANOTHER_PLAN)),
            No("no-meeting", (*AT_WORK, PLAN, GRADED)),
            No("no-plan", (*PLANNED, RESOLVED, CONFIRMED, REJECTED)),
            No("allowed-only-later", (*AT_WORK, PLAN), at=EARLIER),
        ),
    ),
    Case(
        RejectPlan(plan=1, reason="先报价"),
        (*AT_WORK, PLAN),
        PLAN_REJECTED,
        by="002",
        refused=(
            No("on-leave", (*AT_WORK, PLAN), known=AWAY),
            No("own-plan", (*AT_WORK, PLAN), by="001"),
            No("allowed-only-later", (*AT_WORK, PLAN), at=EARLIER),
        ),
    ),
    Case(
        SharePlan(plan=1, channel=Channel.EMAIL),
        PLANNED,
        PlanShared(plan=1, channel=Channel.EMAIL),
        twice="again",
        refused=(
            No("plan-not-approved", (*AT_WORK, PLAN)),
            No("allowed-only-later", PLANNED, at=EARLIER),
        ),
    ),
    Case(
        ChooseOption(plan=1, option="A", by="张伟", given="message"),
        (*AT_WORK, CHOICE, APPROVED),
        OptionChosen(plan=1, option="A", by="张伟", given="message"),
        refused=(
            No("no-such-option", (*AT_WORK, CHOICE), ChooseOption(plan=1, option="C", by="张伟", given="message")),
            No("no-such-option", PLANNED),
            No("portal-by-another", (*AT_WORK, CHOICE), ChooseOption(plan=1, option="A", by="张伟", given="portal")),
            No("plan-rejected", (*AT_WORK, CHOICE, PLAN_REJECTED)),
            No("own-word-stands", (*AT_WORK, CHOICE, APPROVED, CHOSE_B)),
            No("evidence-older", (*AT_WORK, PAPER, CHOICE, APPROVED), SHOWN),
            No("evidence-older", (*AT_WORK, CHOICE, APPROVED, PAPER, CHOSE_B), SHOWN),
            No("allowed-only-later", (*AT_WORK, CHOICE), at=EARLIER),
        ),
    ),
)

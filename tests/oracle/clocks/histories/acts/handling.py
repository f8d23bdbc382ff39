"""What happens to a made-up ticket until there is a solution."""

from datetime import timedelta
from random import Random
from typing import Final

from domain.ticket import events as on
from domain.ticket.vocabulary import Channel, Kind
from tests.oracle.clocks.histories.acts.standing import Caused, Standing
from tests.oracle.clocks.slow.days import moment_of

CHANNELS: Final = (Channel.PHONE, Channel.CHAT, Channel.EMAIL, Channel.EMAIL, Channel.WEB, Channel.WALK_IN)
STAFF: Final = ("agent", "engineer", "engineer", "engineer", "supervisor")


def opened(it: Standing, chance: Random, minute: int) -> Caused:
    """Seldom with a grade: such tickets come from another system."""
    if chance.random() < 0.06:
        it.severity = chance.choice(it.severities)
    channel = chance.choice(CHANNELS)
    return on.TicketOpened(channel=channel, kind=Kind.FAULT, summary="无法启动", severity=it.severity), "agent"


def acknowledged(it: Standing, chance: Random, minute: int) -> Caused:
    """Once; said again it is so already."""
    if it.acknowledged:
        return None
    it.acknowledged = True
    return on.ReceiptAcknowledged(channel=Channel.PHONE), "agent"


def graded(it: Standing, chance: Random, minute: int) -> Caused:
    """Never the same again: a grade is given or changed."""
    it.severity = chance.choice([severity for severity in it.severities if severity != it.severity])
    return on.TicketGraded(severity=it.severity, reason="影响范围"), "agent"


def plan_proposed(it: Standing, chance: Random, minute: int) -> Caused:
    it.plans += 1
    deadline = moment_of(minute) + timedelta(days=1)
    return on.PlanProposed(plan=it.plans, steps="更换主板", owner="003", deadline=deadline), "engineer"


def plan_approved(it: Standing, chance: Random, minute: int) -> Caused:
    return (on.PlanApproved(plan=it.plans), "supervisor") if it.plans else None


def plan_shared(it: Standing, chance: Random, minute: int) -> Caused:
    return (on.PlanShared(plan=it.plans, channel=Channel.EMAIL), "agent") if it.plans else None


def contacted(it: Standing, chance: Random, minute: int) -> Caused:
    technical = chance.choice((True, True, False, None))
    return on.CustomerContacted(channel=Channel.PHONE, technical=technical), chance.choice(STAFF)


def paused(it: Standing, chance: Random, minute: int) -> Caused:
    waits_for = chance.choice(("customer", "customer", "customer", "part", "third-party"))
    it.goes_on(minute, "waiting")
    it.paused_at = minute if waits_for == "customer" else None
    return on.TicketPaused(waiting_for=waits_for, reason="等待"), "agent"


def resolved(it: Standing, chance: Random, minute: int) -> Caused:
    it.goes_on(minute, "resolved")
    it.surveyed = False
    return on.TicketResolved(), "engineer"


def cancelled(it: Standing, chance: Random, minute: int) -> Caused:
    """Or merged with another."""
    it.goes_on(minute, "over")
    return chance.choice((on.TicketCancelled(cancelled_as="withdrawn"), on.TicketMerged(into="202405-00009"))), "agent"

"""问题处理方案表 (R15–R18): the newest plan with its version, its options, who decided, and what the customer said."""

from collections.abc import Iterator
from typing import Final

from api.documents.paper import Section, Signature
from api.documents.port import NotYet
from api.documents.told import ToldTicket
from api.tickets.standing.parts import PlanView
from api.tickets.views import EventView
from gongdan.documents.tickets.about import about, of_type
from gongdan.documents.writing import Writer
from projections.wording.codes import DEPARTMENTS

_CONSENTS: Final = ("repair-consented", "repair-refused")
_DECISIONS: Final = ("plan-approved", "plan-rejected", "plan-shared", "option-chosen", *_CONSENTS)


def require(write: Writer, told: ToldTicket) -> None:
    """Raises NotYet where the reader sees no plan."""
    if told.ticket.plan is None:
        raise NotYet(write.words.missing("plan"), write.words.title("plan"))


def is_final(told: ToldTicket) -> bool:
    """It was approved, or given to the customer."""
    plan = told.ticket.plan
    return plan is not None and (plan.approved or plan.shared) and not plan.rejected


def sections(write: Writer, told: ToldTicket) -> Iterator[Section]:
    plan = _plan(told)
    yield from about(write, told)
    yield write.facts(
        "plan",
        {
            "plan_version": plan.plan,
            "author": write.person(plan.author),
            "owner": write.person(plan.owner),
            "deadline": plan.deadline,
            "met": write.listed(write.code(DEPARTMENTS, each) for each in told.ticket.met),
            "steps": plan.steps,
        },
    )
    yield _options(write, plan)
    rows = (
        (event.occurred, _decision(write, event), write.person(event.actor.id), _reason(event))
        for event in of_type(told, *_DECISIONS)
        if event.data.get("plan") == plan.plan
    )
    yield write.table("decisions", ("at", "decision", "who", "reason"), rows, none="decisions")


def signatures(write: Writer, told: ToldTicket) -> list[Signature]:
    plan = _plan(told)
    decided = [each for each in of_type(told, "plan-approved") if each.data.get("plan") == plan.plan]
    approved = decided[-1] if decided else None
    return [
        Signature(who=write.words.sign("author"), name=write.person(plan.author)),
        Signature(
            who=write.words.sign("approver"),
            name=write.person(approved.actor.id) if approved else "",
            at=write.moment(approved.occurred) if approved else "",
        ),
        Signature(who=write.words.sign("customer")),
    ]


def _plan(told: ToldTicket) -> PlanView:
    if told.ticket.plan is None:
        raise LookupError("there is no plan")
    return told.ticket.plan


def _options(write: Writer, plan: PlanView) -> Section:
    rows = (
        (
            each.get("name"),
            each.get("text"),
            each.get("pros"),
            each.get("cons"),
            each.get("cost"),
            each.get("minutes"),
            "■" if plan.chosen == each.get("name") else "",
        )
        for each in plan.options or ()
    )
    headings = ("option", "content", "pros", "cons", "cost", "minutes", "chosen")
    return write.table("options", headings, rows)


def _decision(write: Writer, event: EventView) -> str:
    say = write.words.said
    match event.type:
        case "plan-approved":
            return say("approved")
        case "plan-rejected":
            return say("rejected")
        case "plan-shared":
            return say("shared")
        case "option-chosen":
            return say("chose", option=write.text(event.data.get("option")))
        case "repair-consented":
            return say("consented")
        case _:
            return say("refused")


def _reason(event: EventView) -> object:
    return event.data.get("reason") or event.data.get("note") or event.data.get("repair")

"""What the written process asks until work is done: each answers with what shows that it was not so (R9–R27)."""

from projections.processes.conformance.past import Past, carries_out
from projections.processes.conformance.terms import is_repair
from projections.processes.facts import Fact

Found = tuple[Fact, ...] | None
"""What shows it beside the event itself; None where it was as it should be."""


def graded_without_reason(past: Past, fact: Fact) -> Found:
    return None if fact.said.get("reason") else ()


def assisted_unauthorised(past: Past, fact: Fact) -> Found:
    given = past.last("remote-assistance-authorised", "remote-assistance-refused")
    if given is None:
        return ()
    return (given,) if given.name == "remote-assistance-refused" else None


def not_approved(past: Past, fact: Fact) -> Found:
    """Work that carries out a plan; another system often tells of no work: then the solution stands for it."""
    if not (carries_out(fact) or (fact.name == "ticket-resolved" and past.imported and past.carried_out is None)):
        return None
    if not past.terms.wants_plan(past.severity, past.kind):
        return None
    plan = past.last("plan-proposed")
    if plan is None:
        return ()
    judged = past.last("plan-approved", "plan-rejected", since=plan, plan=plan.said.get("plan"))
    return None if judged is not None and judged.name == "plan-approved" else (plan,)


def approved_by_author(past: Past, fact: Fact) -> Found:
    plan = past.last("plan-proposed", plan=fact.said.get("plan"))
    return (plan,) if plan is not None and plan.by == fact.by else None


def not_met(past: Past, fact: Fact) -> Found:
    """Departments meet first where the pack has them settle the plan."""
    return () if past.severity in past.terms.met and past.last("meeting-held") is None else None


def reassigned_without_reason(past: Past, fact: Fact) -> Found:
    having = [each for each in past.facts if each.said.get("engineer")]
    if not having or fact.said.get("reason"):
        return None
    before = having[-1]
    return (before,) if before.said["engineer"] != fact.said.get("engineer") else None


def not_accepted(past: Past, fact: Fact) -> Found:
    """Whoever takes a ticket on by themselves has accepted it."""
    dispatched = past.last("engineer-dispatched")
    if dispatched is None or dispatched.by == dispatched.said.get("engineer"):
        return None
    answered = past.last("dispatch-accepted", "engineer-arrived", "work-logged", "ticket-resolved", since=dispatched)
    return None if answered is not None else (dispatched,)


def repaired_without_consent(past: Past, fact: Fact) -> Found:
    """On site the customer is told what will be done and agrees before it is."""
    if not (carries_out(fact) and past.is_at_customers):
        return None
    return () if past.last("repair-consented", since=past.setback) is None else None


def not_tested(past: Past, fact: Fact) -> Found:
    done = past.carried_out
    if done is None or not past.is_at_customers:
        return None
    return (done,) if past.last("function-tested", since=done, passed=True) is None else None


def charged_without_consent(past: Past, fact: Fact) -> Found:
    return () if past.last("fee-accepted", quote=fact.said.get("quote")) is None else None


def compensated_unapproved(past: Past, fact: Fact) -> Found:
    number = fact.said.get("compensation")
    return () if past.last("compensation-approved", compensation=number) is None else None


def paused_without_reason(past: Past, fact: Fact) -> Found:
    return None if fact.said.get("reason") else ()


def not_acknowledged(past: Past, fact: Fact) -> Found:
    """Other systems rarely know a first response: a sign of our work stands for it, as in the register."""
    if past.last("receipt-acknowledged") is not None or (past.imported and past.shows_work):
        return None
    return ()


def not_graded(past: Past, fact: Fact) -> Found:
    return () if is_repair(past.kind) and past.severity is None else None


def not_diagnosed(past: Past, fact: Fact) -> Found:
    return () if is_repair(past.kind) and past.last("fault-diagnosed") is None else None


def plan_not_shared(past: Past, fact: Fact) -> Found:
    plan = past.last("plan-approved")
    if plan is None or past.severity not in past.terms.shared:
        return None
    return (plan,) if past.last("plan-shared", plan=plan.said.get("plan")) is None else None

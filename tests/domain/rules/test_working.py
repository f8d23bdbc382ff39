"""From grading to the repair beyond the four cases: who has the work, what a second remedy needs anew."""

from datetime import timedelta
from decimal import Decimal

import pytest

from domain.ticket.commands import (
    AcceptFee,
    ArriveOnSite,
    ConsentToRepair,
    ContactCustomer,
    DeclineDispatch,
    DispatchEngineer,
    EscalateTicket,
    GradeTicket,
    LogWork,
    PauseTicket,
    PromiseVisit,
    QuoteFee,
    RefuseRepair,
    ResolveTicket,
)
from domain.ticket.events import (
    DispatchAccepted,
    DispatchDeclined,
    EngineerDispatched,
    FeeQuoted,
    HandlingStarted,
    OptionChosen,
    RemoteAssistanceRefused,
    RepairRefused,
    SendInAgreed,
    TicketEscalated,
    TicketEvent,
    TicketGraded,
    TicketPaused,
    TicketResumed,
    VisitPromised,
    WorkLogged,
)
from domain.ticket.vocabulary import Stage
from tests.domain.examples import (
    ANOTHER_PLAN,
    APPROVED,
    ARRIVED,
    AT_WORK,
    AUTHORISED,
    CHOICE,
    GUIDED,
    HASH,
    ON_SITE,
    OUT_OF_WARRANTY,
    PAPER,
    PLAN,
    PLAN_REJECTED,
    PLANNED,
    QUOTED,
    READY,
    VISIT,
)
from tests.domain.specification import (
    ACCEPTED,
    CONFIRMED,
    DIAGNOSED,
    DISPATCHED,
    GRADED,
    NOON,
    OPENED,
    PAUSED,
    REJECTED,
    REOPENED,
    RESOLVED,
    SOLVED,
    WORKING,
    given,
    state,
)

ESCALATED = TicketEscalated(to="line-2", reason="疑难")
ESCALATE = EscalateTicket(to="line-2", reason="疑难")
PASSED_ON = EngineerDispatched(engineer="004", reason="003 休假")
REPAIR = LogWork(work="repair", steps="更换主板")
REPAIRED = WorkLogged(work="repair", steps="更换主板")


def test_grading_the_same_for_another_reason_is_harmless() -> None:
    given(OPENED, GRADED).when(GradeTicket(severity="urgent", reason="又一次")).then_nothing()


def test_a_ticket_is_regraded_with_a_new_reason() -> None:
    given(OPENED, GRADED).when(GradeTicket(severity="general", reason="只是外观")).then(
        TicketGraded(severity="general", reason="只是外观")
    )


def test_the_work_passes_to_another_engineer_who_has_not_accepted_yet() -> None:
    given(*WORKING).when(DispatchEngineer(engineer="004", reason="003 休假")).then(PASSED_ON)
    ticket = state(*WORKING, PASSED_ON)
    assert ticket is not None
    assert (ticket.stage, ticket.engineer, ticket.accepted) == (Stage.DISPATCHED, "004", False)


def test_the_next_engineer_arrives_too() -> None:
    given(*AT_WORK, ARRIVED, PASSED_ON, DispatchAccepted(engineer="004")).when(ArriveOnSite()).then(ARRIVED)


@pytest.mark.parametrize(
    ("before", "stage"),
    [
        ((OPENED, GRADED), Stage.GRADED),
        ((OPENED, GRADED, DIAGNOSED), Stage.DIAGNOSED),
        ((OPENED, GRADED, PLAN, APPROVED), Stage.PLANNED),
        ((*SOLVED, REJECTED), Stage.REOPENED),
    ],
)
def test_a_declined_ticket_waits_again_where_the_work_stood(before: tuple[TicketEvent, ...], stage: Stage) -> None:
    dispatched = before if stage is Stage.REOPENED else (*before, DISPATCHED)
    declined = DispatchDeclined(engineer="003", stage=stage, reason="休假")
    given(*dispatched).when(DeclineDispatch(reason="休假")).then(declined)
    ticket = state(*dispatched, declined)
    assert ticket is not None
    assert (ticket.stage, ticket.engineer) == (stage, None)


def test_another_time_for_the_expected_visit_is_recorded_and_takes_the_acceptance_from_nobody() -> None:
    later = EngineerDispatched(engineer="003", visit_expected=NOON)
    given(*WORKING).when(DispatchEngineer(engineer="003", visit_expected=NOON)).then(later)
    given(*WORKING, later).when(DispatchEngineer(engineer="003", visit_expected=NOON)).then_nothing()
    ticket = state(*WORKING, later)
    assert ticket is not None
    assert (ticket.stage, ticket.accepted) == (Stage.ACCEPTED, True)


def test_escalating_for_another_reason_is_recorded() -> None:
    pressed = TicketEscalated(to="line-2", reason="再催")
    given(*WORKING, ESCALATED).when(EscalateTicket(to="line-2", reason="再催")).then(pressed)


@pytest.mark.parametrize("between", [(RESOLVED, REJECTED), (RESOLVED, CONFIRMED, REOPENED), (PASSED_ON,)])
def test_an_escalation_is_over_once_the_work_was_solved_or_passed_on(between: tuple[TicketEvent, ...]) -> None:
    given(*WORKING, ESCALATED, *between).when(ESCALATE).then(ESCALATED)


def test_a_pause_can_change_whom_it_waits_for_and_why() -> None:
    part = TicketPaused(waiting_for="part", reason="等主板")
    given(*WORKING, PAUSED).when(PauseTicket(waiting_for="part", reason="等主板")).then(part)
    still = TicketPaused(waiting_for="customer", reason="还在等")
    given(*WORKING, PAUSED).when(PauseTicket(waiting_for="customer", reason="还在等")).then(still)


def test_work_resumes_where_it_stood() -> None:
    ticket = state(*WORKING, PAUSED, TicketResumed(reason="门已开"))
    assert ticket is not None
    assert (ticket.stage, ticket.waiting_for, ticket.accepted) == (Stage.ACCEPTED, None, True)


def test_after_the_visit_another_can_be_promised() -> None:
    given(*ON_SITE[:-1], VISIT, ON_SITE[-1]).when(PromiseVisit(at=NOON)).then(VisitPromised(at=NOON))


@pytest.mark.parametrize(
    "tried",
    [RemoteAssistanceRefused(reason="内网"), WorkLogged(work="guidance", steps="电话指导重启")],
)
def test_where_remote_help_comes_first_a_visit_follows_guidance_or_the_customers_refusal(tried: TicketEvent) -> None:
    visit = given(OPENED, GRADED, DISPATCHED, tried).under("software-support").when(PromiseVisit(at=NOON))
    visit.then(VisitPromised(at=NOON))


def test_work_on_a_plan_with_options_begins_once_the_customer_has_chosen() -> None:
    chosen = OptionChosen(plan=1, option="A", by="张伟", given="message")
    given(*AT_WORK, CHOICE, APPROVED, chosen).when(REPAIR).then(REPAIRED)


def test_a_repair_elsewhere_than_on_site_needs_the_plan_alone() -> None:
    given(*PLANNED).when(REPAIR).then(REPAIRED)


@pytest.mark.parametrize(
    "elsewhere",
    [
        (ARRIVED, SendInAgreed(address="维修中心"), HandlingStarted(where="send-in")),
        (VISIT, SendInAgreed(address="维修中心")),
        (VISIT, AUTHORISED, HandlingStarted(where="remote")),
    ],
    ids=["sent in after all", "sent in instead", "from afar instead"],
)
def test_what_was_agreed_to_be_done_elsewhere_needs_no_consent_on_site(elsewhere: tuple[TicketEvent, ...]) -> None:
    given(*PLANNED, *elsewhere).when(REPAIR).then(REPAIRED)


def test_where_the_policy_asks_for_no_plan_the_consent_to_what_was_explained_is_enough() -> None:
    agreed = READY[-1].model_copy(update={"plan": None, "repair": "更换制冷剂"})
    given(OPENED, DISPATCHED, ON_SITE[-1], agreed).under("appliance").when(REPAIR).then(REPAIRED)


def test_an_approval_by_a_node_whose_clock_is_a_little_ahead_counts() -> None:
    given(*READY).when(REPAIR, at=NOON - timedelta(minutes=5)).then(REPAIRED)


def test_guidance_needs_no_plan() -> None:
    guided = WorkLogged(work="guidance", steps="电话指导重启", result="已恢复")
    given(*AT_WORK).when(LogWork(work="guidance", steps="电话指导重启", result="已恢复")).then(guided)


def test_a_customer_who_changes_their_mind_lets_the_repair_go_on() -> None:
    given(*ON_SITE, RepairRefused(plan=1, reason="太贵"), READY[-1]).when(REPAIR).then(REPAIRED)


def test_refusing_the_next_plan_too_is_a_fact_of_its_own() -> None:
    refused = (*ON_SITE, RepairRefused(plan=1, reason="太贵"), ANOTHER_PLAN)
    given(*refused).when(RefuseRepair(plan=2, reason="还是太贵")).then(RepairRefused(plan=2, reason="还是太贵"))


def test_a_ticket_whose_plan_was_rejected_can_be_solved_without_it() -> None:
    given(*AT_WORK, PLAN, PLAN_REJECTED, GUIDED).when(ResolveTicket(handling="电话指导")).then(
        RESOLVED.model_copy(update={"handling": "电话指导"})
    )


def test_out_of_warranty_a_price_can_be_named() -> None:
    given(*AT_WORK, OUT_OF_WARRANTY).when(QuoteFee(amount=Decimal(60))).then(FeeQuoted(quote=1, amount=Decimal(60)))


def test_the_signed_paper_is_an_attachment_of_the_ticket() -> None:
    accept = AcceptFee(quote=1, by="张伟", given="signature", evidence=HASH)
    given(*AT_WORK, QUOTED, PAPER).when(accept).then(
        accept.causes(quote=1, by="张伟", given="signature", evidence=HASH)
    )


def test_every_contact_with_the_customer_is_possible_until_the_case_is_closed() -> None:
    contacted = ContactCustomer(note="回电")
    given(*SOLVED).when(contacted).then(contacted.causes(note="回电"))
    given(*SOLVED, CONFIRMED).when(contacted).then(contacted.causes(note="回电"))


def test_a_waiting_engineer_who_accepts_still_waits() -> None:
    ticket = state(OPENED, GRADED, DISPATCHED, PAUSED, ACCEPTED)
    assert ticket is not None
    assert (ticket.stage, ticket.reached) == (Stage.PAUSED, Stage.ACCEPTED)


def test_in_the_portal_customers_speak_for_themselves() -> None:
    accept = AcceptFee(quote=1, by="张伟", given="portal")
    given(*AT_WORK, QUOTED).when(accept).by_the_customer().then(accept.causes(quote=1, by="张伟", given="portal"))
    agreed = ConsentToRepair(by="张伟", given="portal", plan=1)
    given(*ON_SITE).when(agreed).by_the_customer().then(agreed.causes(by="张伟", given="portal", plan=1))

"""All that may happen to a made-up ticket, by name."""

from typing import Final

from domain.ticket import events as on
from domain.ticket.vocabulary import Channel
from tests.oracle.clocks.histories.acts import aftercare, handling, promises
from tests.oracle.clocks.histories.acts.standing import Act, simply, turned_to

HELD: Final = on.MeetingHeld(departments=("technical", "product"), attendees=("003",), outcome="更换主板")
SOLVED: Final = on.FollowUpMade(channel=Channel.PHONE, solved=True, professional=True, satisfied=True)
NOT_SOLVED: Final = on.FollowUpMade(
    channel=Channel.PHONE, solved=False, professional=True, satisfied=False, note="未修好"
)

ACTS: Final[dict[str, Act]] = {
    "open": handling.opened,
    "acknowledge": handling.acknowledged,
    "grade": handling.graded,
    "diagnose": simply(on.FaultDiagnosed(finding="电源故障"), "engineer"),
    "call_meeting": simply(on.MeetingCalled(departments=("technical", "product")), "supervisor"),
    "hold_meeting": simply(HELD, "supervisor"),
    "propose_plan": handling.plan_proposed,
    "approve_plan": handling.plan_approved,
    "share_plan": handling.plan_shared,
    "escalate": simply(on.TicketEscalated(to="二线"), "agent"),
    "dispatch": simply(on.EngineerDispatched(engineer="003"), "supervisor"),
    "contact": handling.contacted,
    "answer": simply(on.CustomerContacted(channel=Channel.PHONE, technical=True), "engineer"),
    "promise_visit": promises.visit_promised,
    "move_visit": promises.visit_moved,
    "arrive": promises.arrived,
    "handle": simply(on.HandlingStarted(where="remote"), "engineer"),
    "assist": simply(on.RemoteAssistanceGiven(actions="重启服务"), "engineer"),
    "work": simply(on.WorkLogged(work="inspection", steps="检查"), "engineer"),
    "share_progress": simply(on.ProgressShared(channel=Channel.PHONE, text="正在处理"), "agent"),
    "request_cooperation": promises.cooperation_requested,
    "provide_cooperation": promises.cooperation_provided,
    "estimate": promises.estimated,
    "pause": handling.paused,
    "resume": turned_to("working", on.TicketResumed(reason="已答复"), "agent"),
    "resolve": handling.resolved,
    "send_survey": aftercare.survey_sent,
    "answer_survey": aftercare.survey_answered,
    "call_back": aftercare.called_back,
    "reject": turned_to("working", on.ResolutionRejected(reason="问题再现"), "customer"),
    "object": turned_to("working", on.ObjectionRaised(reason="仍有异响"), "customer"),
    "reopen": turned_to("working", on.TicketReopened(reason="问题再现"), "agent"),
    "close": turned_to("closed", on.TicketClosed(closed_as="satisfied"), "agent"),
    "follow_up": simply(SOLVED, "supervisor"),
    "follow_up_in_vain": turned_to("working", NOT_SOLVED, "supervisor"),
    "note": simply(on.NoteAdded(text="备注"), "agent"),
    "cancel": handling.cancelled,
}

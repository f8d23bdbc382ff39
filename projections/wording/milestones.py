"""What a customer is told of each step of their ticket (R37a), in plain words."""

from typing import Final

from domain.ticket import events
from domain.wording import Words

MILESTONES: Final[Words] = {
    events.TicketOpened.stored_name: ("已登记您的诉求", "Your request was registered"),
    events.ReceiptAcknowledged.stored_name: ("已受理", "It was taken up"),
    events.EstimateGiven.stored_name: ("已告知预计解决时间", "The expected time of the solution was given"),
    events.FaultDiagnosed.stored_name: ("已完成诊断", "The diagnosis is done"),
    events.PlanShared.stored_name: ("处理方案已发给您", "The plan was sent to you"),
    events.EngineerDispatched.stored_name: ("已安排工程师", "An engineer was assigned"),
    events.VisitPromised.stored_name: ("已约定上门时间", "A visit was agreed"),
    events.VisitMoved.stored_name: ("上门时间已更改", "The visit was moved"),
    events.SendInAgreed.stored_name: ("已约定送修", "It was agreed to send the product in"),
    events.EngineerArrived.stored_name: ("工程师已到达", "The engineer arrived"),
    events.HandlingStarted.stored_name: ("开始处理", "The handling began"),
    events.ProgressShared.stored_name: ("已向您同步进度", "You were told of the progress"),
    events.TicketPaused.stored_name: ("暂停，等待中", "On hold"),
    events.TicketResumed.stored_name: ("恢复处理", "The handling goes on"),
    events.TicketResolved.stored_name: ("已给出解决办法，请您确认", "It was solved; please confirm"),
    events.ResolutionConfirmed.stored_name: ("您已确认", "You confirmed"),
    events.ResolutionRejected.stored_name: (
        "您表示未解决，继续处理",
        "You said it is not solved; it is being handled again",
    ),
    events.TicketReopened.stored_name: ("重新处理", "It is being handled again"),
    events.SurveySent.stored_name: ("已发送满意度调查", "A survey was sent to you"),
    events.TicketClosed.stored_name: ("已结案", "It was closed"),
    events.TicketCancelled.stored_name: ("已取消", "It was cancelled"),
    events.TicketMerged.stored_name: ("并入您的另一张工单", "It goes on under another ticket of yours"),
}
"""By the stored name of the event; what is not here is the department's own."""

"""Progress and waiting (R25–R27): each command's cases."""

from domain.ticket.commands import PauseTicket, ProvideCooperation, RequestCooperation, ResumeTicket, ShareProgress
from domain.ticket.events import CooperationProvided, ProgressShared, TicketResumed
from domain.ticket.vocabulary import Channel
from tests.domain.case import Case, No
from tests.domain.examples import COOPERATION, LATER
from tests.domain.specification import PAUSED, WORKING

CASES = (
    Case(
        ShareProgress(channel=Channel.WECHAT, text="备件已发出"),
        WORKING,
        ProgressShared(channel=Channel.WECHAT, text="备件已发出"),
        twice="again",
    ),
    Case(RequestCooperation(what="请安排人员开门", due=LATER), WORKING, COOPERATION),
    Case(
        ProvideCooperation(request=1, note="物业已开门"),
        (*WORKING, COOPERATION),
        CooperationProvided(request=1, note="物业已开门"),
        refused=(No("no-such-request", WORKING),),
    ),
    Case(PauseTicket(waiting_for="customer", reason="等客户开门"), WORKING, PAUSED),
    Case(ResumeTicket(reason="门已开"), (*WORKING, PAUSED), TicketResumed(reason="门已开")),
)

"""Follow-up, objection, reminders, closing report and archive (回访、异议、提醒、结案报告、归档, R31–R34): the cases."""

from datetime import timedelta

from domain.ticket.commands import ArchiveTicket, FollowUp, RaiseObjection, RemindCustomer, WriteClosingReport
from domain.ticket.events import TicketClosed
from domain.ticket.vocabulary import Channel
from tests.domain.aftercare import (
    ARCHIVED,
    COMPLAINT,
    CONTENT,
    LATE,
    OBJECTION,
    PUT_AWAY,
    REMINDED,
    REPORT,
    SHOWN,
    SURVEYED,
)
from tests.domain.case import Case, No
from tests.domain.examples import HASH
from tests.domain.specification import AGREED, ENDED, NOON, SOLVED

EARLIER = NOON - timedelta(minutes=6)
NEXT_DAY = NOON + timedelta(hours=24)
OWING = (*SURVEYED, COMPLAINT, TicketClosed(closed_as="supervisor", reason="客户已换新机"))
ASK = FollowUp(channel=Channel.PHONE, solved=True, professional=True, satisfied=True)
OBJECT = RaiseObjection(reason="费用与报价不符", given="message", evidence=HASH)

CASES = (
    Case(
        ASK,
        SOLVED,
        CONTENT,
        refused=(
            No("words-needed", SOLVED, ASK.model_copy(update={"professional": False})),
            No("words-needed", SOLVED, ASK.model_copy(update={"solved": False})),
            No("archived", PUT_AWAY),
            No("allowed-only-later", SOLVED, at=EARLIER),
        ),
    ),
    Case(
        OBJECT,
        SHOWN,
        OBJECTION.model_copy(update={"given": "message", "evidence": HASH}),
        refused=(
            No("how-given-needed", SHOWN, RaiseObjection(reason="费用与报价不符", evidence=HASH)),
            No("evidence-needed", SHOWN, RaiseObjection(reason="费用与报价不符", given="phone")),
            No("archived", PUT_AWAY),
            No("allowed-only-later", SHOWN, at=EARLIER),
        ),
    ),
    Case(
        RemindCustomer(channel=Channel.SMS),
        SOLVED,
        REMINDED,
        at=LATE,
        twice=REMINDED.model_copy(update={"reminder": 2}),
        refused=(
            No("time-to-answer", (*SOLVED, REMINDED), at=LATE - timedelta(minutes=1)),
            No("time-to-answer", SOLVED, at=LATE - timedelta(minutes=1)),
        ),
    ),
    Case(
        WriteClosingReport(cause="主板受潮", handling="更换主板", lessons="雨季前检查密封"),
        AGREED,
        REPORT,
        refused=(No("archived", PUT_AWAY),),
    ),
    Case(
        ArchiveTicket(),
        ENDED,
        ARCHIVED,
        at=NEXT_DAY,
        refused=(
            No("allowed-only-later", ENDED, at=EARLIER),
            No("archived-too-early", ENDED, at=NEXT_DAY - timedelta(minutes=1)),
            No("archive-owes-call-back", OWING, at=NEXT_DAY),
        ),
    ),
)

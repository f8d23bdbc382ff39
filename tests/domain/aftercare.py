"""Named example events of confirmation, survey, closing and archive, and how far a ticket has come with them."""

from datetime import timedelta

from domain.ticket.events import (
    AttachmentAdded,
    CallbackMade,
    ClosingReportWritten,
    FollowUpMade,
    ObjectionRaised,
    ReminderSent,
    Score,
    ServiceRecordCompleted,
    SurveyAnswered,
    SurveySent,
    TicketArchived,
)
from domain.ticket.vocabulary import Channel
from tests.domain.examples import HASH
from tests.domain.specification import AGREED, ENDED, NOON, SOLVED, WORKING

PAUSE = timedelta(days=3)
"""What the handbook leaves the customer to answer."""
LATE = NOON + PAUSE
PAPER = AttachmentAdded(sha256=HASH, size=9, media_type="image/jpeg", name="确认单.jpg", purpose="confirmation")
SHOWN = (*WORKING, PAPER, SOLVED[-1])
"""Solved, with the paper that the customer signed."""

QUESTIONS = ("timeliness", "skill", "attitude", "effect")


def scores(*given: int) -> tuple[Score, ...]:
    """In the order of the handbook's form."""
    return tuple(Score(question=key, score=score) for key, score in zip(QUESTIONS, given, strict=True))


GOOD, BAD = scores(5, 5, 4, 5), scores(4, 4, 3, 2)
SURVEY = SurveySent(survey=1, channel=Channel.SMS, form="handbook@2")
SURVEYED = (*SHOWN, SURVEY)
PRAISE = SurveyAnswered(survey=1, scores=GOOD, low=False, recommend=9, comment="及时")
COMPLAINT = SurveyAnswered(survey=1, scores=BAD, low=True, recommend=3, comment="仍有异响")
CALLED_BACK = CallbackMade(survey=1, category="effect", reason="仍有异响", agreed="周五上门复查")

CONTENT = FollowUpMade(channel=Channel.PHONE, solved=True, professional=True, satisfied=True)
DISCONTENT = FollowUpMade(channel=Channel.PHONE, solved=False, professional=True, satisfied=False, note="仍有异响")
OBJECTION = ObjectionRaised(reason="费用与报价不符")
REMINDED = ReminderSent(reminder=1, channel=Channel.SMS)
REMINDED_THRICE = (*SOLVED, *(REMINDED.model_copy(update={"reminder": count}) for count in (1, 2, 3)))
REPORT = ClosingReportWritten(cause="主板受潮", handling="更换主板", lessons="雨季前检查密封")
GAPS = ServiceRecordCompleted(
    gaps=(
        *("customer-name", "contact", "purchased", "serial", "model"),
        *("diagnosis", "plan", "steps", "feedback"),
    )
)
"""What is not known of the examples' ticket at its end."""
ARCHIVED = TicketArchived(closed_as="satisfied", closed=NOON)
PUT_AWAY = (*ENDED, ARCHIVED)
CONFIRMED_AND_SURVEYED = (*AGREED, SURVEY)

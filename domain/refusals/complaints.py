"""Why something can't be done to a complaint."""

from typing import Final

from domain.refusals.texts import Texts

TEXTS: Final[Texts] = {
    "complained-about": (
        "投诉涉及您本人的工作，须由他人办理。",
        "The complaint is about your own work, so somebody else must deal with it.",
    ),
    "handler-complained-about": (
        "投诉涉及工号 {staff} 的工作，不能交其处理；请另指定一人（staff）。",
        "The complaint is about the work of {staff}, who cannot be given it; name somebody else (staff).",
    ),
    "handler-without-role": (
        "工号 {staff} 当日没有投诉处理人的角色，不能处理投诉；请另指定一人（staff）。",
        "{staff} is no complaint handler that day, so could not handle it; name somebody else (staff).",
    ),
    "complex-not-given": (
        "复杂投诉须先交办（give-complaint），指定处理人。",
        "A complex complaint must first be given to a handler (give-complaint).",
    ),
    "complaint-of-another-handler": (
        "该投诉由工号 {staff} 负责；须由其处理，或先改交他人（give-complaint）。",
        "This complaint is with {staff}: they handle it, or it is given to somebody else first (give-complaint).",
    ),
    "complaint-word-unproved": (
        "代客户登记，须说明客户如何表示（given），并写明工单附件的 SHA-256（evidence）作为凭据。",
        "To record it on the customer's behalf, say how they gave their word (given) and name the file that shows it, "
        "by its SHA-256 (evidence).",
    ),
    "complaint-survey-unanswered": (
        "客户尚未评价满意，不能按“满意”（satisfied）办结；客户不答复的，按“未答复”（unanswered）办结并说明原因。",
        "The customer has not said that they are satisfied, so it is not closed as satisfied; where they do not "
        "answer, close it as unanswered with the reason.",
    ),
    "complaint-not-asked": (
        "按“未答复”办结前，须每隔 {every}联系客户（contact-complainant）征求评价，满 {needed} 次，至今 {times} 次。",
        "Before it is closed as unanswered the customer is asked {needed} times since the handling, {every} apart "
        "(contact-complainant); so far {times}.",
    ),
    "complaint-time-to-answer": (
        "{since} 刚联系过客户，须等待 {every}；{next} 起可按“未答复”办结。",
        "The customer was asked at {since} and has {every} to answer: close it as unanswered from {next} on.",
    ),
    "complaint-survey-answered": (
        "客户已评价满意，请按“满意”（satisfied）办结。",
        "The customer has said that they are satisfied: close it as satisfied.",
    ),
    "complaint-reason-needed": (
        "按“未答复”办结，须说明原因（reason），如联系过几次。",
        "To close it as unanswered, give the reason (reason), such as how often they were asked.",
    ),
}

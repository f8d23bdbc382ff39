"""Why something can't be done to an incident."""

from typing import Final

from domain.refusals.texts import Texts

TEXTS: Final[Texts] = {
    "own-alarm": (
        "警报由您发起，须由另一位主管或总监确认或解除。",
        "You raised this alarm, so another supervisor or manager confirms or dismisses it.",
    ),
    "team-lead-needed": (
        "应急小组须恰有一人任组长（duty=lead）。",
        "Exactly one member of the team must lead it (duty=lead).",
    ),
    "member-named-twice": (
        "同一人的同一职责只能写一次。",
        "The same person is named twice for the same duty; name each once.",
    ),
    "not-of-team": (
        "工号 {staff} 不在应急小组（{team}）；请先召集（call-response-team）。",
        "{staff} is not in the response team ({team}); call them into it first (call-response-team).",
    ),
    "not-yet-happened": (
        "{at} 尚未到，请填写实际发生的时间（at）。",
        "{at} is yet to come; give the time at which it happened (at).",
    ),
    "before-alarm": (
        "{at} 早于报警时间 {raised}；请填写报警之后的时间（at）。",
        "{at} is before the alarm of {raised}; give a time after it (at).",
    ),
    "before-measure": (
        "{at} 早于第一项处置措施的时间 {measure}；请填写措施之后恢复的时间（at）。",
        "{at} is before the first measure, taken at {measure}; give the time at which it worked again after it (at).",
    ),
    "customers-not-counted": (
        "请说明告知了多少客户（customers）或哪些工单的客户（tickets）。",
        "Say how many customers were told (customers), or those of which tickets (tickets).",
    ),
    "customers-not-informed": (
        "尚未告知客户；请先告知（inform-customers），无须告知的，说明原因（reason）。",
        "No customer was informed yet: inform them first (inform-customers), or say why none need be (reason).",
    ),
}

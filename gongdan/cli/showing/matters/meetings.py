"""The words of meetings."""

from typing import Final

from domain.wording import Words

_KINDS: Final[Words] = {
    "monthly-review": ("月度评议", "monthly review"),
    "quarterly-optimisation": ("季度优化", "quarterly optimisation"),
    "incident-review": ("应急复盘", "incident review"),
    "other": ("其他", "other"),
}
FIELDS: Final[Words] = {
    "meeting": ("会议类别", "kind of meeting"),
    "meeting-convened.day": ("日期", "day"),
    "meeting-convened.start": ("开始", "start"),
    "subject": ("主题", "subject"),
    "agenda": ("议程", "agenda"),
    "period": ("评议期", "period"),
    "invited": ("应到", "invited"),
    "attendees": ("与会", "attendees"),
    "minutes-corrected.minutes": ("会议纪要", "minutes"),
    "meeting-recorded.minutes": ("会议纪要", "minutes"),
    "decision": ("第几项决定", "decision"),
    "owner": ("负责人", "owner"),
    "improvement": ("改进编号", "improvement"),
    "meeting.written_by": ("记录人", "minutes by"),
    "meeting.decisions": ("决定数", "decisions"),
    "meeting.improvements": ("改进编号", "improvements"),
}
CODES: Final[dict[str, Words]] = {"meeting": _KINDS}

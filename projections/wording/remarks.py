"""The remark of a progress row (处理结果/备注): what was typed, or a sentence composed from the event's facts."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from domain.ticket.vocabulary import Channel
from projections.sheets.sheet import Reader
from projections.sql.rows import Row
from projections.wording.words import CHANNELS, ENDINGS, SEVERITIES, WAITS


def remark(row: Row, reader: Reader) -> str:
    """Where an imported event tells nothing more, the other system's own word for it."""
    compose = _COMPOSED.get(row["event"])
    composed = compose(row, reader) if compose else ""
    said = ("," if reader.chinese else ", ").join(part for part in (composed, row["text"] or "") if part)
    return said or row["activity"] or ""


def _opened(row: Row, reader: Reader) -> str:
    if row["code"] == Channel.UNKNOWN:
        return ""
    channel = reader.word(CHANNELS, row["code"])
    return f"{channel}反馈" if reader.chinese else f"by {channel}"


def _graded(row: Row, reader: Reader) -> str:
    return reader.word(SEVERITIES, row["code"])


def _dispatched(row: Row, reader: Reader) -> str:
    due = _when(row["due"], row["at"], reader)
    if reader.chinese:
        return f"指派工号{row['person']}" + (f",预计{due}上门" if due else "")
    return f"assigned to {row['person']}" + (f", visit expected {due}" if due else "")


def _accepted(row: Row, reader: Reader) -> str:
    if not row["person"]:
        return ""
    return f"工号{row['person']}接单" if reader.chinese else f"accepted by {row['person']}"


def _paused(row: Row, reader: Reader) -> str:
    awaited = reader.word(WAITS, row["code"])
    return f"暂停,等待{awaited}" if reader.chinese else f"paused, waiting for {awaited}"


def _resumed(row: Row, reader: Reader) -> str:
    return "恢复处理" if reader.chinese else "resumed"


def _escalated(row: Row, reader: Reader) -> str:
    target = row["person"] or ""
    return (
        f"升级{'至' + target if target else ''}" if reader.chinese else f"escalated {target and 'to ' + target}".strip()
    )


def _reopened(row: Row, reader: Reader) -> str:
    return "重新处理" if reader.chinese else "reopened"


def _confirmed(row: Row, reader: Reader) -> str:
    signed = row["person"]
    if not signed:
        return "客户已确认" if reader.chinese else "confirmed by the customer"
    return f"客户已确认,签字:{signed}" if reader.chinese else f"confirmed by the customer, signed {signed}"


def _rejected(row: Row, reader: Reader) -> str:
    return "客户不认可,二次补救" if reader.chinese else "rejected by the customer, second remedy"


def _closed(row: Row, reader: Reader) -> str:
    return reader.word(ENDINGS, row["code"])


def _cancelled(row: Row, reader: Reader) -> str:
    how, original = reader.word(ENDINGS, row["code"]), row["person"]
    if reader.chinese:
        return "取消" + (f":{how}" if how else "") + (f"(原工单{original})" if original else "")
    return "cancelled" + (f": {how}" if how else "") + (f" of {original}" if original else "")


def _when(due: datetime | None, at: datetime, reader: Reader) -> str:
    """The time alone on the same day, else date and time."""
    local, day = reader.moment(due), reader.moment(at)
    if local is None or day is None:
        return ""
    return local.strftime("%H:%M" if local.date() == day.date() else "%Y-%m-%d %H:%M")


_COMPOSED: Final[dict[str, Callable[[Row, Reader], str]]] = {
    "ticket-opened": _opened,
    "ticket-graded": _graded,
    "engineer-dispatched": _dispatched,
    "dispatch-accepted": _accepted,
    "ticket-paused": _paused,
    "ticket-resumed": _resumed,
    "ticket-escalated": _escalated,
    "ticket-reopened": _reopened,
    "resolution-confirmed": _confirmed,
    "resolution-rejected": _rejected,
    "ticket-closed": _closed,
    "ticket-cancelled": _cancelled,
}

"""Remarks of intake, grading and diagnosis."""

from typing import Final

from domain.ticket.vocabulary import Channel
from domain.wording import CHANNELS
from projections.sheets.sheet import Reader
from projections.sql.rows import Row
from projections.wording.codes import DEPARTMENTS, GIVEN, MISSING, WARRANTY
from projections.wording.remarks.composing import Compose, detailed, fixed, listed, when, who, words_of


def _opened(row: Row, reader: Reader) -> str:
    if row["code"] == Channel.UNKNOWN:
        return ""
    channel = reader.word(CHANNELS, row["code"])
    return f"{channel}反馈" if reader.chinese else f"by {channel}"


def _verified(row: Row, reader: Reader) -> str:
    missing = words_of(row["detail"], MISSING, reader)
    if not missing:
        return "信息完整" if reader.chinese else "information complete"
    return f"信息核验,缺{missing}" if reader.chinese else f"information verified, missing: {missing}"


def _routed(row: Row, reader: Reader) -> str:
    target = listed(reader, who(row, reader), row["detail"])
    return f"分流至{target}" if reader.chinese else f"routed to {target}"


def _warranty(row: Row, reader: Reader) -> str:
    found, ends = reader.word(WARRANTY, row["code"]), row["detail"]
    if not ends:
        return found
    return f"{found},保修至{ends}" if reader.chinese else f"{found}, until {ends}"


def _graded(row: Row, reader: Reader) -> str:
    return row.get(f"code_{'zh' if reader.chinese else 'en'}") or row["code"]


def _authorised(row: Row, reader: Reader) -> str:
    how = reader.word(GIVEN, row["code"])
    if reader.chinese:
        return f"客户{row['detail'] or ''}同意远程协助({how})"
    return f"remote assistance authorised by {row['detail'] or 'the customer'} ({how})"


def _collaboration(row: Row, reader: Reader) -> str:
    department, due = reader.word(DEPARTMENTS, row["code"]), when(row, reader)
    if reader.chinese:
        return f"请{department}协作" + (f",{due}前答复" if due else "")
    return f"asked {department}" + (f", answer by {due}" if due else "")


def _escalated(row: Row, reader: Reader) -> str:
    target = who(row, reader) if row.get("person_name") else row["person"]
    if reader.chinese:
        return f"升级至{target}" if target else "升级"
    return f"escalated to {target}" if target else "escalated"


COMPOSED: Final[dict[str, Compose]] = {
    "ticket-opened": _opened,
    "information-verified": _verified,
    "ticket-routed": _routed,
    "ticket-absorbed": detailed("并入工单{detail}", "took in ticket {detail}"),
    "warranty-assessed": _warranty,
    "ticket-graded": _graded,
    "remote-assistance-authorised": _authorised,
    "remote-assistance-refused": fixed("客户不同意远程协助", "remote assistance refused"),
    "remote-assistance-given": detailed("结果:{detail}", "result: {detail}"),
    "collaboration-requested": _collaboration,
    "collaboration-answered": detailed("协作请求{detail}已答复", "request {detail} answered"),
    "ticket-escalated": _escalated,
}

"""Remarks of confirmation, closing, cancelling, merging and reopening."""

from typing import Final

from projections.sheets.sheet import Reader
from projections.sql.rows import Row
from projections.wording.remarks.composing import Compose, detailed, fixed, worded
from projections.wording.words import ENDINGS


def _confirmed(row: Row, reader: Reader) -> str:
    signed = row["detail"]
    if not signed:
        return "客户已确认" if reader.chinese else "confirmed by the customer"
    return f"客户已确认,签字:{signed}" if reader.chinese else f"confirmed by the customer, signed {signed}"


def _cancelled(row: Row, reader: Reader) -> str:
    how, original = reader.word(ENDINGS, row["code"]), row["detail"]
    if reader.chinese:
        return "取消" + (f":{how}" if how else "") + (f"(原工单{original})" if original else "")
    return "cancelled" + (f": {how}" if how else "") + (f" of {original}" if original else "")


COMPOSED: Final[dict[str, Compose]] = {
    "resolution-confirmed": _confirmed,
    "resolution-rejected": fixed("客户不认可,二次补救", "rejected by the customer, second remedy"),
    "ticket-closed": worded(ENDINGS),
    "ticket-cancelled": _cancelled,
    "ticket-merged": detailed("合并至工单{detail}", "merged into ticket {detail}"),
    "ticket-reopened": fixed("重新处理", "reopened"),
}

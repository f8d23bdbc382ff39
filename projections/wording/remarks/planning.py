"""Remarks of plans, their approval, dispatch and acceptance."""

from typing import Final

from domain.wording import CHANNELS
from projections.sheets.sheet import Reader
from projections.sql.rows import Row
from projections.wording.codes import DEPARTMENTS, GIVEN
from projections.wording.remarks.composing import Compose, detailed, fixed, when, who, words_of


def _called(row: Row, reader: Reader) -> str:
    departments = words_of(row["detail"], DEPARTMENTS, reader)
    return f"召集会议:{departments}" if reader.chinese else f"meeting called: {departments}"


def _met(row: Row, reader: Reader) -> str:
    departments = words_of(row["detail"], DEPARTMENTS, reader)
    return f"会议({departments})" if reader.chinese else f"meeting ({departments})"


def _proposed(row: Row, reader: Reader) -> str:
    owner, due = who(row, reader), when(row, reader)
    if reader.chinese:
        return f"方案{row['detail']},负责人{owner},{due}前完成"
    return f"plan {row['detail']}, owner {owner}, by {due}"


def _shared(row: Row, reader: Reader) -> str:
    channel = reader.word(CHANNELS, row["code"])
    if reader.chinese:
        return f"方案{row['detail']}已发送客户({channel})"
    return f"plan {row['detail']} sent to the customer ({channel})"


def _chosen(row: Row, reader: Reader) -> str:
    how = reader.word(GIVEN, row["code"])
    return f"客户选择{row['detail']}({how})" if reader.chinese else f"the customer chose {row['detail']} ({how})"


def _dispatched(row: Row, reader: Reader) -> str:
    due = when(row, reader)
    if reader.chinese:
        return f"指派{who(row, reader)}" + (f",预计{due}上门" if due else "")
    return f"assigned to {who(row, reader)}" + (f", visit expected {due}" if due else "")


def _accepted(row: Row, reader: Reader) -> str:
    if not row["person"]:
        return ""
    return f"{who(row, reader)}接单" if reader.chinese else f"accepted by {who(row, reader)}"


def _declined(row: Row, reader: Reader) -> str:
    return f"{who(row, reader)}拒单" if reader.chinese else f"declined by {who(row, reader)}"


COMPOSED: Final[dict[str, Compose]] = {
    "meeting-called": _called,
    "meeting-held": _met,
    "plan-proposed": _proposed,
    "plan-approved": detailed("批准方案{detail}", "plan {detail} approved"),
    "plan-rejected": detailed("驳回方案{detail}", "plan {detail} rejected"),
    "plan-shared": _shared,
    "option-chosen": _chosen,
    "engineer-dispatched": _dispatched,
    "dispatch-accepted": _accepted,
    "dispatch-declined": _declined,
    "send-in-agreed": fixed("约定送修", "to be sent in"),
}

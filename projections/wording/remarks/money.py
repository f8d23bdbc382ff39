"""Remarks of quotes, charges and compensations."""

from typing import Final

from domain.wording import CHANNELS
from projections.sheets.sheet import Reader
from projections.sql.rows import Row
from projections.wording.codes import GIVEN
from projections.wording.remarks.composing import Compose, detailed, fixed


def _accepted(row: Row, reader: Reader) -> str:
    how = reader.word(GIVEN, row["code"])
    if reader.chinese:
        return f"客户{row['detail'] or ''}同意付费({how})"
    return f"{row['detail'] or 'the customer'} accepted the fee ({how})"


def _compensation(row: Row, reader: Reader) -> str:
    amount = row["detail"]
    if reader.chinese:
        return f"提出补偿({amount}元)" if amount else "提出补偿"
    return f"compensation proposed (CNY {amount})" if amount else "compensation proposed"


def _announced(row: Row, reader: Reader) -> str:
    channel = reader.word(CHANNELS, row["code"])
    return f"已告知客户补偿({channel})" if reader.chinese else f"compensation announced ({channel})"


COMPOSED: Final[dict[str, Compose]] = {
    "fee-quoted": detailed("报价{detail}元", "quoted CNY {detail}"),
    "fee-accepted": _accepted,
    "fee-declined": fixed("客户不同意付费", "the customer does not want to pay"),
    "fee-charged": detailed("收费{detail}元", "charged CNY {detail}"),
    "compensation-proposed": _compensation,
    "compensation-approved": fixed("批准补偿", "compensation approved"),
    "compensation-rejected": fixed("驳回补偿", "compensation rejected"),
    "compensation-announced": _announced,
    "compensation-given": fixed("已给付补偿", "compensation given"),
}

"""Remarks of visits, work, spare parts, and what the work waits for."""

from typing import Final

from projections.sheets.sheet import Reader
from projections.sql.rows import Row
from projections.wording.codes import GIVEN
from projections.wording.remarks.composing import Compose, detailed, fixed, when
from projections.wording.words import WAITS


def _promised(row: Row, reader: Reader) -> str:
    due = when(row, reader)
    if reader.chinese:
        return f"约定{due}上门" if due else "约定上门"
    return f"visit promised for {due}" if due else "visit promised"


def _moved(row: Row, reader: Reader) -> str:
    due = when(row, reader)
    return f"上门改约至{due}" if reader.chinese else f"visit moved to {due}"


def _arrived(row: Row, reader: Reader) -> str:
    due = when(row, reader)
    if reader.chinese:
        return f"到达现场,约定{due}" if due else "到达现场"
    return f"arrived, promised for {due}" if due else "arrived"


def _verified(row: Row, reader: Reader) -> str:
    if row["code"] == "yes":
        return "产品核对相符" if reader.chinese else "the product is the one reported"
    return "产品核对不符" if reader.chinese else "the product is not the one reported"


def _consented(row: Row, reader: Reader) -> str:
    how = reader.word(GIVEN, row["code"])
    if reader.chinese:
        return f"客户{row['detail'] or ''}同意维修({how})"
    return f"{row['detail'] or 'the customer'} consented to the repair ({how})"


def _tested(row: Row, reader: Reader) -> str:
    if row["code"] == "yes":
        return "测试通过" if reader.chinese else "test passed"
    return "测试未通过" if reader.chinese else "test failed"


def _confirmed(row: Row, reader: Reader) -> str:
    due = when(row, reader)
    if row["code"] == "yes":
        return "备件有货,已预留" if reader.chinese else "part in stock, reserved"
    if reader.chinese:
        return "备件缺货" + (f",预计{due}到货" if due else "")
    return "part out of stock" + (f", expected {due}" if due else "")


def _asked(row: Row, reader: Reader) -> str:
    due = when(row, reader)
    if reader.chinese:
        return "请客户配合" + (f",{due}前" if due else "")
    return "asked the customer" + (f", by {due}" if due else "")


def _paused(row: Row, reader: Reader) -> str:
    awaited = reader.word(WAITS, row["code"])
    return f"暂停,等待{awaited}" if reader.chinese else f"paused, waiting for {awaited}"


def _result(row: Row, reader: Reader) -> str:
    """What came of the work stands after its steps."""
    if not row["detail"]:
        return ""
    return f"结果:{row['detail']}" if reader.chinese else f"result: {row['detail']}"


COMPOSED: Final[dict[str, Compose]] = {
    "visit-promised": _promised,
    "visit-moved": _moved,
    "engineer-arrived": _arrived,
    "product-verified": _verified,
    "repair-consented": _consented,
    "repair-refused": fixed("客户不同意维修", "the customer does not want the repair"),
    "work-logged": _result,
    "function-tested": _tested,
    "part-requested": detailed("申请备件{detail}", "part requested: {detail}"),
    "part-confirmed": _confirmed,
    "part-shipped": detailed("备件已发运:{detail}", "part shipped: {detail}"),
    "part-received": detailed("备件申请{detail}已签收", "part of request {detail} received"),
    "part-used": detailed("使用备件{detail}", "part used: {detail}"),
    "defective-part-returned": detailed("退回旧件{detail}", "defective part returned: {detail}"),
    "cooperation-requested": _asked,
    "cooperation-provided": fixed("客户已配合", "the customer did what was asked"),
    "ticket-paused": _paused,
    "ticket-resumed": fixed("恢复处理", "resumed"),
}

"""The register's two printed tables: every work order, and what is known of each faulty product."""

import re
from typing import Final

from domain.wording import CHANNELS
from projections.sheets.sheet import Cell, Column, Reader, Sheet, coded, moment, person, plain, said, time_on_day_of
from projections.sql.rows import Row
from projections.wording.words import STATUSES, TITLES

_MONTH: Final = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")


def _purchased(row: Row, reader: Reader) -> Cell:
    """2024-03 → 2024年3月; a purchase is often known to the month only."""
    found = _MONTH.fullmatch(row["purchased"] or "")
    if found is None or not reader.chinese:
        return row["purchased"]
    year, month, day = found.groups()
    return f"{year}年{int(month)}月" + (f"{int(day)}日" if day else "")


SHEET: Final = Sheet(
    TITLES["register"][0],
    (
        plain("number", "工单号", 16),
        plain("customer_name", "客户名称", 26),
        plain("contact", "联系人", 10),
        plain("contact_detail", "联系方式", 16),
        moment("reported", "反馈时间"),
        coded("channel", "反馈渠道", CHANNELS),
        plain("summary", "问题描述(摘要)", 40),
        said("severity", "问题分级"),
        person("receiver", "receiver_name", "受理人"),
        time_on_day_of("first_response", "reported", "首次响应时间"),
        moment("estimate", "预计解决时间"),
        coded("status", "处理状态", STATUSES),
    ),
)
"""售后服务工单登记表 (R38)."""

FAULTS: Final = Sheet(
    TITLES["faults"][0],
    (
        plain("number", "工单号", 16),
        plain("fault_customer", "客户姓名", 26),
        plain("fault_contact_detail", "联系方式", 16),
        plain("product", "产品名称", 16),
        plain("model", "型号", 12),
        plain("serial", "SN码", 16),
        plain("fault", "故障描述", 40),
        Column("购买时间", _purchased, 14),
        said("severity", "故障等级"),
        person("receiver", "fault_receiver_name", "接收人"),
        moment("reported", "登记时间"),
    ),
)
"""产品故障信息登记表 (R39), over the rows of tickets about faults."""

"""The archive as people read it: a line a dossier, under the department's own headings."""

from typing import Final

from domain.wording import FAULT_TYPES
from projections.sheets.sheet import Cell, Column, Reader, Sheet, coded, moment, person, plain
from projections.sql.rows import Row
from projections.wording.codes import GAPS
from projections.wording.words import ENDINGS, KINDS, TITLES


def _gaps(row: Row, reader: Reader) -> Cell:
    return ("、" if reader.chinese else ", ").join(reader.word(GAPS, gap) for gap in row["gaps"])


SHEET: Final = Sheet(
    TITLES["dossiers"][0],
    (
        plain("number", "工单号", 16),
        plain("customer_name", "客户名称", 26),
        plain("product", "产品名称", 16),
        plain("model", "型号", 12),
        coded("kind", "诉求类型", KINDS, 23),
        coded("fault_type", "故障类型", FAULT_TYPES, 15),
        plain("category", "故障类别", 12),
        plain("cause", "原因", 40, wrapped=True),
        coded("closed_as", "结案方式", ENDINGS, 24),
        moment("closed", "结案时间"),
        moment("archived", "归档时间"),
        person("archived_by", "archived_by_name", "归档人"),
        plain("kept_until", "保存至", 12),
        Column("服务记录缺项", _gaps, 32, wrapped=True),
    ),
)
"""归档案卷目录 (R34)."""

"""The diary as people read it: a line a visit, under the department's own headings, and nothing of the customer."""

from typing import Final

from projections.sheets.sheet import Column, Sheet, coded, moment, person, plain, said
from projections.wording.words import TITLES, VISIT_STATES

SHEET: Final = Sheet(
    TITLES["visits"][0],
    (
        moment("planned", "约定时间"),
        moment("until", "至"),
        person("engineer", "engineer_name", "工程师"),
        plain("number", "工单号", 16),
        coded("state", "状态", VISIT_STATES),
        plain("product", "产品名称", 16),
        plain("model", "型号", 12),
        plain("region", "地区", 12),
        said("severity", "问题分级"),
        plain("team", "班组", 12),
        moment("arrived", "到达时间"),
        plain("late", "迟到(分钟)", 14),
        moment("done", "完成时间"),
        Column("改约次数", lambda row, _: len(row["moves"]), 10),
    ),
)
"""上门日程."""

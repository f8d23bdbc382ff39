"""What is said of documents, in Chinese and English."""

from typing import Final

TEXTS: Final[dict[str, tuple[int, str, str]]] = {
    "document-not-yet": (
        409,
        "工单 {number} {missing}，还不能出具《{title}》。",
        "There is no {title} of ticket {number} yet: {missing}.",
    ),
    "document-for-staff": (
        403,
        "这份单据仅供内部使用；客户可取服务报告、方案、确认单和满意度反馈表。",
        "This document is the department's own: customers get service report, plan, confirmation and survey.",
    ),
    "document-too-long": (
        413,
        "内容过多，无法排成一份单据；请改用 format=json，或用登记表的 CSV、Excel 导出。",
        "It is too much for one document: take format=json, or export the tables as CSV or Excel.",
    ),
    "document-not-set": (
        503,
        "暂时无法生成 PDF，未作任何更改；请稍后再试，或改用 format=json。",
        "The PDF can't be made just now, and nothing was changed: try again shortly, or take format=json.",
    ),
}

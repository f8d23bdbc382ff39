"""The words of improvements."""

from typing import Final

from domain.wording import DEPARTMENTS, Words

FIELDS: Final[Words] = {
    "improvement-proposed.measure": ("改进措施", "measure"),
    "improvement-proposed.origin": ("来源", "comes from"),
    "improvement-proposed.source": ("来源编号", "number it comes from"),
    "improvement-proposed.quarter": ("季度", "quarter"),
    "improvement-assigned.department": ("责任部门", "department"),
    "improvement-assigned.staff": ("负责人", "responsible"),
    "improvement-assigned.due": ("期限", "due"),
    "improvement-reported.words": ("进展", "progress"),
    "improvement-reported.percent": ("完成（%）", "done (%)"),
    "improvement-followed.quarter": ("结转至季度", "followed into"),
    "improvement-followed.words": ("上季度结果", "what became of it"),
    "improvement-followed.due": ("新期限", "due now"),
    "improvement-closed.result": ("效果", "result"),
    "improvement-closed.measured_by": ("衡量依据", "measured by"),
    "improvement.origin": ("来源", "comes from"),
    "improvement.source": ("来源编号", "number it comes from"),
    "improvement.quarter": ("季度", "quarter"),
    "improvement.department": ("责任部门", "department"),
    "improvement.percent": ("完成（%）", "done (%)"),
    "improvement.followed": ("结转次数", "followed"),
    "improvement.result": ("效果", "result"),
}

_ORIGINS: Final[Words] = {
    "complaint": ("投诉", "complaint"),
    "incident": ("应急事件", "incident"),
    "inspection": ("质检", "inspection"),
    "meeting": ("会议", "meeting"),
    "return": ("退换货", "return"),
    "ticket": ("工单", "ticket"),
    "report": ("分析报告", "report"),
    "other": ("其他", "other"),
}
_RESULTS: Final[Words] = {
    "effective": ("有效", "effective"),
    "partly-effective": ("部分有效", "partly effective"),
    "not-effective": ("无效", "not effective"),
}

CODES: Final[dict[str, Words]] = {
    "improvement-proposed.origin": _ORIGINS,
    "improvement.origin": _ORIGINS,
    "improvement-assigned.department": DEPARTMENTS,
    "improvement.department": DEPARTMENTS,
    "improvement-closed.result": _RESULTS,
    "improvement.result": _RESULTS,
}

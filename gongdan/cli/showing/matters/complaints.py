"""The words of complaints."""

from typing import Final

from domain.wording import Words

FIELDS: Final[Words] = {
    "categories": ("投诉类别", "about"),
    "complaint-raised.staff": ("涉及人员", "about the work of"),
    "complaint-raised.product": ("产品名称", "product"),
    "complaint-raised.words": ("投诉内容", "in the customer's words"),
    "apology": ("致歉", "apology"),
    "complaint-answered.facts": ("事实", "facts"),
    "weight": ("简单或复杂", "simple or complex"),
    "complaint-assessed.severity": ("严重程度", "severity"),
    "complaint-assessed.staff": ("涉及人员", "about the work of"),
    "complaint-given.staff": ("处理人", "handler"),
    "complaint-handled.cause": ("原因类别", "cause"),
    "complaint-handled.words": ("原因", "cause in words"),
    "measures": ("措施", "measures"),
    "remedy": ("给客户的补救", "what the customer gets"),
    "complaint-survey-answered.score": ("满意度", "score"),
    "satisfied": ("满意", "satisfied"),
    "improvement": ("改进编号", "improvement"),
    "complaint-closed.closed_as": ("办结方式", "closed as"),
    "complaint.severity": ("严重程度", "severity"),
    "complaint.given": ("已交办", "given to a handler"),
    "complaint.cause": ("原因类别", "cause"),
    "complaint.score": ("满意度", "score"),
    "complaint.reopenings": ("重新处理次数", "times in handling again"),
    "complaint.improvements": ("改进编号", "improvements"),
}

_CATEGORIES: Final[Words] = {
    "attitude": ("服务态度", "attitude"),
    "timeliness": ("时效", "timeliness"),
    "skill": ("技术水平", "skill"),
    "quality": ("维修质量", "quality of the repair"),
    "product": ("产品", "product"),
    "fee": ("收费", "fee"),
    "promise": ("未兑现承诺", "a promise not kept"),
    "privacy": ("个人信息", "privacy"),
    "other": ("其他", "other"),
}
_WEIGHTS: Final[Words] = {"simple": ("简单", "simple"), "complex": ("复杂", "complex")}
_SEVERITIES: Final[Words] = {"minor": ("轻微", "minor"), "serious": ("较重", "serious"), "grave": ("严重", "grave")}
_CAUSES: Final[Words] = {
    "person": ("人员", "a person's work"),
    "process": ("流程", "the process"),
    "product": ("产品", "the product"),
    "part": ("备件", "a spare part"),
    "logistics": ("物流", "logistics"),
    "information": ("信息不畅", "missing information"),
    "misunderstanding": ("误解", "a misunderstanding"),
    "other": ("其他", "other"),
}

CODES: Final[dict[str, Words]] = {
    "complaint-raised.categories": _CATEGORIES,
    "complaint.categories": _CATEGORIES,
    "weight": _WEIGHTS,
    "complaint-assessed.severity": _SEVERITIES,
    "complaint.severity": _SEVERITIES,
    "complaint-handled.cause": _CAUSES,
    "complaint.cause": _CAUSES,
    "complaint.given": {},
    "complaint-closed.closed_as": {
        "satisfied": ("客户满意", "satisfied"),
        "unanswered": ("客户未答复", "unanswered"),
    },
}

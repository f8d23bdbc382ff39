"""What the coded facts of events are called, in Chinese and English: for remarks and for a ticket's history."""

from typing import Final

from domain.policy.in_force import shipped
from domain.wording import Words

FOUND_BY: Final[Words] = {
    "knowledge-base": ("知识库", "knowledge base"),
    "remote": ("远程", "remote"),
    "on-site": ("现场", "on site"),
}
MISSING: Final[Words] = {
    "customer-name": ("客户名称", "customer's name"),
    "contact": ("联系方式", "contact"),
    "order-number": ("订单号", "order number"),
    "product": ("产品", "product"),
    "model": ("型号", "model"),
    "serial": ("SN码", "serial number"),
    "purchased": ("购买时间", "purchase date"),
    "voucher": ("购买凭证", "voucher"),
    "description": ("问题描述", "description"),
}
DIRECTIONS: Final[Words] = {
    "from-customer": ("客户来", "from the customer"),
    "to-customer": ("致客户", "to the customer"),
}
RELATIONS: Final[Words] = {
    "same-call": ("同一来电", "same call"),
    "duplicate": ("重复报修于", "a duplicate of"),
    "repeat": ("同一故障再次报修于", "the same fault again as"),
    "related": ("相关", "related"),
    "duplicated": ("被重复报修", "has a duplicate"),
    "repeated": ("同一故障又报修", "the same fault came again"),
}
WARRANTY: Final[Words] = {
    "in": ("保修期内", "in warranty"),
    "out": ("保修期外", "out of warranty"),
    "unknown": ("保修不明", "warranty unknown"),
}
DEPARTMENTS: Final[Words] = {
    "product": ("产品部门", "product"),
    "logistics": ("物流部门", "logistics"),
    "process-optimisation": ("流程优化小组", "process optimisation"),
    "research": ("研发部门", "R&D"),
    "technical": ("技术部门", "technical"),
    "service": ("服务部门", "service"),
}
HANDLING: Final[Words] = {
    "remote": ("远程处理", "remote handling"),
    "on-site": ("上门维修", "on-site repair"),
    "send-in": ("送修", "workshop repair"),
}
WORK_KINDS: Final[Words] = {
    "inspection": ("检测", "inspection"),
    "guidance": ("指导", "guidance"),
    "repair": ("维修", "repair"),
    "replacement": ("更换", "replacement"),
    "adjustment": ("调试", "adjustment"),
    "other": ("其他", "other"),
}
GIVEN: Final[Words] = {
    "signature": ("签字", "signature"),
    "message": ("消息", "message"),
    "phone": ("电话", "phone"),
    "portal": ("客户门户", "portal"),
    "in-person": ("当面口头", "in person"),
}
PURPOSES: Final[Words] = {
    "photo": ("照片", "photo"),
    "video": ("视频", "video"),
    "screenshot": ("截图", "screenshot"),
    "log": ("日志", "log"),
    "voucher": ("购买凭证", "voucher"),
    "consent": ("同意书", "consent"),
    "confirmation": ("问题确认单", "confirmation"),
    "other": ("其他", "other"),
}
SCORE_CAUSES: Final[Words] = {
    "timeliness": ("响应或处理不及时", "timeliness"),
    "skill": ("技术水平", "technical skill"),
    "attitude": ("沟通态度", "attitude"),
    "effect": ("解决效果", "effect of the solution"),
    "price": ("费用", "price"),
    "product": ("产品本身", "the product itself"),
    "other": ("其他", "other"),
}
"""Why a score was low."""
GAPS: Final[Words] = {
    "customer-name": ("客户姓名", "customer name"),
    "contact": ("联系方式", "contact"),
    "purchased": ("购买日期", "purchase date"),
    "serial": ("SN码", "serial number"),
    "model": ("型号", "model"),
    "completed": ("完成时间", "completion time"),
    "service-person": ("服务人员", "service person"),
    "diagnosis": ("诊断结果", "diagnosis"),
    "plan": ("维修方案", "repair plan"),
    "steps": ("维修步骤", "repair steps"),
    "parts": ("更换配件", "parts replaced"),
    "result": ("维修结果", "result"),
    "feedback": ("客户反馈", "customer feedback"),
}
"""What a service record may lack."""
LACKS: Final[Words] = {
    "communication": ("沟通记录", "communication"),
    "plan": ("处理方案", "solution plan"),
    "confirmation": ("客户确认", "customer's confirmation"),
    "survey": ("满意度调查、回访", "survey or follow-up"),
    "closing-report": ("结案报告", "closing report"),
}
"""What a dossier may lack."""
FOLLOWED_UP: Final[Words] = {
    "solved": ("已解决", "solved"),
    "professional": ("态度专业", "professional"),
    "satisfied": ("满意", "satisfied"),
}
"""What the customer is asked in a follow-up."""
NOT_SO: Final[Words] = {
    "solved": ("未解决", "not solved"),
    "professional": ("态度不专业", "not professional"),
    "satisfied": ("不满意", "not satisfied"),
}
"""The same, answered with no."""
QUESTIONS: Final[Words] = {
    question.key: (question.zh, question.en)
    for pack in shipped().packs
    for question in (pack.survey.questions if pack.survey else ())
}
"""The survey's questions as the packs that come with the program ask them."""
OUTCOMES: Final[Words] = {
    "passed": ("通过", "passed"),
    "failed": ("未通过", "failed"),
    "attended": ("已参加", "attended"),
}
NOTICES: Final[Words] = {
    "phone": ("电话", "phone"),
    "sms": ("短信", "SMS"),
    "wechat": ("微信", "WeChat"),
    "email": ("邮件", "e-mail"),
    "app": ("APP", "app"),
    "none": ("不通知", "none"),
}
MEASURES: Final[Words] = {
    "restrict": ("限制使用", "restrict"),
    "unrestrict": ("解除限制", "unrestrict"),
    "erase": ("删除", "erase"),
    "export": ("导出", "export"),
    "hold": ("保全", "hold"),
    "lift": ("解除保全", "lift a hold on"),
}
KEEPING: Final[Words] = {
    "open": ("工单未结", "a ticket is open"),
    "term": ("保存期未满", "its years are not over"),
    "hold": ("法定保全", "legal hold"),
}
GROUNDS: Final[Words] = {
    "asked": ("客户要求", "asked for"),
    "consent-withdrawn": ("撤回同意", "consent withdrawn"),
    "term-ended": ("保存期满", "term ended"),
    "unlawful": ("处理违法", "unlawful"),
    "other": ("其他", "other"),
}
RELEASED_AS: Final[Words] = {
    "returned": ("已退货", "returned"),
    "passed-on": ("已转让", "passed on"),
    "scrapped": ("已报废", "scrapped"),
    "mistaken": ("登记有误", "entered by mistake"),
}
LEAVES: Final[Words] = {
    "annual": ("年假", "annual leave"),
    "sick": ("病假", "sick leave"),
    "personal": ("事假", "personal leave"),
    "business": ("出差", "away on business"),
    "training": ("培训", "training"),
    "parental": ("育儿假", "parental leave"),
    "other": ("其他", "other"),
}

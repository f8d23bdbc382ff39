"""The rows of section 9 about tickets, said as the process says them, not read off the table of rights."""

from collections.abc import Mapping
from typing import Final

from domain.rights import Scope
from tests.scenarios.section_9.matrix import line

_OWN_WORK: Final[Mapping[str, Scope]] = {"agent": "own", "engineer": "own", "complaint-handler": "own"}

TICKET_LINES: Final = (
    line(
        "intake, note, communication, attachment",
        "受理、备注、沟通、附件",
        (
            ("open", "note", "communicate", "attach"),
            {
                "agent": "all",
                "clerk": "all",
                "supervisor": "team",
                "customer": "own",
                "engineer": "own",
                "complaint-handler": "own",
            },
        ),
        (
            ("send-survey", "remind"),
            {
                "agent": "all",
                "clerk": "all",
                "supervisor": "team",
                "engineer": "own",
                "complaint-handler": "own",
                "system": "all",
            },
        ),
        (
            ("contact", "warranty"),
            {"agent": "all", "clerk": "all", "supervisor": "team", "engineer": "own", "complaint-handler": "own"},
        ),
        (
            ("rename", "change-contact", "remove-contact", "choose-notices", "give-consent", "withdraw-consent"),
            {"agent": "all", "clerk": "all", "supervisor": "all", "customer": "own"},
        ),
        (
            ("register-product", "release-product"),
            {"agent": "all", "clerk": "all", "supervisor": "all", "customer": "own"},
        ),
        (("register", "agree-contract"), {"agent": "all", "clerk": "all", "supervisor": "all"}),
    ),
    line(
        "acknowledge, verify, route, link",
        "首次响应、核验、分流、关联",
        (("acknowledge", "verify", "link"), {"agent": "all", "supervisor": "all", "complaint-handler": "own"}),
        (("route",), {"agent": "all", "supervisor": "all", "complaint-handler": "own", "system": "all"}),
        (("propose-routing", "approve-routing", "reject-routing", "publish-routing"), {"supervisor": "all"}),
    ),
    line(
        "grade, regrade",
        "分级、改级",
        (("grade",), {"agent": "all", "supervisor": "all", "engineer": "own", "complaint-handler": "own"}),
    ),
    line(
        "diagnose, propose plan or option",
        "诊断、提出方案",
        (
            (
                "diagnose",
                "assist",
                "consult",
                "collaborate",
                "call-meeting",
                "meet",
                "escalate",
                "estimate",
                "propose-plan",
                "share-plan",
            ),
            {**_OWN_WORK, "supervisor": "team"},
        ),
        (("answer",), {**_OWN_WORK, "supervisor": "team", "department-contact": "asked"}),
        (("authorise-remote", "refuse-remote"), {**_OWN_WORK, "supervisor": "team", "customer": "own"}),
    ),
    line(
        "approve or reject a plan or compensation (never one's own)",
        "审批方案或补偿（不得审批本人提出的）",
        (
            ("approve-plan", "reject-plan", "approve-compensation", "reject-compensation"),
            {"supervisor": "team", "manager": "all"},
        ),
        (("choose-option",), {**_OWN_WORK, "customer": "own"}),
    ),
    line(
        "dispatch, reassign, stand in",
        "派单、改派、代班",
        (("dispatch", "stand-in", "release-stand-in"), {"supervisor": "team", "emergency-team": "all"}),
    ),
    line(
        "accept, decline, visit, work log, parts used",
        "接单、拒单、上门、工作记录、使用备件",
        (("accept", "decline"), {"engineer": "assigned"}),
        (
            (
                "visit",
                "move-visit",
                "send-in",
                "arrive",
                "verify-product",
                "log-work",
                "test",
                "use-part",
                "return-part",
            ),
            {"engineer": "own"},
        ),
    ),
    line(
        "parts: request / stock, reserve, ship, receive",
        "备件：申请／库存、预留、发运、签收",
        (("request-part",), {"engineer": "own"}),
        (("confirm-part", "ship-part", "receive-part"), {"warehouse": "all"}),
    ),
    line(
        "quote, record consent or refusal",
        "报价，登记客户同意或不同意",
        (("quote", "charge", "propose-compensation", "announce-compensation", "give-compensation"), _OWN_WORK),
        (("consent", "refuse-repair", "accept-fee", "decline-fee"), {**_OWN_WORK, "customer": "own"}),
    ),
    line(
        "pause, resume, share progress, cooperation list",
        "暂停、恢复、同步进度、配合事项",
        (
            ("pause", "resume", "share-progress", "request-cooperation", "provide-cooperation", "start"),
            {**_OWN_WORK, "supervisor": "team"},
        ),
        (("warn-deadline", "miss-deadline", "miss-progress-sync"), {"system": "all"}),
    ),
    line("resolve", "解决", (("resolve",), {**_OWN_WORK, "supervisor": "team"})),
    line(
        "confirm, reject, rate, object",
        "客户确认、不认可、评价、异议",
        (("confirm", "reject", "answer-survey", "object"), {"customer": "own", "agent": "all", "engineer": "own"}),
    ),
    line(
        "call back, follow up",
        "回电、回访",
        (("call-back", "follow-up"), {"supervisor": "team", "complaint-handler": "own"}),
    ),
    line(
        "close, closing report / archive",
        "结案、结案报告／归档",
        (("close", "write-report"), {"agent": "own", "engineer": "own", "supervisor": "team"}),
        (("close-without-consent",), {"supervisor": "team", "system": "all"}),
        (("archive",), {"clerk": "all"}),
    ),
    line(
        "reopen / merge, cancel",
        "重新处理／合并、取消",
        (("reopen",), {"customer": "own", "agent": "all"}),
        (("merge", "cancel"), {"agent": "all", "supervisor": "all"}),
    ),
)

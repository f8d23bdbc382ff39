"""The rows of section 9 about all but tickets, said as the process says them, not read off the table of rights."""

from typing import Final

from tests.scenarios.section_9.matrix import line

_ANY_STAFF: Final = (
    "agent",
    "engineer",
    "supervisor",
    "complaint-handler",
    "department-contact",
    "warehouse",
    "returns-inspector",
    "quality",
    "manager",
    "clerk",
    "emergency-team",
)
_OVERSIGHT: Final = ("auditor", "privacy-officer", "administrator")

OTHER_LINES: Final = (
    line(
        "return: request, review / receive, ship / inspect",
        "退换货：申请、审核／收货、发货／质检",
        (("request-return", "withdraw-return", "agree-settlement"), {"customer": "own", "agent": "all"}),
        (
            (
                *("approve-return", "refuse-return", "assign-return", "offer-settlement", "collect-return-fee"),
                *("repay-return-fee", "ask-refund-approval", "make-refund", "tell-return", "complete-return"),
            ),
            {"agent": "all"},
        ),
        (("waive-return-fee", "end-return"), {"supervisor": "team", "manager": "all"}),
        (("receive-goods", "ship-replacement", "send-goods-back"), {"warehouse": "all"}),
        (("inspect-goods",), {"returns-inspector": "all"}),
    ),
    line(
        "complaint: raise, take / assess, handle",
        "投诉：提出、受理／评估、处理",
        (
            ("raise-complaint", "withdraw-complaint", "answer-complaint-survey"),
            {"customer": "own", "agent": "all"},
        ),
        (("contact-complainant",), {"agent": "all", "complaint-handler": "all"}),
        (("answer-complaint", "assess-complaint", "give-complaint"), {"complaint-handler": "all"}),
        (("handle-complaint", "link-complaint-improvement", "close-complaint"), {"complaint-handler": "all"}),
    ),
    line(
        "alarm: raise / confirm, dismiss / act",
        "警报：发起／确认、解除／处置",
        (("raise-alarm", "repeat-signal"), {"agent": "all", "system": "all"}),
        (("confirm-alarm", "dismiss-alarm", "close-incident"), {"supervisor": "all", "manager": "all"}),
        (("call-response-team", "take-measure", "inform-customers"), {"emergency-team": "all"}),
        (("restore-service", "review-incident"), {"emergency-team": "all"}),
    ),
    line(
        "article: draft / review, publish, withdraw",
        "知识文章：起草／审核、发布、撤回",
        (("draft-article",), {"agent": "all", "engineer": "all", "system": "all"}),
        (("review-article", "publish-article", "withdraw-article"), {"supervisor": "all", "department-contact": "all"}),
    ),
    line(
        "sample, score / answer a finding",
        "质检：抽检、评分／答复",
        (("sample", "score"), {"quality": "all"}),
        (("answer-finding",), {"agent": "own", "engineer": "own"}),
    ),
    line(
        "propose / assign, close an improvement",
        "改进：提出／指派、关闭",
        (("propose-improvement",), dict.fromkeys(_ANY_STAFF, "all")),
        (("assign-improvement", "close-improvement"), {"manager": "all"}),
    ),
    line("correct, back-date", "更正、补登", (("correct", "back-date"), {"clerk": "all"})),
    line(
        "unmask personal data, reason recorded",
        "查看个人信息明文，记录原因",
        (
            ("unmask",),
            {
                "agent": "own",
                "engineer": "assigned",
                "supervisor": "team",
                "complaint-handler": "own",
                "privacy-officer": "all",
                "auditor": "all",
            },
        ),
    ),
    line(
        "export, restrict, erase a customer; place, lift a hold",
        "导出、限制、删除客户资料；保全与解除",
        (("export-customer", "fetch-export", "request-measure"), {"privacy-officer": "all"}),
        (("decline-measure", "restrict", "unrestrict", "place-hold", "lift-hold"), {"privacy-officer": "all"}),
        (("erase",), {"privacy-officer": "all", "system": "all"}),
        (("complete-erasure", "end-terms"), {"system": "all"}),
        (("read-restricted",), {"privacy-officer": "all"}),
    ),
    line("import, units sold", "导入、销量", (("import", "import-units-sold"), {"clerk": "all"})),
    line(
        "replay, export (masked), what-if under another pack",
        "重放、导出（脱敏）、按另一政策包试算",
        (("replay", "export", "judge"), {"manager": "all", "quality": "all", "auditor": "all", "supervisor": "team"}),
    ),
    line("backup, restore", "备份、恢复", (("backup", "restore"), {"administrator": "all"})),
    line(
        "publish packs and calendars / roster",
        "发布政策包与日历／排班",
        (
            ("propose-policy", "publish-policy", "propose-calendar", "publish-calendar"),
            {"administrator": "all", "system": "all"},
        ),
        (("approve-policy", "reject-policy", "approve-calendar", "reject-calendar"), {"manager": "all"}),
        (("set-roster", "take-leave", "cancel-leave", "join-team", "leave-team"), {"supervisor": "team"}),
        (("certify-skill", "withdraw-skill", "record-training", "assign-office"), {"supervisor": "team"}),
        (
            ("set-notice-preferences",),
            {**dict.fromkeys((*_ANY_STAFF, *_OVERSIGHT), "own"), "supervisor": "team", "administrator": "all"},
        ),
        (("read-rules",), dict.fromkeys((*_ANY_STAFF, *_OVERSIGHT), "all")),
        (
            ("list-staff",),
            dict.fromkeys(("supervisor", "manager", "emergency-team", "administrator", "auditor"), "all"),
        ),
    ),
    line(
        "accounts, keys, subscriptions, projections, dead letters",
        "账号、密钥、订阅、投影、死信",
        (("operate", "grant-role", "revoke-role"), {"administrator": "all"}),
        (("join", "rename-staff", "end-employment"), {"administrator": "all"}),
        (("open-account", "reset-account", "close-account"), {"administrator": "all"}),
        (
            (
                *("open-subscription", "change-subscription", "pause-subscription", "resume-subscription"),
                *("replay-subscription", "rotate-secret", "end-subscription"),
            ),
            {"administrator": "all"},
        ),
        (("disable-subscription",), {"administrator": "all", "system": "all"}),
        (("read-subscriptions",), {"administrator": "all", "auditor": "all"}),
        (
            ("change-password", "set-second-factor", "remove-second-factor", "link-identity", "issue-key"),
            dict.fromkeys((*_ANY_STAFF, *_OVERSIGHT), "own"),
        ),
        (
            ("end-sessions", "unlink-identity", "revoke-key"),
            {**dict.fromkeys((*_ANY_STAFF, *_OVERSIGHT), "own"), "administrator": "all"},
        ),
        (
            ("read-accounts",),
            {**dict.fromkeys((*_ANY_STAFF, *_OVERSIGHT), "own"), "administrator": "all", "auditor": "all"},
        ),
        (
            (
                "request-notice",
                "take-notice",
                "put-notice-back",
                "put-in-digest",
                "take-out-of-digest",
                "record-notice-sent",
                "record-notice-failed",
                "record-notice-unknown",
                "lapse-notice",
            ),
            {"system": "all"},
        ),
        (("read-notices",), dict.fromkeys(("administrator", "supervisor", "manager", "auditor"), "all")),
        (("resend-notice",), dict.fromkeys(("administrator", "supervisor", "system"), "all")),
        (("read-inbox", "mark-read"), dict.fromkeys((*_ANY_STAFF, *_OVERSIGHT), "own")),
    ),
    line(
        "read: register, progress, tickets",
        "查看：登记表、进度、工单",
        (
            ("read",),
            {
                **dict.fromkeys(("agent", "complaint-handler", "quality", "manager", "clerk", "auditor"), "all"),
                "engineer": "own-team",
                "supervisor": "team",
                "department-contact": "asked",
                "warehouse": "parts",
                "emergency-team": "all",
                "customer": "own",
            },
        ),
        (
            ("read-views", "save-view", "redefine-view", "rename-view", "unshare-view", "remove-view"),
            dict.fromkeys((*_ANY_STAFF, *_OVERSIGHT), "own"),
        ),
        (("share-view",), {"supervisor": "team", "manager": "all"}),
        (("read-parts",), dict.fromkeys(("warehouse", "supervisor", "manager", "clerk", "auditor"), "all")),
    ),
    line(
        "read: metrics, reports",
        "查看：指标、报表",
        (("read-own-metrics",), dict.fromkeys((*_ANY_STAFF, "auditor"), "all")),
        (
            ("read-metrics",),
            {"supervisor": "team", "manager": "all", "quality": "all", "clerk": "all", "auditor": "all"},
        ),
        (("publish-report",), {"manager": "all", "system": "all"}),
    ),
    line(
        "read: audit, proofs, as-of, differences",
        "查看：审计、证明、历史状态、差异",
        (("read-audit",), {"auditor": "all", "manager": "all", "supervisor": "team"}),
        (("draw-audit-sample",), {"auditor": "all"}),
        (("read-own-history",), {"customer": "own"}),
    ),
)

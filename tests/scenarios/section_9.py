"""Section 9 of the process, line by line: said here as the process says it, not read off the table of rights."""

from collections.abc import Mapping
from typing import Final

from domain.rights import Scope
from tests.scenarios.rights import Grant, Line


def line(english: str, *grants: tuple[tuple[str, ...], Mapping[str, Scope]]) -> Line:
    return Line(english, tuple(Grant(actions, roles) for actions, roles in grants))


_OWN_WORK: Final[Mapping[str, Scope]] = {"agent": "own", "engineer": "own", "complaint-handler": "own"}
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

LINES: Final = (
    line(
        "intake, note, communication, attachment",
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
            ("contact", "warranty"),
            {"agent": "all", "clerk": "all", "supervisor": "team", "engineer": "own", "complaint-handler": "own"},
        ),
    ),
    line(
        "acknowledge, verify, route, link",
        (("acknowledge", "verify", "link"), {"agent": "all", "supervisor": "all", "complaint-handler": "own"}),
        (("route",), {"agent": "all", "supervisor": "all", "complaint-handler": "own", "system": "all"}),
    ),
    line(
        "grade, regrade",
        (("grade",), {"agent": "all", "supervisor": "all", "engineer": "own", "complaint-handler": "own"}),
    ),
    line(
        "diagnose, propose plan or option",
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
    ),
    line(
        "approve or reject a plan or compensation (never one's own)",
        (
            ("approve-plan", "reject-plan", "approve-compensation", "reject-compensation"),
            {"supervisor": "team", "manager": "all"},
        ),
        (("choose-option",), {**_OWN_WORK, "customer": "own"}),
    ),
    line(
        "dispatch, reassign, stand in",
        (("dispatch", "stand-in", "release-stand-in"), {"supervisor": "team", "emergency-team": "all"}),
    ),
    line(
        "accept, decline, visit, work log, parts used",
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
        (("request-part",), {"engineer": "own"}),
        (("confirm-part", "ship-part", "receive-part"), {"warehouse": "all"}),
    ),
    line(
        "quote, record consent or refusal",
        (("quote", "charge", "propose-compensation", "announce-compensation", "give-compensation"), _OWN_WORK),
        (("consent", "refuse-repair", "accept-fee", "decline-fee"), {**_OWN_WORK, "customer": "own"}),
        (("authorise-remote", "refuse-remote"), {**_OWN_WORK, "supervisor": "team", "customer": "own"}),
    ),
    line(
        "pause, resume, share progress, cooperation list",
        (
            ("pause", "resume", "share-progress", "request-cooperation", "provide-cooperation", "start"),
            {**_OWN_WORK, "supervisor": "team"},
        ),
    ),
    line("resolve", (("resolve",), {**_OWN_WORK, "supervisor": "team"})),
    line(
        "confirm, reject, rate, object",
        (("confirm", "reject"), {"customer": "own", "agent": "all", "engineer": "own"}),
    ),
    line("call back, follow up", (("call-back", "follow-up"), {"supervisor": "team", "complaint-handler": "own"})),
    line(
        "close, closing report / archive",
        (("close",), {"agent": "own", "engineer": "own", "supervisor": "team"}),
        (("close-without-consent",), {"supervisor": "team"}),
        (("archive",), {"clerk": "all"}),
    ),
    line(
        "reopen / merge, cancel",
        (("reopen",), {"customer": "own", "agent": "all"}),
        (("merge", "cancel"), {"agent": "all", "supervisor": "all"}),
    ),
    line(
        "return: request, review / receive, ship / inspect",
        (("request-return", "review-return"), {"customer": "own", "agent": "all"}),
        (("receive-goods", "ship-replacement"), {"warehouse": "all"}),
        (("inspect-goods",), {"returns-inspector": "all"}),
    ),
    line(
        "complaint: raise, take / assess, handle",
        (("raise-complaint",), {"customer": "own", "agent": "all"}),
        (("assess-complaint", "handle-complaint"), {"complaint-handler": "all"}),
    ),
    line(
        "alarm: raise / confirm, dismiss / act",
        (("raise-alarm",), {"agent": "all", "system": "all"}),
        (("confirm-alarm", "dismiss-alarm"), {"supervisor": "all", "manager": "all"}),
        (("act-on-incident",), {"emergency-team": "all"}),
    ),
    line(
        "article: draft / review, publish, withdraw",
        (("draft-article",), {"agent": "all", "engineer": "all"}),
        (("review-article", "publish-article", "withdraw-article"), {"supervisor": "all", "department-contact": "all"}),
    ),
    line(
        "sample, score / answer a finding",
        (("sample", "score"), {"quality": "all"}),
        (("answer-finding",), {"agent": "own", "engineer": "own"}),
    ),
    line(
        "propose / assign, close an improvement",
        (("propose-improvement",), dict.fromkeys(_ANY_STAFF, "all")),
        (("assign-improvement", "close-improvement"), {"manager": "all"}),
    ),
    line("correct, back-date", (("correct", "back-date"), {"clerk": "all"})),
    line(
        "unmask personal data, reason recorded",
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
        (("export-customer", "restrict", "erase", "place-hold", "lift-hold"), {"privacy-officer": "all"}),
    ),
    line("import, units sold", (("import", "import-units-sold"), {"clerk": "all"})),
    line(
        "replay, export (masked), what-if under another pack",
        (("replay", "export", "judge"), {"manager": "all", "quality": "all", "auditor": "all", "supervisor": "team"}),
    ),
    line("backup, restore", (("backup", "restore"), {"administrator": "all"})),
    line(
        "publish packs and calendars / roster",
        (("approve-policy", "approve-calendar"), {"manager": "all"}),
        (("set-roster", "take-leave"), {"supervisor": "team"}),
    ),
    line(
        "accounts, keys, subscriptions, projections, dead letters",
        (("operate", "grant-role", "revoke-role"), {"administrator": "all"}),
    ),
    line(
        "read: register, progress, tickets",
        (
            ("read",),
            {
                **dict.fromkeys(("agent", "complaint-handler", "quality", "manager", "clerk", "auditor"), "all"),
                "engineer": "team",
                "supervisor": "team",
                "department-contact": "asked",
                "customer": "own",
            },
        ),
    ),
    line(
        "read: metrics, reports",
        (
            ("read-metrics",),
            {"supervisor": "team", "manager": "all", "quality": "all", "clerk": "all", "auditor": "all"},
        ),
    ),
    line(
        "read: audit, proofs, as-of, differences",
        (("read-audit",), {"auditor": "all", "manager": "all", "supervisor": "team"}),
        (("read-own-history",), {"customer": "own"}),
    ),
)

"""The closed word lists of the process: channels, kinds of request, stages and what a ticket may wait for."""

from enum import StrEnum
from typing import Final, Literal


class Channel(StrEnum):
    """How the customer reached us (反馈渠道, R1)."""

    PHONE = "phone"
    CHAT = "chat"
    WECHAT = "wechat"
    EMAIL = "email"
    WEB = "web"
    APP = "app"
    SOCIAL = "social"
    SMS = "sms"
    WALK_IN = "walk-in"
    UNKNOWN = "unknown"


class Kind(StrEnum):
    """What is asked for (R6)."""

    FAULT = "fault"
    CONSULTATION = "consultation"
    COMPLAINT = "complaint"
    RETURN = "return"
    EXCHANGE = "exchange"
    REFUND = "refund"
    MAINTENANCE = "maintenance"


class Stage(StrEnum):
    """How far a ticket has come; finer than the register's status (处理状态)."""

    OPENED = "opened"
    ACKNOWLEDGED = "acknowledged"
    GRADED = "graded"
    DIAGNOSED = "diagnosed"
    PLANNED = "planned"
    DISPATCHED = "dispatched"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in-progress"
    REOPENED = "reopened"
    PAUSED = "paused"
    RESOLVED = "resolved"
    CONFIRMED = "confirmed"
    CLOSED = "closed"
    ARCHIVED = "archived"
    CANCELLED = "cancelled"
    MERGED = "merged"


LINE: Final = tuple(Stage)[:8]
"""The stages before the work is resolved, in their order."""

WORKED_ON: Final = frozenset(LINE[LINE.index(Stage.ACCEPTED) :]) | {Stage.RESOLVED, Stage.CONFIRMED, Stage.CLOSED}
"""Stages at which somebody of ours has been at work."""

ENDED: Final = frozenset({Stage.CLOSED, Stage.ARCHIVED, Stage.CANCELLED, Stage.MERGED})

WaitsFor = Literal["customer", "part", "third-party"]
FaultType = Literal["hardware", "software", "operation", "product-defect", "other"]
FoundBy = Literal["knowledge-base", "remote", "on-site"]
ClosedAs = Literal["satisfied", "supervisor", "unanswered"]
CancelledAs = Literal["withdrawn", "invalid", "duplicate", "other"]

Irregularity = Literal["already-so", "not-allowed"]
"""Why live work would not have recorded an imported event: it changed nothing, or the rules refuse it."""

SEVERITIES: Final = {"handbook": ("general", "important", "urgent")}
"""The severities (问题分级, R9) a policy pack knows."""

Missing = Literal[
    "customer-name", "contact", "order-number", "product", "model", "serial", "purchased", "voucher", "description"
]
"""What may be found missing when what the customer said is verified (信息核验, R3)."""
Direction = Literal["from-customer", "to-customer"]
Relation = Literal["same-call", "duplicate", "repeat", "related"]
"""How a ticket belongs to another (R8): came by the same call, says the same, is the same fault again, or else."""
Linked = Literal[Relation, "duplicated", "repeated"]
"""As each of the two sees it: the later one is the duplicate or repeat, the earlier one duplicated or repeated."""
Warranty = Literal["in", "out", "unknown"]
Department = Literal["product", "logistics", "process-optimisation", "research", "technical", "service"]
"""Whom a ticket may ask for help, and who may sit in its meeting (R13, R16)."""
Handling = Literal["remote", "on-site", "send-in"]
"""Where the work is done: 远程处理, 上门维修, 送修."""
WorkKind = Literal["inspection", "guidance", "repair", "replacement", "adjustment", "other"]
EXECUTION: Final = frozenset({"repair", "replacement", "adjustment"})
"""The kinds of work that carry out a plan."""
Given = Literal["signature", "message", "phone", "portal", "in-person"]
"""How a customer gave their word."""
SPOKEN: Final = frozenset({"phone", "in-person"})
"""Words that nobody can read again."""
Purpose = Literal["photo", "video", "screenshot", "log", "voucher", "consent", "confirmation", "other"]
"""What a file is for (R5, R28)."""
ScoreCause = Literal["timeliness", "skill", "attitude", "effect", "price", "product", "other"]
"""Why a customer gave a low score (低分原因, R30)."""
RecordGap = Literal[
    "customer-name",
    "contact",
    "purchased",
    "serial",
    "model",
    "completed",
    "service-person",
    "diagnosis",
    "plan",
    "steps",
    "parts",
    "result",
    "feedback",
]
"""What a service record (服务记录, R33a) may lack."""

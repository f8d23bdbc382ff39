"""What is said of policies, calendars and routing, in Chinese and English."""

from typing import Final

TEXTS: Final[dict[str, tuple[int, str, str]]] = {
    "policy-not-found": (
        404,
        "没有政策包“{name}”；现有的见 gongdan policy list 或 GET /policies。",
        "There is no policy pack '{name}': see `gongdan policy list` or GET /policies.",
    ),
    "calendar-not-found": (
        404,
        "没有日历“{name}”；现有的见 gongdan calendar list 或 GET /calendars。",
        "There is no calendar '{name}': see `gongdan calendar list` or GET /calendars.",
    ),
    "routing-not-found": (
        404,
        "尚无分流规则，工单由人分流；主管可从样例开始：gongdan routing example。",
        "There are no rules of routing, so tickets are routed by hand: a supervisor can start from the example that "
        "`gongdan routing example` prints.",
    ),
    "no-such-version": (
        404,
        "“{name}”没有版本 {version}；现有：{versions}。",
        "'{name}' has no version {version}; there are: {versions}.",
    ),
    "rules-changed": (
        412,
        "“{name}”已有新的提出、批准或发布，与 If-Match 不符；请刷新后重试。",
        "'{name}' was proposed, approved or published anew since the version in If-Match: look at it again and retry.",
    ),
    "bad-rules": (422, "内容有误，未作任何更改：{why}。", "There are mistakes in it, and nothing was changed: {why}."),
}

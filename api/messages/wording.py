"""What can go wrong with a request only because it came as a message."""

from typing import Final

TEXTS: Final[dict[str, tuple[int, str, str]]] = {
    "no-operation": (
        404,
        "没有“{operation}”这个操作；全部操作见 docs/feed/asyncapi.json，或用 nats micro info 查看。",
        "There is no operation {operation}: docs/feed/asyncapi.json has all of them, and so has `nats micro info`.",
    ),
    "answer-too-large": (
        413,
        "回答超过一条消息所能容纳的 {most} 字节；请缩小范围（limit、筛选条件），或改用 HTTP。",
        "The answer has more than the {most} bytes that a message holds: ask for less (limit, filters), or over HTTP.",
    ),
    "too-busy": (
        503,
        "同时办理的请求过多，此请求未办理；请稍后原样再发。",
        "Too many requests are under way, and this one was not begun: send it again unchanged.",
    ),
    "took-too-long": (
        503,
        "{seconds} 秒内没有结果，结果未知；请用同一个 Idempotency-Key 原样再发。",
        "There was no answer within {seconds} seconds and the outcome is unknown: send it again unchanged, under the "
        "same Idempotency-Key.",
    ),
}
"""Status, Chinese, English."""

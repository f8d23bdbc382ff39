"""Whether anybody reacts, and tells people: who had the lease and stopped without a word has a successor by now."""

from base64 import b64decode
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from consumers.leases.words import Word
from eventsourcing_nats.broker import api
from eventsourcing_nats.broker.connection import Connection
from gongdan.reacting.declared import leases_stream
from gongdan.service.questions.finding import Finding

_SILENT: Final = timedelta(minutes=1)
"""A word is repeated every two seconds, and after ten another takes its place."""
_WHAT: Final = {
    "reactions": ("办理后续事项（时限、派生任务、报表）", "reacts (deadlines, tasks that follow, reports)"),
    "notices": ("发通知", "tells people"),
}


async def leases(connection: Connection, prefix: str) -> list[Finding]:
    """Of those that nobody has; one that was let go, or that nobody ever wanted, is nobody's trouble."""
    found: list[Finding] = []
    for name in _WHAT:
        last = await _last(connection, prefix, name)
        if last is not None and not last[0].given_up and datetime.now(UTC) - last[1] > _SILENT:
            found.append(_nobody(name, last[1]))
    return found


async def _last(connection: Connection, prefix: str, name: str) -> tuple[Word, datetime] | None:
    asked = {"last_by_subj": f"{prefix}-leases.{name}"}
    try:
        found: dict[str, Any] = await api.call(connection, f"STREAM.MSG.GET.{leases_stream(prefix)}", asked)
    except api.ApiError:
        return None
    message = found["message"]
    return Word.of_json(b64decode(message.get("data") or "")), datetime.fromisoformat(message["time"])


def _nobody(name: str, since: datetime) -> Finding:
    chinese, english = _WHAT[name]
    at = f"{since:%Y-%m-%d %H:%M:%S}Z"
    return Finding(
        "reactions",
        False,
        f"自 {at} 起没有服务{chinese}；请查看日志中的 lease_not_known：nats-server 须允许用户 consumers 使用租约"
        "（重新运行 gongdan nats-config 并重新载入）。",
        f"No service {english} since {at}: see lease_not_known in the log; the nats-servers must allow the user "
        "consumers the leases (`gongdan nats-config` again, then reload them).",
    )

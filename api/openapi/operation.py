"""What the routes about the service itself answer, for the documentation."""

from typing import Any, Final

Json = dict[str, Any]

_DISMISSED: Final[Json] = {"by": "d-001", "at": "2024-05-02T09:00:00+08:00", "reason": "网络组的探测消息，已停用"}

OPERATION: Final[dict[str, Any]] = {
    "dismiss_dead_letter": _DISMISSED,
    "show_system": {
        "version": "1.0.0",
        "position": 118250,
        "can_store": True,
        "reactions": [{"reaction": "deadlines", "waiting": 0, "open": 1, "given_up": 0}],
        "leases": [{"lease": "reactions", "held": True}, {"lease": "notices", "held": True}],
        "timers": 1312,
        "notices": [{"channel": "email", "state": "waiting", "count": 2}],
        "causes_waiting": 0,
        "connections": [{"part": "api", "purpose": "writer", "up": True, "losses": 0}],
        "disk_free": 52613349376,
        "disk_size": 105089261568,
    },
    "check_system": [{"check": "durability", "safe": True, "says": "每个事件先写入磁盘，再作应答"}],
}
"""By operation."""

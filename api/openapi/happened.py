"""What an event looks like in an answer, for the documentation."""

from typing import Any, Final

EPOCH: Final = "7f3c0d9be1a24f6d8b5e2c1a90d47f36"
GRADED: Final[dict[str, Any]] = {
    "version": 3,
    "position": f"{EPOCH}:1207",
    "id": "0b9d4a4e-5c0f-5d7e-9a51-1f5a0c7d2b36",
    "type": "ticket-graded",
    "occurred": "2024-05-01T09:35:00+08:00",
    "recorded": "2024-05-01T09:35:02.118204+08:00",
    "actor": {"id": "s-001", "role": "supervisor", "channel": "api"},
    "command": "5d1c7f4a-2b3e-5c6d-8f90-a1b2c3d4e5f6",
    "data": {"severity": "urgent", "reason": "核心生产线停机"},
}

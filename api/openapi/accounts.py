"""What the routes of accounts answer, for the documentation."""

from typing import Any, Final

from api.openapi.happened import EPOCH

Json = dict[str, Any]

_STANDS: Final[Json] = {
    "number": "a-001",
    "state": "open",
    "second_factor": True,
    "linked": False,
    "sessions": 1,
    "signed_in": "2026-11-27T09:02:00+08:00",
}
_KEY: Final[Json] = {
    "key": "5f1c0e9a7b3d2468",
    "purpose": "排班系统",
    "roles": ["agent"],
    "reads_only": True,
    "issued": "2026-11-27T09:10:00+08:00",
    "until": "2027-03-31",
    "used": None,
    "revoked": False,
}


def _done(version: int, event: str, **data: Any) -> Json:
    return {
        "number": "a-001",
        "version": version,
        "position": f"{EPOCH}:{1300 + version}",
        "events": [
            {
                "version": version,
                "position": f"{EPOCH}:{1300 + version}",
                "id": "3f6c1c5e-8f0a-5d0b-9a60-5a2f9b1f7c3d",
                "type": event,
                "occurred": "2026-11-27T09:10:00+08:00",
                "recorded": "2026-11-27T09:10:00+08:00",
                "actor": {"id": "m-900", "role": "administrator", "channel": "api"},
                "command": "0193a1b2-4c5d-7e6f-8a9b-0c1d2e3f4a5b",
                "data": data,
            }
        ],
    }


_LINK: Final[Json] = {
    "link": "https://desk.example.com/desk/link/pqSiWQZvQt44uGBCqvdBfMSZToVY5oCU",
    "until": "2026-11-30T09:10:00+08:00",
    "keys": 0,
}
ACCOUNTS: Final[dict[str, Any]] = {
    "list_accounts": [_STANDS],
    "show_account": {
        **_STANDS,
        "version": 4,
        "signed_in_at": [
            {
                "session": "9b1f7c3d5a2f3f6c",
                "begun": "2026-11-27T09:02:00+08:00",
                "seen": "2026-11-27T11:40:00+08:00",
                "browser": "Firefox, Windows",
            }
        ],
        "keys": [_KEY],
    },
    "account_history": _done(1, "account-opened"),
    "open-account": {**_done(1, "account-opened"), **_LINK},
    "reset-account": {**_done(3, "account-reset"), **_LINK},
    "close-account": _done(3, "account-closed"),
    "end-sessions": _done(3, "sessions-ended", sessions="all"),
    "issue-key": {
        **_done(4, "key-issued", **{name: _KEY[name] for name in ("key", "purpose", "roles", "reads_only", "until")}),
        "key": _KEY["key"],
        "secret": "gongdan-key_mJ0b5cVqJr1tq0wYgGZK3vTz5xI5y7d0kQe0s8u1r2A",
        "roles": ["agent"],
        "until": "2027-03-31",
    },
    "revoke-key": _done(5, "key-revoked", key=_KEY["key"]),
}
"""By operation."""

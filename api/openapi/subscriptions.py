"""What the routes of subscriptions and of the feed answer, for the documentation."""

from typing import Any, Final

from api.openapi.happened import EPOCH
from api.subscriptions.actions import EXAMPLES

Json = dict[str, Any]

_TERMS: Final[Json] = {
    "owner": "m-900",
    "purpose": "ERP 结算",
    "grant": {
        "types": ["ticket-closed"],
        "products": None,
        "severities": ["urgent"],
        "regions": None,
        "details": None,
    },
    "until": "2027-12-31",
    "endpoint": None,
    "ordered": None,
}
_SHOWN: Final[Json] = {
    "name": "erp",
    "way": "http",
    "status": "open",
    "why": None,
    "terms": _TERMS,
    "begins": f"{EPOCH}:1300",
    "since": None,
    "opened": "2026-11-27T09:10:00+08:00",
    "updated": "2026-11-27T09:10:00+08:00",
    "version": 2,
    "position": f"{EPOCH}:1320",
    "lag_events": 3,
    "lag_seconds": 41.5,
    "seen": "2026-11-27T11:40:00+08:00",
    "secrets": ["5f1c0e9a7b3d2468"],
}


def _done(version: int, event: str, **data: Any) -> Json:
    return {
        "number": "erp",
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


_OPENED: Final = _done(1, "subscription-opened", way="http", terms=EXAMPLES["open-subscription"]["terms"])
_KNOWN: Final = {"secret": "a81b2c3d4e5f6071"}
_SECRET: Final = {"secret": "gongdan-feed_mJ0b5cVqJr1tq0wYgGZK3vTz5xI5y7d0kQe0s8u1r2A"}
_EVENT: Final[Json] = {
    "specversion": "1.0",
    "id": "3f6c1c5e-8f0a-5d0b-9a60-5a2f9b1f7c3d",
    "source": f"urn:gongdan:log:{EPOCH}",
    "type": "gongdan.ticket.ticket-closed.v1",
    "subject": "202405-00123",
    "time": "2024-05-03T08:30:00.000000Z",
    "recordedtime": "2024-05-03T08:30:00.120000Z",
    "dataschema": "urn:gongdan:feed:ticket:ticket-closed:v1",
    "sequence": "00000000000000001321.001",
    "datacontenttype": "application/json",
    "data": {"number": "202405-00123", "stage": "closed", "kind": "fault", "closed_as": "satisfied"},
}
SUBSCRIPTIONS: Final[dict[str, Any]] = {
    "list_subscriptions": [_SHOWN],
    "show_subscription": _SHOWN,
    "subscription_history": _OPENED,
    "open-subscription": {**_OPENED, **_SECRET},
    "rotate-secret": {**_done(3, "subscription-secret-rotated", **_KNOWN), **_SECRET},
    "change-subscription": _done(3, "subscription-changed", terms=EXAMPLES["change-subscription"]["terms"]),
    "pause-subscription": _done(3, "subscription-paused"),
    "resume-subscription": _done(4, "subscription-resumed"),
    "replay-subscription": _done(3, "subscription-replay-asked", **EXAMPLES["replay-subscription"]),
    "disable-subscription": _done(3, "subscription-disabled", why="suspected"),
    "end-subscription": _done(3, "subscription-ended"),
    "read_feed": {"events": [_EVENT], "next": f"{EPOCH}:1321", "more": False},
    "feed_digest": {
        "after": f"{EPOCH}:1300",
        "through": f"{EPOCH}:1321",
        "count": 1,
        "digest": "0f1f5bb0f4b7ce1e4ff3d9a2a2f0e4a4b9a2f31d8c3f58bd6a1b2c0e6d7f8a90",
        "more": False,
    },
}
"""By operation."""

"""What can be done to a saved view over HTTP, with an example of each."""

from typing import Any, Final

NOUNS: Final[dict[str, str]] = {
    "redefine-view": "definition",
    "rename-view": "name",
    "share-view": "sharing",
    "unshare-view": "sharing-end",
    "remove-view": "removal",
}
"""``POST /views/{view}/<noun>`` for all but saving."""

EXAMPLES: Final[dict[str, dict[str, Any]]] = {
    "save-view": {
        "list": "register",
        "name": "等待备件的空调",
        "query": "status=paused&product=%E7%A9%BA%E8%B0%83&sort=-reported",
    },
    "redefine-view": {"query": "status=paused&model=KFR-35&sort=reported"},
    "rename-view": {"name": "等待备件的 KFR-35"},
    "share-view": {"team": "north"},
    "unshare-view": {},
    "remove-view": {},
}

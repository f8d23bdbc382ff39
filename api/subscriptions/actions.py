"""What can be done to a subscription over HTTP, with an example of each."""

from typing import Any, Final

NOUNS: Final[dict[str, str]] = {
    "change-subscription": "terms",
    "pause-subscription": "pause",
    "resume-subscription": "resumption",
    "replay-subscription": "replay",
    "disable-subscription": "disabling",
    "end-subscription": "end",
}
"""``POST /subscriptions/{name}/<noun>`` for all but opening and secrets."""

_TERMS: Final[dict[str, Any]] = {
    "owner": "m-900",
    "purpose": "ERP 结算",
    "grant": {"types": ["ticket-closed"], "severities": ["urgent"]},
    "until": "2027-12-31",
}
EXAMPLES: Final[dict[str, dict[str, Any]]] = {
    "open-subscription": {"name": "erp", "way": "http", "terms": _TERMS},
    "change-subscription": {"terms": _TERMS | {"purpose": "ERP"}},
    "pause-subscription": {},
    "resume-subscription": {},
    "replay-subscription": {"after": 118250, "through": 118319},
    "disable-subscription": {"why": "suspected"},
    "rotate-secret": {},
    "end-subscription": {},
}

"""Where a feed stands on the nats-servers: the public one, and the one of a grant that sees more, or more finely."""

from dataclasses import dataclass
from typing import Any

from domain.subscriptions.state import Subscription
from gongdan.reacting.declared import FEED_KEPT, feed_stream

_SHORT = 100_000_000
"""Nanoseconds, the least there is: what was taken away is told anew under the same ids."""


@dataclass(frozen=True, slots=True)
class Channel:
    """Its ``stream``, ``under`` what subjects it is told, and which ``subject`` says how far it is."""

    stream: str
    under: str
    subject: str
    begins: int = 0

    @classmethod
    def public(cls, prefix: str) -> "Channel":
        return cls(feed_stream(prefix), f"{prefix}-feed", f"{prefix}-fed.position")

    @classmethod
    def of(cls, prefix: str, name: str, subscription: Subscription) -> "Channel":
        """That a subscription by NATS reads."""
        if not owns_stream(subscription):
            return cls.public(prefix)
        stream = f"{feed_stream(prefix)}_{name}"
        return cls(stream, f"{prefix}-grant.{name}", f"{prefix}-granted.{name}", subscription.begins)

    def stream_config(self, compression: str, replicas: int) -> dict[str, Any]:
        """Of a grant's: kept as long as the public feed."""
        return {
            "name": self.stream,
            "subjects": [f"{self.under}.>", self.subject],
            "retention": "limits",
            "storage": "file",
            "compression": compression,
            "num_replicas": replicas,
            "allow_direct": True,
            "allow_msg_ttl": True,
            "allow_rollup_hdrs": True,
            "allow_atomic": True,
            "discard": "old",
            "max_age": FEED_KEPT,
            "duplicate_window": _SHORT,
        }


def owns_stream(subscription: Subscription) -> bool:
    """Whether subjects of the public feed can't tell it: a finer filter, details, or from further back than now."""
    from_now = subscription.since is None and subscription.from_now
    return subscription.way == "nats" and not (subscription.terms.grant.is_plain and from_now)

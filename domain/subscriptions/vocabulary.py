"""The words of subscriptions: by which ways events come, what may be told of a person, and why one was disabled."""

from typing import Final, Literal, get_args

Way = Literal["nats", "webhook", "sse", "http"]
"""How the events reach the subscriber: from a durable consumer, at an address of theirs, as a stream, page by page."""
PULLED: Final[frozenset[Way]] = frozenset({"sse", "http"})
"""Ways in which the subscriber says itself after which event it reads on."""
Detail = Literal["name", "contact", "device", "place", "text"]
"""A class of personal data of a customer that may be told beside the public fields."""
DETAILS: Final[tuple[Detail, ...]] = get_args(Detail)
Why = Literal["failing", "gone", "suspected"]
"""Deliveries failed for days; the receiver said that it wants none; a secret may be in wrong hands."""

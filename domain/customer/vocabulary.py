"""The closed word lists about customers: how they are told of steps, and the measures that take two people."""

from typing import Final, Literal

Notices = Literal["phone", "sms", "wechat", "email", "app", "none"]
"""By what a customer wants to be told of each step (R37a)."""
Measure = Literal["restrict", "unrestrict", "erase", "export", "hold", "lift"]
"""What is done to a customer's data on one person's request and another's approval (PROCESS section 9)."""
Keeping = Literal["open", "term", "hold"]
"""Why data is kept though its erasure was approved: a ticket is open, its years are not over, or a hold is placed."""
Ground = Literal["asked", "consent-withdrawn", "term-ended", "unlawful", "other"]
"""On what ground a measure is asked for: in the clear, since it must be told after an erasure, too."""
ReleasedAs = Literal["returned", "passed-on", "scrapped", "mistaken"]
"""Why a product is the customer's no longer."""

KEY_CUSTOMER: Final = "key"
"""The contract tier of key customers (重要客户), who have dedicated staff (R3); other tiers are a deployment's own."""

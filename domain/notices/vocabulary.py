"""The word lists of notices: languages, what holds one back, where it stands, and why one was not delivered."""

from typing import Final, Literal

NoticeLanguage = Literal["zh", "en"]
Held = Literal["quiet-hours", "digest", "rate"]
"""What keeps a notice for later: the recipient's quiet hours, that they want theirs together, or too many an hour."""
Undelivered = Literal["refused", "retries-exhausted", "no-channel"]
"""Why a notice failed for good: the channel will never take it, it was tried too often, or there is no such channel."""
Doubt = Literal["connection-lost", "interrupted"]
"""Why it is not known whether a notice arrived: no answer came, or the program was stopped before one could."""
Lapse = Literal["too-old", "erased", "not-theirs", "not-wanted", "parted"]
"""Why a notice is sent no more: its time is over, its address is gone, it is not the recipient's business now, they
want to be told otherwise, or what it was to hold goes in other letters."""
NoticeStatus = Literal["requested", "sent", "failed", "unknown", "lapsed"]

INBOX: Final = "inbox"
"""The channel that is in the program itself: what stands in it is there once it was requested."""
EMAIL: Final = "email"
SMS: Final = "sms"
WECHAT: Final = "wechat"
"""The customer's official account (公众号), by calls to a provider; as text messages are."""
PARTING: Final = frozenset[Lapse]({"parted", "not-theirs"})
"""Of a digest that lapsed so each notice is told by itself; before there was ``parted``: not theirs."""
DIGEST: Final = "digest"
"""The kind of a notice that holds others."""

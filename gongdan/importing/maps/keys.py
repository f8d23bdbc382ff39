"""The keys that a map may have for columns, and the closed word lists that their values must end in."""

from typing import Final

from domain.ticket.vocabulary import CancelledAs, Channel, ClosedAs, FaultType, FoundBy, Kind, WaitsFor
from gongdan.importing.maps.plain import IDS

CONTACT: Final = {
    "contact_name": "name",
    "salutation": "salutation",
    "phone": "phone",
    "email": "email",
    "wechat": "wechat",
}
PRODUCT: Final = {
    "product": "name",
    "model": "model",
    "serial": "serial",
    "batch": "batch",
    "purchased": "purchased",
    "purchase_channel": "purchase_channel",
}
TIMES: Final = ("due", "visit")
WORDS: Final = ("channel", "kind", "severity", "fault_type", "found_by", "waiting_for", "closed_as")
TEXTS: Final = (
    *("customer_name", "order_number", "summary", "description", "error_code", "note", "reason", "finding"),
    *("place", "cause", "handling", "precautions", "signature", "report", "cancelled_as"),
)
COLUMNS: Final = ("case", "activity", "timestamp", *IDS, *WORDS, *TIMES, *CONTACT, *PRODUCT, *TEXTS)
"""Every key that [columns] may have."""

VOCABULARY: Final[dict[str, tuple[str, ...]]] = {
    "channel": tuple(Channel),
    "kind": tuple(Kind),
    "waiting_for": WaitsFor.__args__,
    "fault_type": FaultType.__args__,
    "found_by": FoundBy.__args__,
    "closed_as": ClosedAs.__args__,
    "cancelled_as": CancelledAs.__args__,
}
"""The closed word lists that values must end in."""

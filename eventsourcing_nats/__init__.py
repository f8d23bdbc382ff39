"""NATS JetStream persistence for the Python eventsourcing library; knows nothing of tickets."""

from eventsourcing_nats.broker.durability import check_durability, require_durability
from eventsourcing_nats.broker.quorum import Quorum
from eventsourcing_nats.errors import (
    AppendTooLarge,
    CertificateNotTrusted,
    ConfigDrift,
    EventTooLarge,
    ForeignMessage,
    InboxNotPermitted,
    LogGap,
    NoJetStream,
    NotPermitted,
    NotReached,
    OutcomeUnknown,
    ServerTooOld,
    StaleTip,
    StoredBefore,
    StoredElsewhere,
    StoreUnavailable,
    StreamMissing,
    TlsFirst,
    TlsNotOffered,
    UnsafeDurability,
    WrongCredentials,
    WrongStream,
)
from eventsourcing_nats.following import News
from eventsourcing_nats.library.factory import Factory
from eventsourcing_nats.log import EventLog
from eventsourcing_nats.records import LoggedEvent, Losses, NewEvent, Standing, StoredMessage, Tip, Unit
from eventsourcing_nats.restoring import is_there, restore
from eventsourcing_nats.settings import LogSettings

__all__ = [
    "AppendTooLarge",
    "CertificateNotTrusted",
    "ConfigDrift",
    "EventLog",
    "EventTooLarge",
    "Factory",
    "ForeignMessage",
    "InboxNotPermitted",
    "LogGap",
    "LogSettings",
    "LoggedEvent",
    "Losses",
    "NewEvent",
    "News",
    "NoJetStream",
    "NotPermitted",
    "NotReached",
    "OutcomeUnknown",
    "Quorum",
    "ServerTooOld",
    "StaleTip",
    "Standing",
    "StoreUnavailable",
    "StoredBefore",
    "StoredElsewhere",
    "StoredMessage",
    "StreamMissing",
    "Tip",
    "TlsFirst",
    "TlsNotOffered",
    "Unit",
    "UnsafeDurability",
    "WrongCredentials",
    "WrongStream",
    "check_durability",
    "is_there",
    "require_durability",
    "restore",
]

"""What can go wrong with the log, each as one clear sentence: what, where, and what to do."""

from collections.abc import Sequence
from datetime import datetime

from eventsourcing.persistence import DataError, IntegrityError, OperationalError, ProgrammingError


class StaleTip(IntegrityError):
    """Nothing was stored: someone else appended to these aggregates first. Load them again and decide again."""

    def __init__(self, aggregate_ids: Sequence[str]) -> None:
        self.aggregate_ids = tuple(aggregate_ids)
        names = _listed(self.aggregate_ids)
        super().__init__(f"someone else appended to {names} first: load again, decide again; nothing was stored")


class StoredElsewhere(IntegrityError):
    """Nothing was stored now: this event id stands in the log already, on another aggregate, at ``sequence``."""

    def __init__(self, event_id: str, sequence: int) -> None:
        self.event_id, self.sequence = event_id, sequence
        super().__init__(f"event {event_id} is stored already, at {sequence} of the log, for another aggregate")


class StoredBefore(IntegrityError):
    """Nothing was stored now: this event id is that of an earlier event of the same aggregate."""

    def __init__(self, event_id: str, aggregate_id: str, version: int) -> None:
        self.event_id, self.aggregate_id, self.version = event_id, aggregate_id, version
        super().__init__(
            f"event {event_id} is stored already, as version {version} of {aggregate_id}: "
            "a new event needs an id of its own; nothing was stored"
        )


class OutcomeUnknown(OperationalError):
    """The events may or may not be stored. Append the same events with the same ids and tips again to find out."""

    def __init__(self, aggregate_ids: Sequence[str], seconds: float, why: str = "") -> None:
        self.aggregate_ids = tuple(aggregate_ids)
        names = _listed(self.aggregate_ids)
        super().__init__(
            f"no answer for {names} within {seconds:g} s: the events may or may not be stored; "
            f"append the same events again, with the same ids, to find out{why and f' (the last try: {why})'}"
        )


class StoreUnavailable(OperationalError):
    """The broker can't be reached or refuses; nothing was stored."""


class WrongStream(OperationalError):
    """The event stands in another stream than the log's: that one binds the log's subjects now."""

    def __init__(self, subject: str, found: str, wanted: str) -> None:
        self.found, self.wanted = found, wanted
        super().__init__(
            f"{subject} was stored in stream {found}, not in {wanted}: let {found} bind other subjects, "
            "and open the log again"
        )


class NotReached(StoreUnavailable):
    """No server answers at the address."""

    def __init__(self, url: str, why: str) -> None:
        self.url, self.why = url, why
        super().__init__(f"no nats-server reached at {url} ({why}): start it, or correct the URL")


class WrongCredentials(StoreUnavailable):
    """The broker refused user and password, or the credentials file."""

    def __init__(self, url: str) -> None:
        super().__init__(f"{url} refused the credentials: check user and password, or the credentials file")


class CertificateNotTrusted(StoreUnavailable):
    """The server shows a certificate that no known authority signed, or that is another server's."""

    def __init__(self, url: str, why: str) -> None:
        self.url, self.why = url, why
        super().__init__(
            f"the certificate of {url} can't be verified ({why}): where an authority of your own signed it, name the "
            "file of its certificate (ca, NATS_CA); where the names differ, use the name that stands in the certificate"
        )


class TlsNotOffered(StoreUnavailable):
    """TLS was asked for and the server has none: it was told neither user nor password."""

    def __init__(self, url: str) -> None:
        self.url = url
        super().__init__(
            f"{url} offers no TLS though it was asked for (tls:// or a file of certificates), so nothing was sent: "
            "switch TLS on in the server, or ask for none"
        )


class TlsFirst(StoreUnavailable):
    """The server waits for TLS before it says anything."""

    def __init__(self, url: str) -> None:
        self.url = url
        super().__init__(
            f"{url} waits for a TLS handshake before it greets (tls {{ handshake_first }}), which is not supported: "
            "take handshake_first out of its configuration, TLS stays on"
        )


class NotPermitted(StoreUnavailable):
    """The broker does not let this user do that."""

    def __init__(self, subject: str) -> None:
        super().__init__(f"the broker does not let this user publish to {subject}: give it that right, or use another")


class InboxNotPermitted(NotPermitted):
    """The broker does not let this user hear its answers."""

    def __init__(self, inbox: str) -> None:
        StoreUnavailable.__init__(
            self,
            f"the broker does not let this user subscribe to {inbox}.*, so that no answer would be heard: "
            "set inbox_prefix (NATS_INBOX_PREFIX) to one that it may subscribe to",
        )


class ServerTooOld(StoreUnavailable):
    """The broker has no atomic batches."""

    def __init__(self, url: str, version: str) -> None:
        self.url, self.version = url, version
        super().__init__(f"nats-server {version} at {url} is too old: atomic batches need 2.12 or newer; upgrade it")


class NoJetStream(StoreUnavailable):
    """The broker runs without JetStream, or not for this account."""

    def __init__(self, url: str) -> None:
        super().__init__(f"JetStream is not available at {url}: switch it on in the server and for this account")


class StreamMissing(StoreUnavailable):
    """The stream does not exist and may not be created."""

    def __init__(self, stream: str) -> None:
        self.stream = stream
        super().__init__(f"stream {stream} does not exist: create it, or allow its creation with create=True")


class ConfigDrift(OperationalError):
    """The live stream is configured differently from what was declared; it is never changed from here.

    ``differences`` holds (field, declared, live); ``unsafe`` the fields by which stored events can be lost or mixed
    with others.
    """

    def __init__(
        self, stream: str, differences: Sequence[tuple[str, object, object]], unsafe: Sequence[str] = ()
    ) -> None:
        self.stream, self.differences, self.unsafe = stream, tuple(differences), tuple(unsafe)
        listed = "; ".join(f"{field}: declared {want!r}, live {have!r}" for field, want, have in self.differences)
        super().__init__(f"stream {stream} is not configured as declared ({listed}): put it right, or the settings")


class UnsafeDurability(OperationalError):
    """The broker acknowledges before it has synced to disk."""

    def __init__(self, monitor_url: str) -> None:
        super().__init__(
            f"the nats-server monitored at {monitor_url} acknowledges before syncing to disk, so a power cut loses "
            "acknowledged events: set jetstream { sync_interval: always }"
        )


class LogGap(OperationalError):
    """Events that must be there are not: the stream was shortened, restored or tampered with."""


class ForeignMessage(DataError):
    """A message in the stream is not an event: something else publishes under the prefix.

    ``aggregate_id`` is whose subject it stands on, None when it is nobody's; ``time`` is the broker's.
    """

    def __init__(self, sequence: int, subject: str, aggregate_id: str | None, time: datetime, why: str) -> None:
        self.sequence, self.subject, self.aggregate_id, self.time = sequence, subject, aggregate_id, time
        super().__init__(f"message {sequence} on {subject} is not an event ({why}): find out who publishes there")


class EventTooLarge(DataError):
    """An event is larger than the broker takes."""

    def __init__(self, aggregate_id: str, version: int, size: int, most: int) -> None:
        self.size, self.limit = size, most
        super().__init__(
            f"event {version} of {aggregate_id} has {size} bytes, more than the {most} allowed: "
            "store large things elsewhere, or raise max_payload in the server"
        )


class AppendTooLarge(ProgrammingError):
    """More events in one indivisible append than the broker takes."""

    def __init__(self, count: int, most: int) -> None:
        super().__init__(f"{count} events in one indivisible append: the broker takes at most {most}")


def _listed(names: Sequence[str]) -> str:
    """A group may hold hundreds; a sentence names the first three."""
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more

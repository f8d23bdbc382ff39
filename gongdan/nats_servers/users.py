"""Who may do what on the nats-servers: one user for each part of the program, with no right that it does not need."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from eventsourcing_nats.broker.stream import Place
from gongdan.nats_servers import services
from gongdan.nats_servers.partners import Grantee, exports

ACCOUNT: Final = "GONGDAN"
"""The account that holds the streams; its folder in JetStream's store is named for it, so it never changes."""
OPERATIONS, API, PROJECTIONS, CONSUMERS = "operations", "api", "projections", "consumers"
ANSWERING: Final = "answering"
PARTNER: Final = "partner"
PARTNERS: Final = "PARTNERS"
"""Their account."""


@dataclass(frozen=True, slots=True)
class User:
    """``publish`` and ``subscribe`` are the subjects allowed; its answers come on an inbox of its own."""

    name: str
    publish: tuple[str, ...]
    subscribe: tuple[str, ...] = ()

    @property
    def inbox(self) -> str:
        return f"_INBOX_{self.name}"

    def config(self, password_hash: str) -> dict[str, Any]:
        """As nats-server's config has it; an empty list would mean everything."""
        allowed = [*self.subscribe, f"{self.inbox}.>"]
        publish: dict[str, Any] = {"allow": list(self.publish)} if self.publish else {"deny": [">"]}
        permissions = {"publish": publish, "subscribe": {"allow": allowed}}
        return {"user": self.name, "password": password_hash, "permissions": permissions}


def users(prefix: str) -> dict[str, User]:
    """The users of the account that holds the streams, by name."""
    events, snapshots = Place.events(prefix), Place.snapshots(prefix)
    reading = _reading(events.stream)
    deciding = (events.binds, *reading)
    made = (
        User(OPERATIONS, (">",), (">",)),  # creates the streams, looks after them, and checks them
        User(API, (*deciding, *_caching(snapshots))),  # takes commands: reads histories and appends to them
        User(PROJECTIONS, reading),  # reads the log
        # reacts to events: reads its durable consumers, appends, sets timers, puts dead letters aside, feeds partners
        User(CONSUMERS, (*deciding, *_own(prefix), *_consuming(prefix), *_looking(prefix))),
        # hears requests and answers them: not onto subjects that the asker chose, which might be the log's
        User(ANSWERING, (services.REPLIES,), (services.asked(prefix), services.DISCOVERY)),
    )
    return {user.name: user for user in made}


def partner(prefix: str) -> User:
    """Hears the public feed and nothing else."""
    return User(PARTNER, (), (feed(prefix),))


def service(prefix: str) -> User:
    """Asks, and hears what it is answered."""
    return User(services.SERVICE, (services.asked(prefix), services.DISCOVERY))


def feed(prefix: str) -> str:
    return f"{prefix}-feed.>"


def accounts(prefix: str, hashes: dict[str, str], grantees: Iterable[Grantee] = ()) -> dict[str, Any]:
    """nats-server's ``accounts``; ``hashes`` has the bcrypt hash of every user's password."""
    granted = {each.account: each.config(ACCOUNT, hashes[each.user]) for each in grantees}
    return _accounts(prefix, hashes) | granted


def _accounts(prefix: str, hashes: dict[str, str]) -> dict[str, Any]:
    ours, heard = [user.config(hashes[user.name]) for user in users(prefix).values()], feed(prefix)
    exported = [{"stream": heard, "accounts": [PARTNERS]}, *services.exports(prefix)]
    return {
        ACCOUNT: {"jetstream": "enabled", "users": ours, "exports": [*exported, *exports()]},
        services.ACCOUNT: {
            "users": [service(prefix).config(hashes[services.SERVICE])],
            "imports": services.imports(prefix, ACCOUNT),
        },
        PARTNERS: {
            "users": [partner(prefix).config(hashes[PARTNER])],
            "imports": [{"stream": {"account": ACCOUNT, "subject": heard}}],
        },
    }


def names(prefix: str) -> list[str]:
    return [*users(prefix), PARTNER, services.SERVICE]


def _reading(stream: str) -> tuple[str, ...]:
    """No consumer is needed to read the log (docs/decisions/0005), so none may be created."""
    return (
        "$JS.API.INFO",
        f"$JS.API.STREAM.INFO.{stream}",
        f"$JS.API.STREAM.MSG.GET.{stream}",
        f"$JS.API.DIRECT.GET.{stream}",
        f"$JS.API.DIRECT.GET.{stream}.>",
    )


def _caching(snapshots: Place) -> tuple[str, ...]:
    return (snapshots.binds, *_reading(snapshots.stream)[1:])


def _own(prefix: str) -> tuple[str, ...]:
    return tuple(f"{prefix}-{name}.>" for name in ("timers", "dead", "leases", "feed", "fed", "grant", "granted"))


def _looking(prefix: str) -> tuple[str, ...]:
    """At what was put aside, at all the timers that were told, to put them in order, at leases and at the feed."""
    streams = [f"{prefix.upper()}_{name}" for name in ("TIMERS", "DEADLETTERS")]
    looked = tuple(f"$JS.API.{verb}.{stream}" for stream in streams for verb in ("STREAM.INFO", "DIRECT.GET"))
    said = tuple(f"$JS.API.STREAM.MSG.GET.{prefix.upper()}_{name}" for name in ("LEASES", "FEED"))
    return (*looked, *said, f"$JS.API.STREAM.INFO.{prefix.upper()}_FEED")


def _consuming(prefix: str) -> tuple[str, ...]:
    """Of durable consumers that operations created."""
    streams = [f"{prefix.upper()}_{name}" for name in ("EVENTS", "TIMERS")]
    verbs = ("$JS.API.CONSUMER.MSG.NEXT", "$JS.API.CONSUMER.INFO")
    return tuple(f"{verb}.{stream}.*" for stream in streams for verb in verbs) + tuple(
        f"$JS.ACK.{stream}.>" for stream in streams
    )

"""Partners with a durable consumer of their own: each in an account that reaches just that, and nothing else."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from gongdan.nats_servers.passwords import Passwords
from gongdan.storing.private_file import write_private

DOMAIN: Final = "feed"
"""The JetStream domain that a partner's client names: its API stands under ``$JS.feed.API`` in its account."""
_FILE: Final = "partners.json"
_VERBS: Final = ("MSG.NEXT", "INFO")


@dataclass(frozen=True, slots=True)
class Grantee:
    """A subscription by its ``name``, and the ``stream`` whose durable consumer of that name is its own."""

    name: str
    stream: str

    @property
    def user(self) -> str:
        return f"partner-{self.name}"

    @property
    def account(self) -> str:
        return f"PARTNER_{self.name}"

    @property
    def inbox(self) -> str:
        return f"_INBOX_{self.user}"

    def config(self, ours: str, password_hash: str) -> dict[str, Any]:
        """The account, with its one user: it may ask for what is next, how far it is, and say what it had."""
        asked = [f"$JS.{DOMAIN}.API.CONSUMER.{verb}.{self.stream}.{self.name}" for verb in _VERBS]
        imported = [
            {"service": {"account": ours, "subject": _api(verb, self)}, "to": to}
            for verb, to in zip(_VERBS, asked, strict=True)
        ]
        permissions = {
            "publish": {"allow": [*asked, self._acks]},
            "subscribe": {"allow": [f"{self.inbox}.>"]},
        }
        return {
            "users": [{"user": self.user, "password": password_hash, "permissions": permissions}],
            "imports": [*imported, {"service": {"account": ours, "subject": self._acks}}],
        }

    @property
    def _acks(self) -> str:
        return f"$JS.ACK.{self.stream}.{self.name}.>"


def exports() -> list[dict[str, Any]]:
    """Of the account that holds the streams, for partners to import their own of: the same whoever there is.

    A server that took another list of these while it ran answered no partner any more until its next start.
    """
    asked = [{"service": f"$JS.API.CONSUMER.{verb}.*.*"} for verb in _VERBS]
    return [asked[0] | {"response_type": "Stream"}, asked[1], {"service": "$JS.ACK.*.*.>"}]


def _api(verb: str, grantee: Grantee) -> str:
    return f"$JS.API.CONSUMER.{verb}.{grantee.stream}.{grantee.name}"


def listed(passwords: Passwords) -> tuple[Grantee, ...]:
    """Those that the servers are to know, as they stand beside the passwords; none where nobody wrote any."""
    path = passwords.folder / _FILE
    if not path.exists():
        return ()
    return tuple(Grantee(**each) for each in json.loads(path.read_text("utf-8")))


def listing(passwords: Passwords, grantees: Sequence[Grantee]) -> bool:
    """Write down which there are; whether that is another list than before. Raises OSError."""
    wanted = tuple(sorted(grantees, key=lambda each: each.name))
    if wanted == listed(passwords):
        return False
    write_private(passwords.folder / _FILE, json.dumps([asdict(each) for each in wanted], indent=1) + "\n")
    return True

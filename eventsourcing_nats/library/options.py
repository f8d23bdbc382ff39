"""Every environment variable that is read, and what it may hold; each also with the application's name in front."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from eventsourcing.utils import Environment, strtobool

from eventsourcing_nats.broker.credentials import CredentialsFile, UnusableCredentials
from eventsourcing_nats.library.recording.ids import IdType
from eventsourcing_nats.settings import LogSettings

ORIGINATOR_ID_TYPE = "ORIGINATOR_ID_TYPE"
_URL = re.compile(r"((nats|tls)://)?([^\s/]*@)?([^\s/@:\[\]]+|\[[0-9A-Fa-f:.]+\])(:(?P<port>[0-9]{1,5}))?\Z")
_PORT = "4222"


@dataclass(frozen=True, slots=True)
class Option:
    """``variable`` sets ``field`` of LogSettings to what ``read`` makes of its text; ``must`` says what it must be."""

    variable: str
    field: str
    must: str
    read: Callable[[str], object]

    def value(self, text: str) -> object:
        """Raises OSError, naming the variable and what it must be."""
        try:
            return self.read(text)
        except ValueError:
            raise OSError(f"{self.variable} is {self._shown(text)}: it must be {self.must}") from None

    def _shown(self, text: str) -> str:
        return "not usable" if "URL" in self.variable and "@" in text else repr(text)


def settings(env: Environment) -> LogSettings:
    """Where and how the log is kept. Raises OSError for a value that makes no sense."""
    given: dict[str, Any] = {"url": "nats://127.0.0.1:4222", "prefix": _prefix(env.name)}
    for option in OPTIONS:
        if text := env.get(option.variable):
            given[option.field] = option.value(text)
    if "password" in given and "user" not in given:
        raise OSError("NATS_PASSWORD is set without NATS_USER, so that nobody would be asked for it: set both")
    return LogSettings(**given)


def id_type(env: Environment) -> IdType:
    """Whether the application's aggregate ids are UUIDs or texts. Raises OSError."""
    return cast("IdType", _IDS.value(env.get(ORIGINATOR_ID_TYPE) or "uuid"))


def _prefix(application: str) -> str:
    """The application's name as a prefix: small letters and digits, a letter first."""
    return re.sub(r"^[^a-z]+|[^a-z0-9_-]", "", application.lower()) or "events"


def _url(text: str) -> str:
    for url in text.split(","):
        found = _URL.match(url.strip())
        if not found or not 0 < int(found["port"] or _PORT) < 65_536:
            raise ValueError
    return text


def _file(text: str) -> Path:
    if not Path(text).is_file():
        raise ValueError
    return Path(text)


def _credentials(text: str) -> Path:
    try:
        CredentialsFile(Path(text)).read()
    except UnusableCredentials:
        raise ValueError from None
    return Path(text)


def _as_prefix(text: str) -> str:
    return LogSettings(prefix=text).prefix


def _one_of(*words: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text.lower() not in words:
            raise ValueError
        return text.lower()

    return read


def _replicas(text: str) -> int:
    return int(_one_of("1", "3", "5")(text))


def _seconds(text: str) -> float:
    if not 0 < (seconds := float(text)) < 86_400:
        raise ValueError
    return seconds


def _inbox(text: str) -> str:
    if not re.match(r"[^\s.*>]+(\.[^\s.*>]+)*\Z", text):
        raise ValueError
    return text


_SECONDS = "a number of seconds above 0"
OPTIONS = (
    Option("NATS_URL", "url", "nats://host:port or tls://host:port, several separated by commas (no WebSocket)", _url),
    Option("NATS_USER", "user", "a user's name", str),
    Option("NATS_PASSWORD", "password", "a password", str),
    Option("NATS_CREDENTIALS", "credentials", "the path of a .creds file", _credentials),
    Option("NATS_CA", "ca", "the path of a PEM file of certificates that exists", _file),
    Option("NATS_PREFIX", "prefix", "a small letter, then small letters, digits, _ or - only", _as_prefix),
    Option("NATS_REPLICAS", "replicas", "1, 3 or 5", _replicas),
    Option("NATS_COMPRESSION", "compression", "s2 or none", _one_of("s2", "none")),
    Option("NATS_CREATE", "create", "yes or no", strtobool),
    Option("NATS_REQUEST_TIMEOUT", "request_timeout", _SECONDS, _seconds),
    Option("NATS_PATIENCE", "patience", _SECONDS, _seconds),
    Option("NATS_DUPLICATE_WINDOW", "duplicate_window", _SECONDS, _seconds),
    Option("NATS_INBOX_PREFIX", "inbox_prefix", "a subject without wildcards", _inbox),
)
_IDS = Option(ORIGINATOR_ID_TYPE, "", "uuid or text", _one_of("uuid", "text"))

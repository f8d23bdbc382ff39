"""What may stand in an endpoint's URL: nothing by which two readers of it could mean two different hosts."""

import re
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import Final, Literal
from urllib.parse import urlsplit

import idna

from consumers.webhooks.reaching.addresses import Address

_LONGEST: Final = 2_000
_PLAIN: Final = re.compile(r"[!-~]+")
_LABEL: Final = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_NUMBER: Final = re.compile(r"(0x[0-9a-f]*|[0-9]+)")
_PORTS: Final = {"https": 443, "http": 80}
_UNPRIVILEGED: Final = 1024


class NoEndpoint(ValueError):
    """A URL that nothing is delivered to; the ``rule`` that it breaks is a word for messages."""

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


@dataclass(frozen=True, slots=True)
class Endpoint:
    """``host`` is a name in ASCII, or the ``address`` in its usual form; ``target`` is what is asked of it."""

    scheme: Literal["https", "http"]
    host: str
    port: int
    target: str
    address: Address | None = None

    @property
    def netloc(self) -> str:
        """As the Host header says it."""
        host = f"[{self.host}]" if isinstance(self.address, IPv6Address) else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def endpoint(url: str) -> Endpoint:
    """Raises NoEndpoint."""
    if len(url) > _LONGEST or any(each.isspace() or ord(each) < 0x20 for each in url) or "\\" in url:
        raise NoEndpoint("no-url")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise NoEndpoint("no-url") from None
    if parts.scheme not in ("https", "http"):
        raise NoEndpoint("scheme")
    if "@" in parts.netloc:
        raise NoEndpoint("user")
    if parts.fragment or "#" in url or not parts.hostname:
        raise NoEndpoint("no-url")
    scheme: Literal["https", "http"] = "https" if parts.scheme == "https" else "http"
    host, address = _host(parts.netloc)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not _PLAIN.fullmatch(target):
        raise NoEndpoint("no-url")
    return Endpoint(scheme, host, _port(port, scheme), target, address)


def _port(port: int | None, scheme: str) -> int:
    """Below 1024 stand the services of machines: none but the web's is a webhook."""
    port = _PORTS[scheme] if port is None else port
    if port < _UNPRIVILEGED and port not in _PORTS.values():
        raise NoEndpoint("port")
    return port


def _host(netloc: str) -> tuple[str, Address | None]:
    if netloc.startswith("["):
        return _six(netloc[1 : netloc.index("]")])
    name = netloc.partition(":")[0]
    try:
        ascii_name = idna.encode(name.lower().rstrip(".")).decode() if not name.isascii() else name.lower().rstrip(".")
    except idna.IDNAError:
        raise NoEndpoint("host") from None
    labels = ascii_name.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        return _four(ascii_name)
    if len(ascii_name) > 253 or not all(map(_LABEL.fullmatch, labels)):
        raise NoEndpoint("host")
    return ascii_name, None


def _four(text: str) -> tuple[str, Address]:
    """As usually written: in octal, hexadecimal, as one number or with parts left out it means something to some."""
    try:
        address = IPv4Address(text)
    except AddressValueError:
        raise NoEndpoint("host") from None
    return str(address), address


def _six(text: str) -> tuple[str, Address]:
    try:
        address = IPv6Address(text)
    except AddressValueError:
        raise NoEndpoint("host") from None
    if address.scope_id is not None:
        raise NoEndpoint("host")
    return str(address), address

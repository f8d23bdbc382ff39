"""Which addresses a delivery may go to: those of the public internet, and none besides that can mean us or our own.

A table of our own: what Python calls global differs by version; 3.11 lets NAT64, 6to4, 192.0.0.8 and multicast pass.
"""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_V4: Final = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8",  # this host
            "10.0.0.0/8",  # private
            "100.64.0.0/10",  # carriers' own, and some clouds' metadata
            "127.0.0.0/8",  # loopback
            "169.254.0.0/16",  # link-local, and most clouds' metadata
            "172.16.0.0/12",  # private
            "192.0.0.0/24",  # protocols'
            "192.0.2.0/24",  # documentation
            "192.31.196.0/24",  # AS112
            "192.52.193.0/24",  # AMT
            "192.88.99.0/24",  # 6to4 relays
            "192.168.0.0/16",  # private
            "192.175.48.0/24",  # AS112
            "198.18.0.0/15",  # benchmarks
            "198.51.100.0/24",  # documentation
            "203.0.113.0/24",  # documentation
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, and broadcast
        ),
    )
)
_V6_GLOBAL: Final = IPv6Network("2000::/3")
"""All else of IPv6 is nobody's or not public: mapped, NAT64, unique local, link-local, site-local, multicast …"""
_V6: Final = tuple(
    map(
        IPv6Network,
        (
            "2001::/23",  # protocols': Teredo, ORCHID …
            "2001:db8::/32",  # documentation
            "2002::/16",  # 6to4: hides an IPv4 address
            "2620:4f:8000::/48",  # AS112
            "3fff::/20",  # documentation
        ),
    )
)
_HIDING: Final = tuple(map(IPv6Network, ("::/96", "::ffff:0:0/96", "64:ff9b::/96")))
"""Of which the last 32 bits are an IPv4 address: compatible, mapped, NAT64."""
_METADATA: Final = frozenset(
    map(ip_address, ("169.254.169.254", "169.254.170.2", "100.100.100.200", "168.63.129.16", "192.0.0.192"))
) | {IPv6Address("fd00:ec2::254"), IPv6Address("fd20:ce::254")}
"""Of clouds, which give out credentials: never to be reached, whatever is allowed."""


def is_public(address: Address) -> bool:
    """Whether it is somebody's on the public internet, as it stands and not as what it may hide."""
    if address in _METADATA:
        return False
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _V4)
    return address.scope_id is None and address in _V6_GLOBAL and not any(address in network for network in _V6)


def may_be_reached(address: Address, allowed: Iterable[Network] = ()) -> bool:
    """A public one, or one of a network that the operator allows for receivers in the house."""
    if _METADATA & {address, _meant(address)}:
        return False
    return is_public(address) or any(address in network for network in allowed if network.version == address.version)


def _meant(address: Address) -> Address:
    """The IPv4 address that one of IPv6 leads to, where it hides one."""
    if isinstance(address, IPv4Address):
        return address
    if any(address in network for network in _HIDING):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.sixtofour or address


def networks(text: str) -> tuple[Network, ...]:
    """Of a list like 10.1.0.0/16,fd00::/8. Raises ValueError."""
    return tuple(ip_network(each.strip()) for each in text.split(",") if each.strip())

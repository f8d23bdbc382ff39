"""The packs that come with the program: each version's digest, since stored events mean exactly that text for ever."""

from typing import Final

SHIPPED: Final[dict[str, dict[int, str]]] = {
    "handbook": {
        1: "e67ab81d10074a1e868afa661e674edade788a88c9fd64f9a99fa39ebcdac90d",
        2: "6ef5e6cbdf4e8feae9576102290babd5324c3fe86e53d66b285ef8bed33244b0",
    },
    "appliance": {
        1: "385ff130e8beb9b13e5c9b6ffd0e374033bd893b9ca7732ca9dbea35b975b79e",
        2: "63c17c2865b81d19a47744d051580780e9b21cecb612d93739925dfa68cf8ee7",
    },
    "service-plan": {1: "9fe6f42318dd0e43998de7ddabf0be2a9752e07ef3a8abaf27fca606ffc1e651"},
    "software-support": {1: "6b84284fd7ebe863a58200774bc69ea8fdf271034ea478c746bc93353b886950"},
}
"""sha256 of the TOML text by name and version; a changed text is a new version, and the old one stays."""
DEFAULT: Final = "handbook"
"""The pack of tickets for which no rule chooses another."""

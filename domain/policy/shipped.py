"""The packs that come with the program: each version's digest, since stored events mean exactly that text for ever."""

from typing import Final

SHIPPED: Final[dict[str, dict[int, str]]] = {
    "handbook": {1: "2f26d8f6c2c73157d69b1305e1bb87336d677cd079bd6e5539655fc25874ee28"},
    "appliance": {1: "11934d3d1cd0a59cf8435d892f396882ef5658667dfc2ad5889a2ca4a35dd961"},
    "service-plan": {1: "6d837ce4a33927c1ac18918ead712cd5f2e661fc83cd0fe574258ce659e57447"},
    "software-support": {1: "b2de0f82b071b8eeb201afd025fbcb1e8b2cce9b7c0a8e98b9b85eb560bfa6ee"},
}
"""sha256 of the TOML text by name and version; a changed text is a new version, and the old one stays."""
DEFAULT: Final = "handbook"
"""The pack of tickets for which no rule chooses another."""

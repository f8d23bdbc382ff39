"""The calendars that come with the program: each version's digest, since a published text stands for ever."""

from importlib.resources import files
from typing import Final

SHIPPED: Final[dict[str, dict[int, str]]] = {
    "china": {
        1: "a53dfd7577820de866e964a4db90a2d20b3e59563c82df047238456478f39101",
        2: "ee76ff3062f492698a2ea11cca20cbcd5c8b61a01e81b8f7df0c288b8ccc6eb7",
    },
}
"""sha256 of the TOML text by region and version; a changed text is a new version, and the old one stays."""


def shipped_text(region: str) -> str:
    """The TOML of a calendar that comes with the program."""
    return files("domain.calendar").joinpath("regions", f"{region}.toml").read_text("utf-8")


def is_shipped(sha256: str) -> bool:
    return any(sha256 in versions.values() for versions in SHIPPED.values())

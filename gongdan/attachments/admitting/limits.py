"""How large an attachment may be, by its kind, and of which types where not all are wanted."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from gongdan.language import Both

MB: Final = 1 << 20
"""What a megabyte is here, in bytes."""

Kind = Literal["picture", "video", "other"]
KINDS: Final[dict[Kind, Both]] = {
    "picture": Both("图片", "picture"),
    "video": Both("视频", "video"),
    "other": Both("文档", "document"),
}


@dataclass(frozen=True)
class Limits:
    """The most that a file may have, in MB of 2^20 bytes; ``media_types`` are those wanted, None for all there are."""

    picture: int = 20
    video: int = 200
    other: int = 50
    media_types: frozenset[str] | None = None

    def of(self, kind: Kind) -> int:
        return {"picture": self.picture, "video": self.video, "other": self.other}[kind]

    def takes(self, media_type: str) -> bool:
        return self.media_types is None or media_type in self.media_types

    def narrowed(self, media_types: Iterable[str], most: int) -> "Limits":
        """Within these and another's: of its types only, and of none more than its ``most`` MB."""
        picture, video, other = (min(most, size) for size in (self.picture, self.video, self.other))
        return Limits(picture, video, other, frozenset(each for each in media_types if self.takes(each)))

    @classmethod
    def parsed(cls, text: str) -> "Limits":
        """One number for all, or ``picture=20,video=200``: what is left out keeps its default. Raises ValueError."""
        if re.fullmatch(r"[1-9]\d{0,4}", text.strip()):
            return cls(int(text), int(text), int(text))
        parts = [re.fullmatch(r"\s*(picture|video|other)=([1-9]\d{0,4})\s*", part) for part in text.split(",")]
        named = {part[1]: int(part[2]) for part in parts if part}
        if len(named) != len(parts):
            raise ValueError(text)
        return cls(named.get("picture", cls.picture), named.get("video", cls.video), named.get("other", cls.other))

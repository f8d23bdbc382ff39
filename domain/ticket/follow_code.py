"""The code by which a customer follows a ticket without signing in (查询码, R37a): easily read out, hard to guess."""

from typing import Final

_SIGNS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No 0, O, 1, I and L, which are taken for each other."""
_LENGTH: Final = 10


def follow_code(secret: str) -> str:
    """``XXXXX-XXXXX``, of 32 hex digits that only the keys give: 31 to the 10th are 8 · 10¹⁴ codes."""
    rest, signs = int(secret, 16), ""
    for _ in range(_LENGTH):
        rest, place = divmod(rest, len(_SIGNS))
        signs += _SIGNS[place]
    return f"{signs[:5]}-{signs[5:]}"


def as_written(code: str) -> str:
    """A code as it was given out, however it was typed: without spaces and hyphens, in any case."""
    signs = "".join(sign for sign in code.upper() if sign.isalnum())
    return f"{signs[:5]}-{signs[5:]}"

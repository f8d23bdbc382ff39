"""A public key as it is given at the command line: itself, or the file that holds it."""

from gongdan.failures import Failure
from trust.verifier import Key, Malformed, key_given, printed


def key_of(said: str) -> Key:
    """Raises Failure."""
    try:
        return Key.parsed(key_given(said))
    except Malformed:
        raise Failure("bad-public-key", value=printed(said[:120])) from None

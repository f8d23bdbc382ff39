"""Whether a package's licence lets everybody use, change and sell what is made with it."""

import re
from importlib.metadata import metadata
from typing import Final

from license_expression import ExpressionError, get_spdx_licensing

_SPDX: Final = get_spdx_licensing()
PERMISSIVE: Final = frozenset({"mit", "apache", "bsd", "isc", "psf", "0bsd", "unlicense", "ofl", "cc0", "zlib"})
"""Families, by the word that their names begin with."""
_WORDS: Final = re.compile(r"MIT|Apache|BSD|ISC|PSFL?|Python Software Foundation|0BSD|Unlicense|OFL|CC0|Zlib")
_COPYLEFT: Final = re.compile(r"GPL|General Public License|SSPL|Server Side Public|BUSL|Business Source")


def allows(said: str) -> bool:
    """What a package says of itself: an expression of SPDX, or words. Of two to choose from one is enough."""
    try:
        expression = _SPDX.parse(said, validate=True)
    except ExpressionError:
        return bool(_WORDS.search(said)) and not _COPYLEFT.search(said)
    return expression is not None and _is_permissive(str(expression))


def said_by(name: str) -> str:
    """Its expression, else the first line of its licence and its classifiers. Raises PackageNotFoundError."""
    found = metadata(name)
    if expression := found.get("License-Expression"):
        return expression
    classified = [each for each in found.get_all("Classifier") or [] if each.startswith("License ::")]
    return ", ".join([(found.get("License") or "").split("\n")[0], *classified]).strip(", ")


def _is_permissive(expression: str) -> bool:
    parsed = _SPDX.parse(expression)
    match type(parsed).__name__:
        case "OR":
            return any(_is_permissive(str(each)) for each in parsed.args)
        case "AND":
            return all(_is_permissive(str(each)) for each in parsed.args)
        case _:
            return re.split(r"[-_ ]", expression.casefold())[0] in PERMISSIVE

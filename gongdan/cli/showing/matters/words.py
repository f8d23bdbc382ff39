"""The words of every kind of matter, merged: a new kind is a line here."""

from typing import Final

from domain.wording import Words
from gongdan.cli.showing.matters import (
    articles,
    care,
    complaints,
    improvements,
    incidents,
    inspections,
    meetings,
    reports,
    returns,
    sales,
)

_KINDS: Final = (articles, care, complaints, improvements, incidents, inspections, meetings, reports, returns, sales)

FIELDS: Final[Words] = {name: word for kind in _KINDS for name, word in kind.FIELDS.items()}
"""What facts are called, by ``EVENT.FIELD``, ``KIND.FIELD`` or ``FIELD`` alone."""
CODES: Final[dict[str, Words]] = {name: words for kind in _KINDS for name, words in kind.CODES.items()}
"""What their codes are called."""

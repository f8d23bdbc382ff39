"""A kind of matter as HTTP and the command line offer it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from api.records.acting import Acted
from api.tickets.actions import Body, OpeningBody
from domain.matters.kind import MatterKind
from domain.refusals import MatterNotFound

_NUMBER: Final = re.compile(r"[A-Z]{2}[0-9]{6}-[0-9]{5,12}")
Example = dict[str, Any]


@dataclass(frozen=True)
class Offered:
    """``path`` is the collection, ``verb`` the command line's word for the opening; ``nouns`` name all other actions.

    Who may look holds the right ``read-<path>``. ``number`` stands in examples.
    """

    kind: MatterKind
    path: str
    verb: str
    nouns: Mapping[str, str]
    examples: Mapping[str, Example]

    @property
    def reading(self) -> str:
        return f"read-{self.path}"

    @property
    def number(self) -> str:
        return f"{self.kind.letters}202405-00001"

    @property
    def body(self) -> type[Body]:
        """What an opening may say beside the command: for which customer, if the kind is a customer's."""
        return OpeningBody if self.kind.whose == "customer" else Body

    @cached_property
    def acted(self) -> Acted:
        return Acted(self.path, self.key, self.kind.commands, self.nouns, self.examples)

    def key(self, number: str) -> str:
        """The aggregate's key. Raises MatterNotFound for what can be no number of this kind."""
        if not _NUMBER.fullmatch(number) or not number.startswith(self.kind.letters):
            raise MatterNotFound(number[:120])
        return self.kind.numbering.key(number)

"""The severities (问题分级, R9) that a pack declares; every other place of the pack may name only these."""

from typing import Annotated

from pydantic import AfterValidator, Field

from domain.policy.parts.declared import declared
from domain.rulebook.mistakes import mistake
from domain.rulebook.part import Code, Part, Said, Text


class Severity(Part):
    """``rank`` 1 is the most urgent; ``code`` is what is stored, ``zh`` and ``en`` are what people read."""

    code: Code
    rank: int = Field(ge=1, le=99)
    zh: Text
    en: Text
    criteria: Said

    def say(self, *, chinese: bool) -> str:
        return self.zh if chinese else self.en


def _known(code: str) -> str:
    of_pack = declared()
    if of_pack is not None and code not in of_pack.severities:
        raise mistake("unknown-severity", given=code, allowed=sorted(of_pack.severities))
    return code


SeverityCode = Annotated[str, AfterValidator(_known)]
"""One of the pack's own severities."""

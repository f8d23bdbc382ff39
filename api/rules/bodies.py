"""What is said when a rule text is proposed, approved, rejected or published."""

from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, field_validator

from api.manners.texts import storable_only
from domain.record.command import Words
from domain.rulebook.commands import RuleText
from domain.rulebook.events import Sha256, Version

DIGEST: Final = "3f2b8c1d9e4a5f60718293a4b5c6d7e8f90112233445566778899aabbccddeef"
"""Of no text: stands in the examples."""


class Said(BaseModel):
    """What all these bodies have in common."""

    model_config = ConfigDict(extra="forbid")

    @field_validator("*", mode="after")
    @classmethod
    def _is_text(cls, value: Any) -> Any:
        return storable_only(value)


class Proposal(Said):
    """The whole text; it says its name and version itself."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"text": 'name = "our-desk"\nversion = 1\n'}]}
    )
    text: Annotated[RuleText, Field(description="TOML, as docs/policy.md explains it.")]


_Version = Annotated[Version, Field(description="The number that the proposed text gives itself.")]
_Sha256 = Annotated[Sha256, Field(description="Of the text that was read: another text is not agreed to by it.")]


class Approval(Said):
    """Which text is agreed to."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"version": 1, "sha256": DIGEST}]})
    version: _Version
    sha256: _Sha256
    reason: Words | None = None


class Rejection(Said):
    """Which text is not agreed to, and why."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"version": 1, "sha256": DIGEST, "reason": "一小时太短"}]}
    )
    version: _Version
    sha256: _Sha256
    reason: Words


class Publication(Said):
    """Which approved version is put into force."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"version": 1}]})
    version: _Version

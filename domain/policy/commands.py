"""What can be asked about a policy pack: put a version forward, agree or not, put it into force."""

from functools import lru_cache
from typing import Final, Self, get_args

from pydantic import model_validator

from domain.policy import events
from domain.policy.pack import Pack
from domain.policy.shipped import SHIPPED
from domain.rulebook.commands import ApproveText, ProposeText, PublishText, RejectText
from domain.rulebook.reading import read


def policy_key(name: str) -> str:
    """The aggregate id of a pack."""
    return f"policy-{name}"


@lru_cache(maxsize=16)
def _pack(text: str) -> Pack:
    """Read once, however often it is asked."""
    return read(text, Pack)


class ProposePolicy(ProposeText):
    """Put a version of a pack forward; the text is a whole pack, which says its name and version itself."""

    action = "propose-policy"
    causes = events.PolicyProposed

    @model_validator(mode="after")
    def _is_a_pack(self) -> Self:
        _pack(self.text)
        return self

    @property
    def name(self) -> str:
        return _pack(self.text).name

    @property
    def version(self) -> int:
        return _pack(self.text).version

    def shipped(self) -> dict[int, str] | None:
        return SHIPPED.get(self.name)


class ApprovePolicy(ApproveText):
    """Agree to a proposed pack."""

    action = "approve-policy"
    causes = events.PolicyApproved


class RejectPolicy(RejectText):
    """Do not agree to a proposed pack, and say why."""

    action = "reject-policy"
    causes = events.PolicyRejected


class PublishPolicy(PublishText):
    """Put an approved pack into force."""

    action = "publish-policy"
    causes = events.PolicyPublished

    def needs_no_approval(self, sha256: str) -> bool:
        return any(sha256 in versions.values() for versions in SHIPPED.values())


PolicyCommand = ProposePolicy | ApprovePolicy | RejectPolicy | PublishPolicy

COMMANDS: Final[dict[str, type[PolicyCommand]]] = {command.action: command for command in get_args(PolicyCommand)}
"""Every command by the word it has in the rights."""

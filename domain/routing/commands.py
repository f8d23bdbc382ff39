"""What can be asked about the rules of routing: a supervisor changes them alone, as they do the roster."""

from functools import lru_cache
from typing import Final, Self, get_args

from pydantic import model_validator

from domain.routing import events
from domain.routing.rules import Routing
from domain.rulebook.commands import ApproveText, ProposeText, PublishText, RejectText
from domain.rulebook.reading import read


def routing_key(name: str) -> str:
    """The aggregate id of a desk's rules."""
    return f"routing-{name}"


@lru_cache(maxsize=16)
def _routing(text: str) -> Routing:
    """Read once, however often it is asked."""
    return read(text, Routing)


class ProposeRouting(ProposeText):
    """Put a version of the rules forward; the text says its version itself."""

    action = "propose-routing"
    causes = events.RoutingProposed

    @model_validator(mode="after")
    def _is_routing(self) -> Self:
        _routing(self.text)
        return self

    @property
    def name(self) -> str:
        return _routing(self.text).name

    @property
    def version(self) -> int:
        return _routing(self.text).version


class ApproveRouting(ApproveText):
    """Agree to proposed rules; they need it not."""

    action = "approve-routing"
    causes = events.RoutingApproved


class RejectRouting(RejectText):
    """Take proposed rules off the table, and say why."""

    action = "reject-routing"
    causes = events.RoutingRejected


class PublishRouting(PublishText):
    """Route tickets by the proposed rules from now on."""

    action = "publish-routing"
    causes = events.RoutingPublished

    def needs_no_approval(self, sha256: str) -> bool:
        del sha256
        return True


RoutingCommand = ProposeRouting | ApproveRouting | RejectRouting | PublishRouting

COMMANDS: Final[dict[str, type[RoutingCommand]]] = {command.action: command for command in get_args(RoutingCommand)}
"""Every command by the word it has in the rights."""

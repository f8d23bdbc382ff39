"""Everything that can be asked of a subscription: imperative, validated, and without who or when."""

from typing import Annotated, Final, Self, get_args

from pydantic import AfterValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from domain.record.command import Command, Whole
from domain.record.moment import Moment
from domain.subscriptions import events
from domain.subscriptions.terms import Terms, sayable
from domain.subscriptions.vocabulary import Way, Why

SecretId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
"""By which a secret is known; it opens nothing."""
Position = Annotated[Whole, Field(ge=0, le=2**53)]
"""Of the log."""


Said = Annotated[Terms, AfterValidator(sayable)]


class OpenSubscription(Command):
    """Let another system be told: from now, from a time, or after a position."""

    action = "open-subscription"
    causes = events.SubscriptionOpened
    way: Way
    terms: Said
    since: Moment | None = None
    after: Position | None = None

    @model_validator(mode="after")
    def _begins_once(self) -> Self:
        if self.since is not None and self.after is not None:
            raise PydanticCustomError("two_beginnings", "begins at a time or after a position, not both")
        return self


class ChangeSubscription(Command):
    """Agree other terms; all of them are said."""

    action = "change-subscription"
    causes = events.SubscriptionChanged
    terms: Said


class PauseSubscription(Command):
    """Tell nothing until it is resumed."""

    action = "pause-subscription"
    causes = events.SubscriptionPaused


class ResumeSubscription(Command):
    """Let it go on where it stood."""

    action = "resume-subscription"
    causes = events.SubscriptionResumed


class AskReplay(Command):
    """Tell a range again."""

    action = "replay-subscription"
    causes = events.ReplayAsked
    after: Position
    through: Position

    @model_validator(mode="after")
    def _is_range(self) -> Self:
        if self.through <= self.after:
            raise PydanticCustomError("no_range", "through should be a position later than after")
        return self


class DisableSubscription(Command):
    """Stop what can't go on, until somebody has looked at it."""

    action = "disable-subscription"
    causes = events.SubscriptionDisabled
    why: Why


class RotateSecret(Command):
    """Give out a new secret; the one before it counts a while longer where an end of that is said."""

    action = "rotate-secret"
    causes = events.SecretRotated
    secret: SecretId
    overlap: Moment | None = None


class EndSubscription(Command):
    """Tell nothing any more."""

    action = "end-subscription"
    causes = events.SubscriptionEnded


SubscriptionCommand = (
    OpenSubscription
    | ChangeSubscription
    | PauseSubscription
    | ResumeSubscription
    | AskReplay
    | DisableSubscription
    | RotateSecret
    | EndSubscription
)

COMMANDS: Final[dict[str, type[SubscriptionCommand]]] = {
    command.action: command for command in get_args(SubscriptionCommand)
}
"""Every command by the word it has in the rights table."""

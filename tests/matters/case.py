"""The cases of a command: after what it works, for what it is refused; harmless twice and stale follow from these."""

from dataclasses import dataclass, field

from domain.matters.kinds import MATTERS
from domain.record.event import Event
from tests.matters.specification import given, kind_of
from tests.scenarios.parts import Step


@dataclass(frozen=True)
class No:
    """Refused with this code: after ``given`` steps, or another ``step`` of the same kind of command, or both."""

    code: str
    given: tuple[Step, ...] | None = None
    step: Step | None = None


@dataclass(frozen=True)
class Case:
    """``step`` is possible after ``given`` and leaves the matter in ``status``; ``besides`` is what the rules add."""

    step: Step
    given: tuple[Step, ...] = ()
    refused: tuple[No, ...] = ()
    status: str = ""
    besides: dict[str, object] = field(default_factory=dict[str, object])

    @property
    def action(self) -> str:
        return self.step.command.action

    @property
    def opens(self) -> bool:
        return kind_of(self.step.command) is not None

    def __str__(self) -> str:
        return self.action

    def works(self) -> None:
        given(*self.given).when(self.step).then(self._event(), status=self.status)

    def is_harmless_twice(self) -> None:
        """What is another fact when it is said again is so only under an id of its own."""
        if self.opens or self._repeatable:
            given(*self.given).when(self.step).then_the_same_under_its_id()
        else:
            given(*self.given, self.step).when(self.step).then_nothing()

    def loses_when_stale(self) -> None:
        given(*self.given).when(self.step).then_stale()

    def is_refused(self, no: No) -> None:
        before = self.given if no.given is None else no.given
        given(*before).when(no.step or self.step).then_refused(no.code)

    @property
    def _repeatable(self) -> bool:
        return any(type(self.step.command) in kind.repeatable for kind in MATTERS.values())

    def _event(self) -> Event:
        command = self.step.command
        held = type(command).model_fields.keys() & command.causes.model_fields.keys()
        said = {name: getattr(command, name) for name in held}
        return command.causes.model_validate(said | self.besides)

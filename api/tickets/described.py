"""What the documentation says of an action: its sentence, what it records, and who may, from the table of rights."""

import re
from typing import Final

from domain.record.command import Command
from domain.rights import RIGHTS
from domain.ticket.commands import COMMANDS
from domain.wording import word, words

_REQUIREMENT: Final = re.compile(r"(, )?\bR\d+[a-z]?(–R?\d+[a-z]?)?")


def summary_of(action: str) -> str:
    """The command's own sentence, without where the process asks for it."""
    return sentence_of(COMMANDS[action])


def sentence_of(command: type[Command]) -> str:
    """As :func:`summary_of`, of any command."""
    said = (command.__doc__ or command.action).strip().rstrip(".")
    return _REQUIREMENT.sub("", said).replace(" ()", "").replace("(, ", "(")


def description_of(action: str) -> str:
    """The action's Chinese word, the event it records, and the roles that may, with their scopes in words."""
    return described(COMMANDS[action]) + _besides(action)


def described(command: type[Command]) -> str:
    """As :func:`description_of`, of any command."""
    chinese, event = word(command.action, chinese=True), command.causes.stored_name
    return f"{chinese}. Records `{event}`. For {words(_who(command.action), chinese=False)}."


def _who(action: str) -> list[str]:
    rights = RIGHTS[action].items()
    return [role if scope == "all" or action == "open" else f"{scope}:{role}" for role, scope in rights]


def _besides(action: str) -> str:
    if action == "close":
        without = words(_who("close-without-consent"), chinese=False)
        return f" Without the customer's confirmation: {without}."
    return " Also for whoever may do what is corrected." if action == "correct" else ""

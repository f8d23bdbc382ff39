"""The table of rights, read from its file: for each action the roles that may take it, and on what."""

import tomllib
from importlib.resources import files
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from domain.wording import ROLES

Scope = Literal["own", "assigned", "asked", "parts", "own-team", "team", "all"]
Grant = dict[str, Scope]
About = Literal["ticket", "customer", "staff", "other"]
"""What an action is done to."""


class Row(BaseModel):
    """A line of section 9 of the process, or a part of one: ``line`` is that line's own words."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    line: str
    zh: str
    actions: Annotated[list[str], Field(min_length=1)]
    about: About = "ticket"
    may: Annotated[Grant, Field(min_length=1)]


def read(text: str) -> tuple[Row, ...]:
    """Raises ValueError where a role is unknown or an action stands twice."""
    found: dict[str, Any] = tomllib.loads(text)
    rows = tuple(Row.model_validate(row) for row in found["row"])
    actions = [action for row in rows for action in row.actions]
    if twice := {action for action in actions if actions.count(action) > 1}:
        raise ValueError(f"actions that stand in two rows: {sorted(twice)}")
    if unknown := {role for row in rows for role in row.may} - {*ROLES, "system"}:
        raise ValueError(f"unknown roles: {sorted(unknown)}")
    return rows


def scoped(about: About, scope: Scope, role: str) -> str:
    """The code of who may act on what: ``own:agent`` of tickets, ``customer:own:customer``; the role alone for all."""
    if scope == "all":
        return role
    return f"{scope}:{role}" if about == "ticket" else f"{about}:{scope}:{role}"


TABLE: Final = read(files("domain.rights").joinpath("table.toml").read_text("utf-8"))
RIGHTS: Final[dict[str, Grant]] = {action: row.may for row in TABLE for action in row.actions}
ABOUT: Final[dict[str, About]] = {action: row.about for row in TABLE for action in row.actions}

"""Every route there is, of every entrance, and what opens it: an action of section 9, read from ``entrances.toml``."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from fastapi.routing import APIRoute
from pydantic import BaseModel, ConfigDict, Field

from api.app import all_routes
from domain.rights import RIGHTS
from gongdan.console.app import _ROUTERS as PAGES  # pyright: ignore[reportPrivateUsage]
from tests.api.access.expected import GRANTED, wanted

About = Literal["nothing", "ticket", "customer", "staff", "others", "complaint"]
Special = Literal["generated", "told", "present", "session", "public", "admitted", "corrected"]
_NAMED: Final = re.compile(r"\{(\w+)(?:=([^}]*))?\}")


class Asked(BaseModel):
    """A route with what its address names: ``given`` beside what a thing's own number fills in."""

    model_config = ConfigDict(frozen=True)
    method: str
    path: str
    given: Mapping[str, str]
    query: str

    @property
    def route(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def is_page(self) -> bool:
        return self.path.startswith(("/desk", "/my"))


class Row(BaseModel):
    """What opens some routes, as the file says it."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    opens: list[str] | Special
    also: str | None = None
    mine: list[str] = []
    but: list[str] = []
    why: str = ""
    of: About = "nothing"
    leads: bool = False
    said: Any = None
    routes: Annotated[list[str], Field(min_length=1)]

    @property
    def asked(self) -> list[Asked]:
        return [_asked(each) for each in self.routes]

    def may(self, role: str, asked: Asked, *, mine: bool) -> bool:
        """Whether section 9 lets that role in, about a thing of theirs or of another."""
        if role in self.but:
            return False
        actions = [
            ACTIONS[asked.route] if each == "itself" else each for each in (*self.opens, *(self.mine if mine else ()))
        ]
        if self.of in ("nothing", "others", "complaint"):
            allowed = any(role in GRANTED[action] for action in actions)
            allowed = allowed if self.of == "nothing" else any(wanted(each, role, mine=False) for each in actions)
        else:
            own = mine and (role == "customer") == (self.of == "customer") if self.of != "ticket" else mine
            allowed = any(wanted(action, role, mine=own) for action in actions)
            allowed = allowed or bool(own and self.mine and any(role in GRANTED[each] for each in self.mine))
        return allowed and (self.also is None or role in GRANTED[self.also])


def _asked(said: str) -> Asked:
    method, _, address = said.partition(" ")
    path, _, query = address.partition("?")
    given = {name: value for name, value in _NAMED.findall(path) if value}
    return Asked(method=method, path=_NAMED.sub(r"{\1}", path), given=given, query=query)


ROWS: Final = [
    Row.model_validate(row) for row in tomllib.loads((Path(__file__).parent / "entrances.toml").read_text())["row"]
]


def _of(routes: Iterator[APIRoute]) -> Iterator[tuple[str, APIRoute]]:
    for route in routes:
        for method in sorted((route.methods or set()) - {"HEAD"}):
            yield f"{method} {route.path}", route


JSON: Final = dict(_of(iter(all_routes())))
"""Every route of the API, by method and path."""
ACTIONS: Final = {route: action for route, each in JSON.items() if (action := each.operation_id or each.name) in RIGHTS}
"""Those that are an action of the table themselves."""
PAGE: Final = dict(_of(route for router in PAGES for route in router.routes if isinstance(route, APIRoute)))
"""Every page and form."""


def examples() -> dict[str, dict[str, Any]]:
    """A body for every route that takes one, as the API's description has it."""
    return {route: _example(each) for route, each in JSON.items()}


def _example(route: APIRoute) -> dict[str, Any]:
    body = route.body_field.field_info.annotation if route.body_field else None
    said: Any = getattr(body, "model_config", {}).get("json_schema_extra") or {}
    return next(iter(said.get("examples", [])), {})

"""What is shown of a saved view: what it is of, whose, with whom it is shared, and its parameters."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from api.tickets.views import Shown
from domain.views.query import parameters
from domain.views.vocabulary import ListName
from projections.sql.rows import Row


class ViewView(BaseModel):
    """A view of a list. ``team`` is whom it is shared with where that is a team."""

    view: str
    owner: str
    mine: bool
    list: ListName
    name: str
    query: Annotated[str, Field(description="What stands behind the `?` of the list's address.")]
    parameters: Annotated[dict[str, tuple[str, ...]], Field(description="The query, read.")]
    shared: Literal["nobody", "team", "everybody"]
    team: str | None
    saved: datetime
    updated: datetime


class ViewPage(BaseModel):
    """Views, the cursor of the next page (none: the last), and how many there are in all."""

    items: list[ViewView]
    next: str | None
    count: int


def view_view(shown: Shown, row: Row, caller: str) -> ViewView:
    """As this caller sees it."""
    said: dict[str, tuple[str, ...]] = {}
    for name, value in parameters(row["query"]):
        said[name] = (*said.get(name, ()), value)
    shared = "nobody" if not row["shared"] else "team" if row["team"] else "everybody"
    return ViewView(**{**shown.row(row), "mine": row["owner"] == caller, "parameters": said, "shared": shared})

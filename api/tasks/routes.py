"""The list of tasks: one's own, or all for who sees all tickets."""

from datetime import datetime
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Depends, Query, Request
from pydantic import AfterValidator, BaseModel, WithJsonSchema
from pydantic_core import PydanticKnownError

from api.callers import CallerOf
from api.manners.language import language_of
from api.manners.texts import Id
from api.service import ServiceOf
from api.tables.asked import known_parameters
from api.tables.reading import After, Prefer, caught_up, fetch
from api.tables.visible import numbers
from api.tasks.visible import VisibleTasks
from api.views.applied import APPLIED
from domain.rights import Person, check, reads_all
from projections.sql.rows import Row
from projections.tasks.asking import Whose, count, listed
from projections.tasks.kinds import TASKS

router: Final = APIRouter(prefix="/tasks", tags=["tasks"], dependencies=[APPLIED, Depends(known_parameters)])


def _is_task(value: str) -> str:
    """A closed list: what is not in it would look as if there were nothing to do."""
    if value in TASKS:
        return value
    raise PydanticKnownError("enum", {"expected": ", ".join(TASKS)})


Code = Annotated[str, AfterValidator(_is_task), WithJsonSchema({"type": "string", "enum": [*TASKS]})]
_READ: Final = ("tasks", "clocks")


class TaskView(BaseModel):
    """Something to be done: of which ticket or matter, what, for whom, since when and why, until when.

    ``staff`` is the person whose it is now, ``role`` or ``department`` where it is for any of them; ``because`` is the
    event that it follows from. ``due`` is missing where no clock runs and no time was said.
    """

    number: str
    belongs_to: str
    task: str
    title: str
    ref: str | None
    staff: str | None
    role: str | None
    department: str | None
    since: datetime
    because: str
    due: datetime | None
    late: bool


class TaskList(BaseModel):
    """The most pressing first; ``count`` is of all."""

    items: list[TaskView]
    count: int


@router.get("", name="list_tasks", summary="What is to be done, the most pressing first")
async def listing(
    service: ServiceOf,
    request: Request,
    caller: CallerOf,
    whose: Annotated[
        Literal["mine", "all"],
        Query(description="One's own with those of one's roles and teams, or all on tickets that one reads."),
    ] = "mine",
    task: Annotated[Code | None, Query(description="One kind of task only.")] = None,
    number: Annotated[Id | None, Query(description="Of one ticket or matter only.")] = None,
    late: Annotated[bool, Query(description="Only what is late now.")] = False,
    limit: Annotated[int, Query(ge=1, le=1000, description="Tasks at most.")] = 100,
    after: After = None,
    prefer: Prefer = None,
) -> TaskList:
    """Tasks follow from events and end by events: nobody enters them, and nobody ticks them off."""
    check(caller.person, "read-tasks" if whose == "mine" else "read-all-tasks")
    among = None if whose == "mine" or reads_all(caller.person) else numbers(caller.person)
    for name in _READ if among is None else (*_READ, "register"):
        await caught_up(service, name, after, prefer)
    now = datetime.now(service.zone)
    theirs = _whose(caller.person) if whose == "mine" else None
    only = VisibleTasks(theirs, task, number, now if late else None, among)
    rows, there = await fetch(
        service.read, lambda connection: (listed(connection, only, limit), count(connection, only))
    )
    chinese = language_of(request) == "zh"
    return TaskList(items=[_view(service.shown.row(row), now, chinese=chinese) for row in rows], count=there)


def _whose(person: Person) -> Whose:
    """One's own, and of absent ones what they have to do in the roles that both hold."""
    absent = [
        Whose({who}, {role for role in person.roles if who in person.acting_as(role)}, person.teams_as(who))
        for who in sorted(person.stands_in_for)
    ]
    return Whose({person.id}, person.roles, person.teams, absent)


def _view(row: Row, now: datetime, *, chinese: bool) -> TaskView:
    to, whom = row["to"], row["whom"]
    current = {
        "engineer": row["engineer"] or row["handler"],
        "handler": row["handler"] or row["engineer"],
        "person": whom,
    }
    return TaskView(
        number=row["number"],
        belongs_to=row["belongs_to"],
        task=row["task"],
        title=TASKS[row["task"]][0 if chinese else 1],
        ref=row["ref"] or None,
        staff=current.get(to),
        role=whom if to == "role" else None,
        department=whom if to == "department" else None,
        since=row["since"],
        because=row["because"],
        due=row["due"],
        late=row["due"] is not None and datetime.fromisoformat(str(row["due"])) < now,
    )

"""Asks for an action by a form, and does it: once for each form that was shown, whatever is wrong told in the form."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from uuid_utils.compat import uuid7

from api.manners.language import language_of
from api.manners.problems import ApiProblem, status_of
from api.manners.validation import as_problem
from api.tickets.actions import Body
from api.tickets.views import version_tag
from domain.refusals import Refusal
from gongdan.cli.showing.labels import value
from gongdan.console.shell.fields import Choices, Wrong, fields_of, filled
from gongdan.console.shell.forms import Typed
from gongdan.console.shell.frame import page
from gongdan.console.shell.place import own_page
from gongdan.console.shell.rows import ROW, with_rows
from gongdan.console.shell.spoken import spoken

Do = Callable[[Body, str | None, str | None], Awaitable[str | Response]]
"""Does it, with what was typed, under the form's key, if the version is still this one: where to go on, or a page."""
Ways = Callable[[Refusal], Sequence[tuple[str, str]]]
"""Where what a refusal names as missing is given: addresses, each with its word."""
_BESIDE: Final = ("occurred", "late")
_NOT_SO: Final = 412


@dataclass(frozen=True, slots=True)
class Action:
    """What is asked for, by the fields of ``body``; ``of``: the number and words of what it is done to.

    ``here`` takes the form, ``back`` is where one came from. ``event`` is what comes of it, by which the fields have
    their words; ``version``: of what is acted on, if it is there already. ``given`` is what an empty form says
    by itself. ``ways`` lead to what is missing. ``template`` shows the form, with what is ``shown`` beside it.
    """

    body: type[Body]
    event: str
    title: str
    of: tuple[str, str]
    here: str
    back: str
    version: int | None = None
    choices: Choices = field(default_factory=dict[str, list[tuple[str, str]]])
    given: Typed = field(default_factory=dict[str, str])
    ways: Ways = lambda refusal: ()
    template: str = "acting"
    shown: Mapping[str, Any] = field(default_factory=dict[str, Any])


def ask(request: Request, action: Action) -> Response:
    """The empty form; what the address says stands in it."""
    fresh = {"key": str(uuid7()), "version": "" if action.version is None else str(action.version)}
    return _form(request, action, {**action.given, **request.query_params, **fresh})


async def take(request: Request, action: Action, typed: Typed, do: Do) -> Response:
    """What came of it: the page to go on with, or the form again with all that was typed and what is wrong."""
    if ROW in typed:
        return _form(request, action, with_rows(typed))
    language, version = language_of(request), typed.get("version", "")
    try:
        body = filled(action.body, typed, request.app.state.service.zone, language)
        seen = version_tag(int(version)) if version.isascii() and version.isdigit() else None
        done = await do(body, typed.get("key") or None, seen)
        return done if isinstance(done, Response) else RedirectResponse(_then(typed) or done, 303)
    except Wrong as wrong:
        return _form(request, action, typed, wrong.errors, status=422)
    except RequestValidationError as error:  # what no one field breaks
        return _form(request, action, typed, refused=as_problem(error.errors(), language).say(language), status=422)
    except Refusal as refusal:
        ways = action.ways(refusal)
        return _form(request, action, typed, refused=refusal.say(language), status=status_of(refusal), ways=ways)
    except ApiProblem as problem:
        if problem.status == _NOT_SO and action.version is not None:
            typed = {**typed, "version": str(action.version)}
        return _form(request, action, typed, refused=spoken(problem, language), status=problem.status)


def _form(
    request: Request,
    action: Action,
    typed: Typed,
    errors: Mapping[str, str] | None = None,
    refused: str | None = None,
    status: int = 200,
    ways: Sequence[tuple[str, str]] = (),
) -> Response:
    language, wrong = language_of(request), errors or {}
    fields = fields_of(
        action.body,
        typed,
        wrong,
        action.choices,
        lambda name, code: value(f"{action.event}.{name}", code, language),
    )
    named, in_rows = {each.name for each in fields}, tuple(f"{each.name}." for each in fields if each.rows)
    return page(
        request,
        action.template,
        status,
        asked=action,
        fields=[each for each in fields if each.name not in _BESIDE],
        beside=[each for each in fields if each.name in _BESIDE],
        elsewhere={name: said for name, said in wrong.items() if name not in named and not name.startswith(in_rows)},
        key=typed.get("key", ""),
        version=typed.get("version", ""),
        then=_then(typed),
        left=_left(_then(typed)) or action.back,
        refused=refused,
        ways=ways,
        **action.shown,
    )


def _left(then: str) -> str:
    """The page to go back to with nothing done: where the page to go on with would lead in the end."""
    return own_page(parse_qs(urlsplit(then).query).get("then", [then])[0]) if then else ""


def _then(typed: Typed) -> str:
    """The page to go on with, where the form was asked for from elsewhere."""
    return own_page(typed["then"]) if typed.get("then") else ""

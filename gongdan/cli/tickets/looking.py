"""Looking at a ticket from the command line: how it stands, and all that happened to it."""

from typing import Any

from rich.table import Table

from domain.ticket.events import TicketOpened
from domain.wording import word
from gongdan.cli.asking.client import Client
from gongdan.cli.asking.options import As, AsOf, Json, Known
from gongdan.cli.asking.past import past_of
from gongdan.cli.showing.labels import dotted, facts, label, time, value
from gongdan.cli.showing.records.history import show_history
from gongdan.cli.showing.said import as_json, chinese, console, plain, say
from gongdan.cli.showing.severities import Severities
from gongdan.cli.tickets.options import Number, place_of
from gongdan.language import language
from gongdan.settings import load_settings


def show(number: Number, as_of: AsOf = None, *, known: Known = False, acting: As = None, in_json: Json = False) -> None:
    """The command ``gongdan ticket show``."""
    settings = load_settings()
    past = past_of(as_of, settings, known=known)
    with Client(settings, acting) as client:
        ticket = client.get(place_of(number), **past).json()
        if not in_json:
            Severities(client).told(ticket, ticket["policy"])
    as_json(ticket) if in_json else show_ticket(ticket, past=bool(past))


def history(
    number: Number, as_of: AsOf = None, *, known: Known = False, acting: As = None, in_json: Json = False
) -> None:
    """The command ``gongdan ticket history``."""
    settings = load_settings()
    past = past_of(as_of, settings, known=known)
    with Client(settings, acting) as client:
        found = client.get(f"{place_of(number)}/history", **past).json()
        if not in_json:
            _tell_severities(Severities(client), found["events"])
    as_json(found) if in_json else show_history(found)


def own_history(number: Number, acting: As = None, in_json: Json = False) -> None:
    """The command ``gongdan ticket own-history``."""
    with Client(load_settings(), acting) as client:
        found = client.get(f"{place_of(number)}/own-history").json()
    as_json(found) if in_json else _show_steps(found)


def _show_steps(found: dict[str, Any]) -> None:
    table = Table(title=found["number"], box=None, show_header=False, title_justify="left", pad_edge=False)
    for step in found["steps"]:
        said = plain(facts(step["said"], language(), of=step["code"]))
        table.add_row(time(step["at"]), plain(step["text"]), said)
    console().print(table)


def _tell_severities(severities: Severities, events: list[dict[str, Any]]) -> None:
    """The opening's pack is the ticket's."""
    for event in events:
        severities.told(event["data"], events[0].get("policy"))


def show_ticket(ticket: dict[str, Any], *, past: bool = False) -> None:
    """A ticket as it stands, a fact a line; of the ``past`` nothing is possible."""
    spoken = language()
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True, style="dim")
    grid.add_column(overflow="fold")
    intake = {name: said for name, said in ticket.pop("intake").items() if name not in ticket}
    actions = [word(name, chinese=chinese()) for name in ticket.pop("possible")]
    ticket.pop("position")
    for whole, part in (("ticket", _without_lists(ticket)), (TicketOpened.stored_name, intake)):
        for name, said in dotted(part, f"{whole}."):
            grid.add_row(label(name, spoken), plain(value(name, said, spoken)))
    for name, said in ticket.items():
        if isinstance(said, list) and said:
            grid.add_row(label(name, spoken), plain("\n".join(_entry(name, each) for each in said)))
    none = say("（以当前身份无）", "(nothing, as who you are)")
    if not past:
        grid.add_row(label("possible", spoken), say("、", ", ").join(actions) or none)
    console().print(grid)


def _without_lists(ticket: dict[str, Any]) -> dict[str, Any]:
    """Of what there is: what is false, empty or a list is told apart or not at all."""
    return {name: said for name, said in ticket.items() if said is not False and not isinstance(said, list)}


def _entry(name: str, said: Any) -> str:
    """One of the list of that name, as its facts."""
    if not isinstance(said, dict):
        return value(name, said, language())
    if name == "hints":
        return str(said["reason"])
    known: dict[str, Any] = {name: each for name, each in said.items() if each is not False}
    return facts(known, language(), of=name)

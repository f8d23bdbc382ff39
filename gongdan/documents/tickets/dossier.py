"""服务档案 (R34): all that there is of a ticket: how it stands, its service record, its whole history by heading."""

from collections.abc import Iterator
from typing import Any, Final, cast

from api.documents.paper import Section
from api.documents.told import ToldTicket
from api.tickets.standing.dossier import keeping, under
from api.tickets.standing.files import FileView, files_of
from api.tickets.views import EventView
from domain.matters.kinds import MATTERS
from domain.ticket.dossier import HEADINGS, Heading
from domain.wording import word as domain_word
from gongdan.cli.showing.labels import facts, happening
from gongdan.documents.tickets import service_report
from gongdan.documents.tickets.about import about
from gongdan.documents.writing import Writer
from projections.wording.codes import GAPS, LACKS, PURPOSES
from projections.wording.words import STATUSES

_ENDED: Final = frozenset({"closed", "archived", "cancelled", "merged"})
_KEYS: Final[dict[Heading, str]] = {"plan": "plans", "diagnosis": "diagnoses", "work": "works"}
"""Where a section of the same name stands in other documents."""


def is_final(told: ToldTicket) -> bool:
    """Nothing goes on."""
    return told.ticket.stage in _ENDED


def sections(write: Writer, told: ToldTicket) -> Iterator[Section]:
    yield from about(write, told)
    ticket, kept = told.ticket, keeping(told.ticket.stage, told.events, told.pack.retention.years)
    yield write.facts(
        "case",
        {
            "status": write.code(STATUSES, ticket.status),
            "engineer": write.person(ticket.engineer),
            "opened": ticket.opened,
            "completed": told.record.completed,
            "finding": told.record.diagnosis,
            "cause": told.record.cause,
            "handling": told.record.result,
            "reopenings": ticket.reopenings or None,
            "closed": kept.closed,
            "archived": kept.archived,
            "kept_until": kept.kept_until,
        },
    )
    yield service_report.work(write, told)
    yield service_report.parts(write, told)
    gaps = write.listed(write.code(GAPS, gap) for gap in told.record.gaps)
    yield write.passage("gaps", gaps, none="events")
    lacks = write.listed(write.code(LACKS, lack) for lack in told.lacks)
    yield write.passage("lacks", lacks, none="events")
    for heading in HEADINGS:
        yield _headed(write, told, heading)
    yield _matters(write, told)
    yield _files(write, told)


def _headed(write: Writer, told: ToldTicket, heading: Heading) -> Section:
    """Every event under it, with what proves where it stands: its id, and the hash of the event before it."""
    rows = (_row(write, told, event) for event in under(heading, told.events))
    key = _KEYS.get(heading, heading)
    return write.table(key, ("at", "what", "who", "said", "event", "previous"), rows, none="events")


def _matters(write: Writer, told: ToldTicket) -> Section:
    """Returns, complaints and others, with where they stand."""
    rows = (
        (each.number, kind.called.say(chinese=chinese), kind.statuses[each.status].say(chinese=chinese), each.opened)
        for chinese in [write.words.chinese]
        for each in told.matters
        for kind in [MATTERS[each.kind]]
    )
    return write.table("matters", ("matter", "matter_kind", "status", "begun"), rows, none="events")


def _files(write: Writer, told: ToldTicket) -> Section:
    """Each with the hash of its bytes, by which it is proved to be the same."""
    rows = (_file(write, each) for each in files_of(told.events))
    return write.table("files", ("at", "file", "who", "size", "hash", "event"), rows, none="events")


def _file(write: Writer, file: FileView) -> tuple[object, ...]:
    named = write.listed((write.text(file.name) or write.text(file.media_type), write.code(PURPOSES, file.purpose)))
    size = "" if file.size is None else f"{file.size:,}"
    hashed = file.sha256 or write.words.said("erased")
    return file.added, named, write.person(file.added_by), size, hashed, file.event


def _row(write: Writer, told: ToldTicket, event: EventView) -> tuple[object, ...]:
    what = happening(event.type, write.words.language)
    proof = event.id, told.previous.get(event.version, "")
    return event.occurred, what, _who(write, event), _said(write, event), *proof


def _who(write: Writer, event: EventView) -> str:
    """With the role they acted in below, where that is not who they are."""
    who, role = write.person(event.actor.id), domain_word(event.actor.role, chinese=write.words.chinese)
    return who if who == role else f"{who}\n{role}"


def _said(write: Writer, event: EventView) -> str:
    """``原因：…；工程师：…``, people and severities as they are read."""
    said = {name: _worded(write, value) for name, value in event.data.items()}
    if said.get("severity"):
        said["severity"] = write.severity(event.data["severity"])
    for name in ("engineer", "owner", "staff"):
        if said.get(name):
            said[name] = write.person(event.data[name])
    return facts(said, write.words.language, of=event.type)


def _worded(write: Writer, value: Any) -> Any:
    match value:
        case dict():
            return {name: _worded(write, each) for name, each in cast("dict[str, Any]", value).items()}
        case list() | tuple():
            return [_worded(write, each) for each in cast("list[Any]", value)]
        case bool() | None:
            return value
        case _:
            return write.text(value)

"""``gongdan replay``: chosen events into a file that analysts' tools read."""

import hashlib
from pathlib import Path
from typing import Any, BinaryIO, Final

from domain.catalogue import EVENTS
from gongdan.cli.asking.client import Client, Unanswered, hint
from gongdan.cli.asking.moments import moment
from gongdan.cli.asking.options import As, Json
from gongdan.cli.replaying.alone import alone
from gongdan.cli.replaying.journal import Journal, Places, continued, private
from gongdan.cli.replaying.making import made
from gongdan.cli.replaying.options import (
    FORMS,
    Customer,
    Force,
    Form,
    Product,
    Reason,
    Resume,
    Since,
    Ticket,
    To,
    Types,
    Until,
)
from gongdan.cli.replaying.progress import Bars, bars
from gongdan.cli.replaying.receiving import received
from gongdan.cli.replaying.telling import tell
from gongdan.cli.showing.said import plain, say
from gongdan.closest import closest
from gongdan.failures import Failure
from gongdan.language import Both
from gongdan.settings import Settings, load_settings
from gongdan.system import of_system
from projections.replaying.writers import FORMATS, format_of

HELP: Final = say(
    "把事件导出为分析用的文件：Parquet、JSON Lines、XES、OCEL 2.0；个人信息已脱敏。说明见 docs/replay.zh.md。"
    "\n\n例：gongdan replay --to 事件.parquet --as m-001:manager"
    "\n例：gongdan replay --since 2024-05-01 --until 2024-06-01 --type ticket-opened --to 五月.jsonl "
    "--as q-001:quality",
    "Write events into a file for analysis: Parquet, JSON Lines, XES or OCEL 2.0, personal values masked. "
    "See docs/replay.md.\n\nExample: gongdan replay --to events.parquet --as m-001:manager"
    "\nExample: gongdan replay --since 2024-05-01 --until 2024-06-01 --type ticket-opened --to may.jsonl "
    "--as q-001:quality",
)


def replay(
    to: To,
    form: Form = None,
    since: Since = None,
    until: Until = None,
    kind: Types = None,
    ticket: Ticket = None,
    customer: Customer = None,
    product: Product = None,
    reason: Reason = None,
    resume: Resume = False,
    force: Force = False,
    acting: As = None,
    in_json: Json = False,
) -> None:
    """The command ``gongdan replay``."""
    settings = load_settings()
    for each in kind or ():
        if each not in EVENTS:
            raise Failure("no-event-type", value=plain(each[:40]).plain, hint=hint(closest(each, EVENTS)))
    wanted, places = _wanted(to, form)
    said = {"type": kind, "ticket": ticket, "customer": customer, "product": product, "reason": reason, "as": acting}
    times = {"since": _moment(since, settings), "until": _moment(until, settings)}
    asked = {name: value for name, value in {**times, **said}.items() if value is not None} | {"form": wanted}
    try:
        with alone(places), Client(settings, acting) as client, bars() as shown:
            journal = _begun(places, asked, resume=resume, force=force)
            _receive(client, places, journal, shown)
            shown.begin_making(journal)
            file = made(places, journal, wanted, shown.made)
    except OSError as error:
        raise Failure("replay-not-written", path=places.target, why=of_system(error), kept=_kept(places)) from None
    tell(places.target, wanted, journal, file, in_json=in_json)


def _wanted(to: Path, form: str | None) -> tuple[str, Places]:
    """The format, and where the file is to be. Raises Failure."""
    if form is not None and form not in FORMATS:
        allowed = say(f"，可用：{FORMS}", f" (possible: {FORMS})")
        raise Failure("bad-argument", value="--format", allowed=allowed, path="gongdan replay")
    if to.is_dir():
        wanted = form or "parquet"
        return wanted, Places(to / f"replay{FORMATS[wanted].endings[0]}")
    named = format_of(to.name)
    if form is None and named is None:
        endings = ", ".join(known.endings[0] for known in FORMATS.values())
        raise Failure("replay-form-needed", path=to, allowed=FORMS, endings=endings)
    if form is not None and named not in (None, form):
        raise Failure("replay-other-form", path=to, form=form)
    return form or named or "", Places(to)


def _moment(text: str | None, settings: Settings) -> str | None:
    return None if text is None else moment(text, settings.time_zone).isoformat()


def _begun(places: Places, asked: dict[str, Any], *, resume: bool, force: bool) -> Journal:
    """Where to go on from, or a new beginning. Raises Failure, OSError."""
    if resume:
        found = Journal.read(places.journal)
        if found is None:
            raise Failure("replay-nothing-begun", path=places.target)
        if differs := sorted(name for name in {*asked, *found.asked} if asked.get(name) != found.asked.get(name)):
            options = ", ".join(_OPTIONS.get(name, f"--{name}") for name in differs)
            raise Failure("replay-otherwise", path=places.target, differs=options)
        return found
    if not force and places.target.exists():
        raise Failure("replay-there", path=places.target)
    if not force and places.journal.exists():
        raise Failure("replay-part-there", path=places.part)
    places.clear()
    return Journal(asked)


_OPTIONS: Final = {"form": "--format"}


def _receive(client: Client, places: Places, journal: Journal, shown: Bars) -> None:
    """What has not come yet. Raises Refused, Failure, OSError."""
    part, seen = _part(places, journal)
    try:
        with part:
            if not journal.whole:
                received(client, places, journal, part, seen, shown.came)
    except (Unanswered, KeyboardInterrupt) as error:
        if not journal.through:
            raise
        why = error.details["why"] if isinstance(error, Unanswered) else Both("按键中断", "interrupted by a key")
        raise Failure("replay-broke", path=places.part, events=f"{journal.events:,}", why=why) from None
    finally:
        if not journal.through:
            places.clear()  # nothing came: as though it had not been asked for


def _part(places: Places, journal: Journal) -> tuple[BinaryIO, "hashlib._Hash"]:
    if journal.through:
        return continued(places, journal)
    return private(places.part), hashlib.sha256()


def _kept(places: Places) -> Both:
    if places.journal.exists():
        return Both("已收到的部分保留着，可加 --resume 继续", "what came so far is kept, to go on with --resume")
    return Both("没有留下任何文件", "nothing was left behind")

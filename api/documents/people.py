"""How members of staff are named on documents: masked as the ticket's pack has it, with their staff number."""

import re
from collections.abc import Iterable
from typing import Final

from api.documents.told import People
from api.records.moment import now
from api.service import Service
from domain.desk.kinds import Thing
from domain.policy.pack import Pack
from domain.policy.parts.masks import Person as Mask
from domain.record.identity import is_customer_key
from domain.record.personal import ERASED
from domain.refusals import Language
from domain.staff.state import Staff, fold
from projections.wording import masks

_NUMBER: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
_NO_PERSON: Final = frozenset({"gongdan", "operator", "unknown"})


async def people_named(service: Service, numbers: Iterable[str | None], pack: Pack, language: Language) -> People:
    """By staff number; who is on no record is left out."""
    found: dict[str, str] = {}
    for number in sorted({each for each in numbers if each and _is_staff(each)}):
        staff = await on_record(service, number)
        if staff:
            found[number] = named(staff, pack.masks.progress.responsible, language)
    return found


def _is_staff(who: str) -> bool:
    return who not in _NO_PERSON and not is_customer_key(who) and _NUMBER.fullmatch(who) is not None


async def on_record(service: Service, number: str) -> Staff | None:
    """None for who is on no record."""
    return fold(await service.desk.events_of(f"staff-{number}"))


async def as_thing(service: Service, number: str) -> Thing:
    """Somebody as rights are asked about them: themselves, with their teams of today; in none where on no record."""
    staff = await on_record(service, number) if _is_staff(number) else None
    teams = staff.teams_on(now(service).date()) if staff else frozenset[str]()
    return Thing(owners=(number,), teams=tuple(sorted(teams)))


def named(staff: Staff, mask: Mask, language: Language) -> str:
    """``*张工（003）``; the number alone of whom nothing may be told."""
    office = masks.STAR + staff.office if staff.office else ""
    name = masks.name(staff.name) if staff.name not in ("", ERASED) else ""
    shown = office or name if mask == "salutation" else name or office
    if not shown:
        return staff.number
    return f"{shown}（{staff.number}）" if language == "zh" else f"{shown} ({staff.number})"

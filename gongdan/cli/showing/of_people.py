"""Codes of people and of their customers as people read them: teams and contract tiers; others stand for themselves."""

from typing import Final

from domain.wording import Words
from projections.wording.codes import DEPARTMENTS

_TEAMS: Final[Words] = {
    "hotline": ("热线", "hotline"),
    "software": ("软件", "software"),
    "east": ("东区", "east"),
    "south": ("南区", "south"),
    "west": ("西区", "west"),
    "north": ("北区", "north"),
    "emergency": ("应急", "emergency"),
    "service-desk": ("服务台", "service desk"),
    "smart-home": ("智能家居", "smart home"),
    **DEPARTMENTS,
}
_TIERS: Final[Words] = {"key": ("重要客户", "key customer"), "contract": ("签约客户", "service-plan customer")}
CODES: Final[dict[str, Words]] = {"team": _TEAMS, "teams": _TEAMS, "tier": _TIERS}

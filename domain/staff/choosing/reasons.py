"""Why somebody stands where they do in a ranking: each reason has a code, points, and a sentence in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from domain.refusals import Language

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "skill": ("会修“{skill}”", "knows {skill}"),
    "no-skill": ("没有登记相关技能", "no skill for this product is on record"),
    "skill-ended": ("“{skill}”技能已过期", "the skill {skill} is no longer valid"),
    "certificate": ("持有效证书“{certificate}”", "holds a valid certificate, {certificate}"),
    "no-certificate": ("没有有效证书", "holds no valid certificate for it"),
    "on-duty": ("当前值班", "is on duty now"),
    "off-duty": ("当前不值班", "is off duty now"),
    "no-roster": ("当日未排班", "no roster is set for the day"),
    "on-leave": ("正在请假", "is on leave"),
    "has-stand-in": ("由 {stand_in} 代班", "{stand_in} stands in"),
    "stands-in": ("为 {absent} 代班", "stands in for {absent}"),
    "no-load": ("手上没有未结工单", "has no open ticket"),
    "load": ("未结工单负荷 {weight}", "open tickets weigh {weight}"),
    "not-employed": ("当日不在职", "does not work here on that day"),
    "stands-in-without-role": (
        "为 {absent} 代班，但本人没有工程师角色，不能接单",
        "stands in for {absent} without holding the engineer's role, so could not accept",
    ),
    "no-engineer-today": ("当日没有工程师角色，不能接单", "does not hold the engineer's role on that day"),
    "knows-but-no-engineer": (
        "会修“{skill}”，但没有工程师角色，不能接单",
        "knows {skill} without holding the engineer's role, so could not accept",
    ),
    "distance": ("约 {kilometres} 公里", "is about {kilometres} km away"),
}
"""Chinese and English of every code."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason for or against, worth ``points``; ``details`` are what its sentence names."""

    code: str
    points: int = 0
    details: Mapping[str, object] = field(default_factory=dict[str, object])

    def say(self, language: Language) -> str:
        return TEXTS[self.code][0 if language == "zh" else 1].format(**self.details)

"""The closed word lists of incidents, and a member of the team."""

from typing import Final, Literal

from domain.matters.matter import Word
from domain.record.event import Part

Signal = Literal["ticket-spike", "interruption", "mass-complaints", "security", "natural-event"]
"""What an alarm is raised for (应急信号)."""
Duty = Literal["lead", "technical", "customer-contact", "communication", "logistics", "records"]


class Member(Part):
    """Who is in the response team, and for what."""

    staff: str
    duty: Duty


STATUSES: Final = {
    "raised": Word("已报警", "raised"),
    "confirmed": Word("已确认", "confirmed"),
    "called": Word("已召集小组", "with a team called"),
    "acting": Word("处置中", "being acted on"),
    "restored": Word("已恢复", "restored"),
    "reviewed": Word("已复盘", "reviewed"),
    "closed": Word("已关闭", "closed"),
    "dismissed": Word("已解除", "dismissed"),
}
ENDED: Final = frozenset({"closed", "dismissed"})

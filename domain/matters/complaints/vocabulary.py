"""The closed word lists of complaints."""

from typing import Annotated, Final, Literal

from pydantic import Field

from domain.matters.matter import Word
from domain.record.command import Whole

Category = Literal["attitude", "timeliness", "skill", "quality", "product", "fee", "promise", "privacy", "other"]
"""What a complaint is about."""
Weight = Literal["simple", "complex"]
"""A complex one is given to a handler."""
Severity = Literal["minor", "serious", "grave"]
Cause = Literal["person", "process", "product", "part", "logistics", "information", "misunderstanding", "other"]
"""What it came from, found while handling it."""
ClosedAs = Literal["satisfied", "unanswered"]
Score = Annotated[Whole, Field(ge=1, le=5)]
SATISFIED_FROM: Final = 4
"""A score under it takes the complaint back into handling, as it asks for a call-back elsewhere (R30)."""

STATUSES: Final = {
    "raised": Word("已提出", "raised"),
    "contacted": Word("已联系客户", "contacted"),
    "answered": Word("已答复", "answered"),
    "assessed": Word("已评估", "assessed"),
    "given": Word("已交办", "given to a handler"),
    "handled": Word("已处理", "handled"),
    "reopened": Word("重新处理中", "in handling again"),
    "surveyed": Word("客户满意", "found satisfactory"),
    "closed": Word("已办结", "closed"),
    "withdrawn": Word("已撤回", "withdrawn"),
}
ENDED: Final = frozenset({"closed", "withdrawn"})

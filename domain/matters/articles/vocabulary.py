"""The closed word lists of articles."""

from typing import Final, Literal

from domain.matters.matter import Word

Verdict = Literal["approved", "changes-asked"]

STATUSES: Final = {
    "drafted": Word("待审核", "waiting for review"),
    "changes-asked": Word("待修改", "to be changed"),
    "approved": Word("已审核", "approved"),
    "published": Word("已发布", "published"),
    "withdrawn": Word("已撤回", "withdrawn"),
}
ENDED: Final = frozenset({"withdrawn"})

"""The closed word lists of inspections."""

from typing import Final

from domain.matters.matter import Word

STATUSES: Final = {
    "sampled": Word("已抽检", "sampled"),
    "passed": Word("合格", "passed"),
    "finding-raised": Word("不合格待答复", "below the pass mark, to be answered"),
    "answered": Word("已答复", "answered"),
    "accepted": Word("已采纳答复", "answer accepted"),
    "upheld": Word("维持结论", "upheld"),
    "closed": Word("已结束", "closed"),
    "dropped": Word("已放弃", "dropped"),
}
ENDED: Final = frozenset({"closed", "dropped"})

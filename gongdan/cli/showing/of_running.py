"""What the parts of a running service are called: read models and reactions, and where a notice is on its way."""

from typing import Final

from domain.wording import Words
from projections.wording.words import TITLES

_REACTIONS: Final[Words] = {
    "deadlines": ("时限提醒", "Deadlines"),
    "lessons": ("结案经验", "Lessons of closing reports"),
    "surveys": ("满意度调查", "Surveys"),
}
CODES: Final[dict[str, Words]] = {
    "reader": {**TITLES, **_REACTIONS},
    "under_way": {
        "new": ("刚生成", "just requested"),
        "waiting": ("待发", "waiting"),
        "sending": ("正在投递", "being handed over"),
        "in-digest": ("并入汇总", "in a digest"),
    },
}

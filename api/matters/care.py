"""Plans of care over HTTP and on the command line, with an example of each action."""

from typing import Final

from api.matters.offered import Example, Offered
from domain.matters.care.decide import CARE

_NOUNS: Final = {
    "give-care": "giving",
    "move-care": "move",
    "assign-care": "assignment",
    "end-care": "end",
}
_EXAMPLES: Final[dict[str, Example]] = {
    "plan-care": {
        "customer": "customer-C10023",
        "care": "maintenance",
        "first": "2024-06-10",
        "months": 6,
        "staff": "003",
        "model": "KFR-35",
    },
    "give-care": {"outcome": "done", "channel": "walk-in", "words": "清洗滤网，制冷剂压力正常"},
    "move-care": {"due": "2024-06-17", "reason": "客户出差"},
    "assign-care": {"staff": "004"},
    "end-care": {"reason": "服务合同到期"},
}

CARE_PLANS: Final = Offered(CARE, "care-plans", "plan", _NOUNS, _EXAMPLES)

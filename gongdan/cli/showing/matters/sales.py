"""The words of units sold."""

from typing import Final

from domain.wording import Words

FIELDS: Final[Words] = {
    "month": ("月份", "month"),
    "sold": ("销量", "units sold"),
    "units-sold-recorded.model": ("型号", "model"),
    "units-sold-recorded.batch": ("批次", "batch"),
    "units": ("数量", "units"),
    "source": ("来源", "source"),
}
CODES: Final[dict[str, Words]] = {}

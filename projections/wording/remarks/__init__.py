"""The remark of a progress row (处理结果/备注): what was typed, or a sentence composed from the event's facts."""

from typing import Final

from projections.sheets.sheet import Reader
from projections.sql.rows import Row
from projections.wording.remarks import afterwards, ending, intake, money, planning, working
from projections.wording.remarks.composing import Compose, listed

_COMPOSED: Final[dict[str, Compose]] = {
    **intake.COMPOSED,
    **planning.COMPOSED,
    **working.COMPOSED,
    **money.COMPOSED,
    **ending.COMPOSED,
    **afterwards.COMPOSED,
}
_AFTERWARDS: Final = frozenset({"work-logged", "remote-assistance-given"})
"""Events of which the steps were typed, and what came of them is composed."""


def remark(row: Row, reader: Reader) -> str:
    """Where an imported event tells nothing more, the other system's own word for it."""
    compose = _COMPOSED.get(row["event"])
    composed = compose(row, reader) if compose else ""
    parts = (row["text"], composed) if row["event"] in _AFTERWARDS else (composed, row["text"])
    return listed(reader, *parts) or row["activity"] or ""

"""What every reaction is: a name, what it is to hear of, and what it does then."""

from abc import ABC, abstractmethod
from typing import ClassVar, Literal

from domain.record.envelope import Recorded

Since = Literal["beginning", "now"]


class Reaction(ABC):
    """Hears of events of the log, each at least once, and must do no harm where it hears of one twice.

    ``name`` is for ever: it names the place up to which it has heard. ``kinds`` are those of aggregates it hears of,
    ``wants`` the stored names of events, None for all. ``since`` says whether it hears of what was recorded before it
    first ran. ``ordered``: one event at a time in the order of the log; else many at once, and a failed one later.
    """

    name: ClassVar[str]
    kinds: ClassVar[tuple[str, ...]] = ("ticket",)
    wants: ClassVar[frozenset[str] | None] = None
    since: ClassVar[Since] = "now"
    ordered: ClassVar[bool] = False

    @abstractmethod
    async def react(self, recorded: Recorded) -> None:
        """Do what follows. Whatever it raises, it is asked again later; not for ever."""

"""What the desk looks up in other aggregates before the rules decide: they are pure, and the log is the truth."""

from domain.record.command import Command
from domain.staff.state import fold
from domain.store import EventStore
from domain.ticket.commands import DispatchEngineer
from domain.ticket.known import NOTHING, Known


class LookingUp:
    """Asks the log for what a command is about beside its own ticket.

    Nothing is locked: who leaves in the very moment in which they are dispatched is dispatched.
    """

    def __init__(self, store: EventStore) -> None:
        self._store = store
        self._staff_kept = False

    async def known_for(self, command: Command) -> Known:
        """Raises HistoryDamaged, StoreUnavailable."""
        match command:
            case DispatchEngineer(engineer=number):
                return await self._engineer(number)
            case _:
                return NOTHING

    async def _engineer(self, number: str) -> Known:
        person = fold((await self._store.load(f"staff-{number}", fresh=True)).events)
        return Known(staff={number: person}, staff_kept=person is not None or await self._keeps_staff())

    async def _keeps_staff(self) -> bool:
        """Whether anybody was ever entered; who is on record stays there, so that a yes need not be asked again."""
        self._staff_kept = self._staff_kept or bool(await self._store.category("staff"))
        return self._staff_kept

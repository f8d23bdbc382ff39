"""Where a notice goes at the moment that it is sent: who left, was erased or restricted since is told no more."""

from consumers.notices.planning.about import LookingUp
from consumers.notices.planning.people import People
from domain.notices.events import NoticeRequested
from domain.notices.vocabulary import Lapse
from domain.record.personal import ERASED


class NoAddress(Exception):
    """It is to be sent nowhere any more."""

    def __init__(self, why: Lapse) -> None:
        super().__init__(why)
        self.why: Lapse = why


class Addresses:
    def __init__(self, looking_up: LookingUp, people: People) -> None:
        self._looking_up, self._people = looking_up, people

    async def of(self, said: NoticeRequested, customer: str | None) -> str:
        """Raises NoAddress."""
        address = await self._of_customer(said, customer) if customer else self._of_staff(said)
        if not address or address == ERASED:
            raise NoAddress("erased")
        return address

    async def _of_customer(self, said: NoticeRequested, customer: str) -> str | None:
        record = await self._looking_up.customer(customer)
        if record is not None and (record.erased or record.restricted):
            raise NoAddress("erased" if record.erased else "not-theirs")
        return said.address

    def _of_staff(self, said: NoticeRequested) -> str | None:
        staff = self._people.known.get(said.recipient.removeprefix("staff-"))
        if staff is None or self._looking_up.today not in staff.employed:
            raise NoAddress("not-theirs")
        return staff.notices.email if staff.notices else None

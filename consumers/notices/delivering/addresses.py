"""Where a notice goes at the moment that it is sent, and whether it may: addresses and wishes change while it waits."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from consumers.notices.planning.about import LookingUp
from consumers.notices.planning.people import People
from consumers.notices.planning.reaching import address_by
from consumers.notices.planning.routes import ROBOT, Route, route_of
from domain.notices.events import NoticeRequested
from domain.notices.preferences import FOR_CUSTOMERS, Preferences, of_staff
from domain.notices.vocabulary import Lapse
from domain.record.personal import ERASED


@dataclass(frozen=True, slots=True)
class Reached:
    """An address, and how whoever it is wants to be told."""

    address: str
    wishes: Preferences


class NoAddress(Exception):
    """It is to be sent nowhere any more."""

    def __init__(self, why: Lapse) -> None:
        super().__init__(why)
        self.why: Lapse = why


class Apart(Exception):
    """What was to go in one letter goes to several addresses, or some of it nowhere."""


class Addresses:
    def __init__(self, looking_up: LookingUp, people: People, routes: Collection[Route] = ()) -> None:
        self._looking_up, self._people, self._routes = looking_up, people, routes

    async def of(self, said: NoticeRequested) -> Reached:
        """As the records stand now. Raises NoAddress, and what the desk raises."""
        if said.recipient.startswith("staff-"):
            return self._of_staff(said)
        if said.recipient.startswith(ROBOT):
            return self._of_robot(said)
        return await self._of_customer(said)

    async def of_all(self, items: Iterable[NoticeRequested]) -> Reached:
        """The one address of several notices. Raises Apart; NoAddress where none of them has one."""
        found: dict[str, Reached] = {}
        nowhere: list[NoAddress] = []
        for said in items:
            try:
                reached = await self.of(said)
            except NoAddress as none:
                nowhere.append(none)
            else:
                found[reached.address] = reached
        if len(found) == 1 and not nowhere:
            return next(iter(found.values()))
        if found or not nowhere:
            raise Apart
        raise nowhere[0]

    async def _of_customer(self, said: NoticeRequested) -> Reached:
        record = await self._looking_up.customer(said.recipient)
        if said.address == ERASED or (record and record.erased):
            raise NoAddress("erased")
        if record is not None and record.restricted:
            raise NoAddress("not-theirs")
        if record is not None and record.notices not in (None, said.channel):
            raise NoAddress("not-wanted")
        about = await self._looking_up.about(said.about, said.cause)
        for history in await self._looking_up.histories(about) if about else ():
            if (
                history
                and history[0].envelope.customer == said.recipient
                and (found := address_by(said.channel, record, history))
            ):
                return Reached(found, FOR_CUSTOMERS)
        raise NoAddress("erased")

    def _of_robot(self, said: NoticeRequested) -> Reached:
        route = route_of(said.recipient, self._routes)
        if route is None or route.channel != said.channel:
            raise NoAddress("not-wanted")
        return Reached(route.name, route.wishes)

    def _of_staff(self, said: NoticeRequested) -> Reached:
        staff, day = self._people.known.get(said.recipient.removeprefix("staff-")), self._looking_up.today
        if staff is None or day not in staff.employed:
            raise NoAddress("not-theirs")
        wishes, address = of_staff(staff, day), staff.notices.email if staff.notices else None
        if said.channel not in wishes.channels:
            raise NoAddress("not-wanted")
        if not address or address == ERASED:
            raise NoAddress("erased")
        return Reached(address, wishes)

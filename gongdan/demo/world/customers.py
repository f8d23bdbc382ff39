"""Customers with what they own: new ones come, and known ones call again."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from domain.record.envelope import Actor
from domain.record.identity import customer_key
from domain.ticket.events import Contact, Product
from gongdan.demo.engine.chance import Chance
from gongdan.demo.engine.steps import Who
from gongdan.demo.world import words
from gongdan.demo.world.catalogue import Sort
from gongdan.demo.world.load import sort_of

_CALLS_AGAIN: Final = 0.35
"""Share of the tickets of customers who called before."""
_COMPANIES: Final = 0.22
_YEARS: Final = 1_100
"""Days: nothing older is asked about."""
CONTRACT: Final = "contract"
"""The tier of companies that have a service plan."""
_TIERS: Final = {None: 58, CONTRACT: 30, "key": 12}


@dataclass(slots=True)
class Owned:
    """A product at a customer's."""

    sort: Sort
    product: Product
    bought: date

    @property
    def as_told(self) -> Product:
        """As a customer may say it: how long the warranty is, is for the desk to say."""
        return self.product.model_copy(update={"warranty_months": None})


@dataclass(slots=True)
class Customer:
    key: str
    name: str
    contact: Contact
    company: bool
    team: str
    city: str
    address: str
    owns: list[Owned] = field(default_factory=list[Owned])
    tier: str | None = None
    registered: bool = False
    cared_for: bool = False

    @property
    def who(self) -> Who:
        return Who(Actor(id=self.key, role="customer", channel="app"))

    @property
    def signs(self) -> str:
        return self.contact.name or self.name


class Customers:
    """Those who have called so far."""

    def __init__(self, seed: str, regions: dict[str, list[str]]) -> None:
        """``regions`` are the cities where they live, by the team that serves them."""
        self._seed, self._regions = seed, regions
        self._keys = 0
        self.known: list[Customer] = []

    def calling(self, chance: Chance, day: date) -> Customer:
        if self.known and chance.happens(_CALLS_AGAIN):
            return chance.one_of(self.known)
        company = chance.happens(_COMPANIES)
        sort = sort_of(chance, day.month, business=company)
        return self._who_has(chance, bought(chance, day, sort), company=company)[0]

    def with_product(self, chance: Chance, day: date, sort: Sort) -> tuple[Customer, Owned]:
        """A company known or new that has such a product."""
        theirs = [one for one in self.known if one.company and any(owned.sort is sort for owned in one.owns)]
        if theirs and chance.happens(0.6):
            customer = chance.one_of(theirs)
            return customer, next(owned for owned in customer.owns if owned.sort is sort)
        return self._who_has(chance, bought(chance, day, sort), company=True)

    def with_batch(self, chance: Chance, day: date, sort: Sort, since: date) -> tuple[Customer, Owned]:
        """Somebody who bought a product of the bad batch lately: of the sort's first model."""
        recent = day - timedelta(chance.number(0, min(60, (day - since).days)))
        batch = f"{since - timedelta(20):%Y%m}{sort.letter}"
        return self._who_has(chance, made(chance, recent, sort, sort.models[0], batch), company=False)

    def _who_has(self, chance: Chance, owned: Owned, *, company: bool) -> tuple[Customer, Owned]:
        customer = self._new(chance, company=company)
        customer.owns.append(owned)
        self.known.append(customer)
        return customer, owned

    def _key(self) -> str:
        """The next one."""
        self._keys += 1
        return customer_key(f"{self._seed}/{self._keys}")

    def _new(self, chance: Chance, *, company: bool) -> Customer:
        team = chance.one_of(tuple(self._regions))
        city = chance.one_of(self._regions[team])
        name, salutation = words.person(chance)
        contact = Contact(name=name, salutation=salutation, phone=words.phone(chance))
        key, address = self._key(), words.street(chance, city)
        called = words.company(chance, city) if company else name
        tier = chance.weighted(_TIERS) if company else None
        return Customer(key, called, contact, company=company, team=team, city=city, address=address, tier=tier)


def bought(chance: Chance, day: date, sort: Sort) -> Owned:
    """Some time in the three years before, rather lately than long ago."""
    at = day - timedelta(round(_YEARS * (chance.number(0, 1000) / 1000) ** 1.6))
    return made(chance, at, sort, chance.one_of(sort.models), f"{at - timedelta(45):%Y%m}{sort.letter}")


def made(chance: Chance, at: date, sort: Sort, model: str, batch: str) -> Owned:
    """Bought on that day; of some it is known to the month only."""
    product = Product(
        name=sort.name,
        model=model,
        serial=f"{batch}{chance.digits(5)}",
        batch=batch,
        purchased=f"{at:%Y-%m-%d}" if chance.happens(0.75) else f"{at:%Y-%m}",
        purchase_channel=chance.one_of(words.lists()["shops"]),
        warranty_months=sort.months,
    )
    return Owned(sort, product, at)

"""Customers with what they own: new ones come, and known ones call again."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from domain.record.envelope import Actor
from domain.record.identity import customer_key, is_customer_key
from domain.ticket.events import Contact, Product
from gongdan.demo.chance import Chance
from gongdan.demo.steps import Who
from gongdan.demo.world import words
from gongdan.demo.world.catalogue import Sort
from gongdan.demo.world.load import sort_of

_CALLS_AGAIN: Final = 0.35
"""Share of the tickets of customers who called before."""
_COMPANIES: Final = 0.22


@dataclass(slots=True)
class Owned:
    """A product at a customer's."""

    sort: Sort
    product: Product
    bought: date


@dataclass(slots=True)
class Customer:
    key: str
    name: str
    contact: Contact
    company: bool
    team: str
    city: str
    owns: list[Owned] = field(default_factory=list[Owned])
    tier: str | None = None
    registered: bool = False

    @property
    def who(self) -> Who:
        return Who(Actor(id=self.key, role="customer", channel="app"))

    @property
    def signs(self) -> str:
        return self.contact.name or self.name


class Customers:
    """Those who have called so far."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._keys = 0
        self.known: list[Customer] = []

    def calling(self, chance: Chance, day: date) -> Customer:
        if self.known and chance.happens(_CALLS_AGAIN):
            return chance.one_of(self.known)
        customer = self._new(chance)
        customer.owns.append(bought(chance, day, sort_of(chance, day.month, business=customer.company)))
        self.known.append(customer)
        return customer

    def _key(self) -> str:
        """The next one that holds no digits that look like a phone number."""
        while True:
            self._keys += 1
            key = customer_key(f"{self._seed}/{self._keys}")
            if is_customer_key(key):
                return key

    def _new(self, chance: Chance) -> Customer:
        team, city = words.city(chance)
        name = words.person(chance)
        contact = Contact(name=name, salutation=chance.one_of(("先生", "女士")), phone=words.phone(chance))
        key = self._key()
        if not chance.happens(_COMPANIES):
            return Customer(key, name, contact, company=False, team=team, city=city)
        customer = Customer(key, words.company(chance, city), contact, company=True, team=team, city=city)
        customer.tier = "key" if chance.happens(0.12) else None
        return customer


def bought(chance: Chance, day: date, sort: Sort, model: str | None = None, since: date | None = None) -> Owned:
    """Some time in the three years before, or ``since`` a day, mostly of the warranty's years."""
    most = (day - since).days if since else 1_100
    at = day - timedelta(min(most, round(most * (chance.number(0, 1000) / 1000) ** 1.6)))
    batch = f"{at - timedelta(45):%Y%m}{sort.letter}"
    purchased = f"{at:%Y-%m-%d}" if chance.happens(0.75) else f"{at:%Y-%m}"
    product = Product(
        name=sort.name,
        model=model or chance.one_of(sort.models),
        serial=f"{batch}{chance.digits(5)}",
        batch=batch,
        purchased=purchased,
        purchase_channel=chance.one_of(words.lists()["shops"]),
        warranty_months=sort.months,
    )
    return Owned(sort, product, at)

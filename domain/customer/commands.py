"""Everything a person can ask of a customer's record: imperative, validated, and without who or when."""

from typing import Annotated, ClassVar, Final, get_args

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from domain.customer import events
from domain.customer.vocabulary import Ground, Measure, Notices, ReleasedAs
from domain.notices.vocabulary import NoticeLanguage
from domain.record.command import Code, Command, Id, Line, Words
from domain.ticket.commands.intake import Described, Reachable
from domain.ticket.events import Product
from domain.ticket.vocabulary import Channel

Count = Annotated[int, Field(ge=1, le=1_000)]
"""Which of a customer's contact persons or products, counted from 1."""


def _that_says_something(product: Product) -> Product:
    if not product.model_dump(exclude_none=True):
        raise PydanticCustomError("says_nothing", "says nothing of the product")
    return product


class RegisterCustomer(Command):
    """Enter a customer (客户, R3)."""

    action = "register"
    causes = events.CustomerRegistered
    name: Line
    company: bool | None = None
    contact: Reachable | None = None
    tier: Code | None = None
    dedicated_staff: Id | None = None
    notices: Notices | None = None


class RenameCustomer(Command):
    """Write the name otherwise, and say why."""

    action = "rename"
    causes = events.CustomerRenamed
    name: Line
    company: bool | None = None
    reason: Words


class ChangeContact(Command):
    """Say whom to talk to: change a contact person (联系人), or add the next."""

    action = "change-contact"
    causes = events.ContactChanged
    person: Count = 1
    contact: Reachable


class RemoveContact(Command):
    """Take a contact person off the record, and say why."""

    action = "remove-contact"
    causes = events.ContactRemoved
    person: Count
    reason: Words


class AgreeContract(Command):
    """Set the contract tier and, for a key customer (重要客户), who looks after them."""

    action = "agree-contract"
    causes = events.ContractAgreed
    tier: Code
    dedicated_staff: Id | None = None


class ChooseNotices(Command):
    """Choose how the customer is told of each step (R37a)."""

    action = "choose-notices"
    causes = events.NoticesChosen
    notices: Notices
    language: NoticeLanguage | None = None


class RegisterProduct(Command):
    """Enter a product that the customer owns, or correct what is said of one (R4); ``item`` says which."""

    action = "register-product"
    causes = events.ProductRegistered
    filled_in = frozenset({"item"})
    item: Count | None = None
    product: Annotated[Described, AfterValidator(_that_says_something)]


class ReleaseProduct(Command):
    """Take a product off the customer's record, and say why."""

    action = "release-product"
    causes = events.ProductReleased
    item: Count
    released_as: ReleasedAs
    reason: Words | None = None


class GiveConsent(Command):
    """Record the customer's agreement to a use of their data."""

    action = "give-consent"
    causes = events.ConsentGiven
    purpose: Code
    channel: Channel | None = None
    evidence: Words | None = None


class WithdrawConsent(Command):
    """Record that the customer agrees no longer."""

    action = "withdraw-consent"
    causes = events.ConsentWithdrawn
    purpose: Code
    reason: Words | None = None


class RequestMeasure(Command):
    """Ask to have the customer's data restricted, unrestricted, erased, exported, held or let go; another approves."""

    action = "request-measure"
    causes = events.MeasureRequested
    measure: Measure
    ticket: Id | None = None
    hold: Count | None = None
    ground: Ground | None = None
    reason: Words


class DeclineMeasure(Command):
    """Say no to what was requested, and why."""

    action = "decline-measure"
    causes = events.MeasureDeclined
    reason: Words


class RestrictCustomer(Command):
    """Approve another's request: keep the data, but show and search it no more."""

    action = "restrict"
    causes = events.CustomerRestricted


class UnrestrictCustomer(Command):
    """Approve another's request: let the data be used again."""

    action = "unrestrict"
    causes = events.CustomerUnrestricted


class EraseCustomer(Command):
    """Approve another's request: make the customer's data unreadable for ever."""

    action = "erase"
    causes = events.CustomerErased


class ExportCustomer(Command):
    """Approve another's request: let all of the customer's data be taken out, for them."""

    action = "export-customer"
    causes = events.ExportApproved


class FetchExport(Command):
    """Take out all of the customer's data, in the clear; that is put on record."""

    action = "fetch-export"
    causes = events.ExportFetched


class PlaceHold(Command):
    """Approve another's request: keep the data, whatever else is asked (legal hold, 保全)."""

    action = "place-hold"
    causes = events.HoldPlaced


class LiftHold(Command):
    """Approve another's request: end a hold."""

    action = "lift-hold"
    causes = events.HoldLifted


class CompleteErasure(Command):
    """Note that no key and no copy is left of an erased customer's data."""

    action = "complete-erasure"
    causes = events.ErasureCompleted
    of_system: ClassVar[frozenset[str]] = frozenset({"subject_keys", "data_keys", "files", "tables"})
    subject_keys: tuple[str, ...]
    data_keys: int
    files: int
    tables: int


class EndTerms(Command):
    """Note that the years of tickets are over, before the keys of what is personal in them are destroyed."""

    action = "end-terms"
    causes = events.TermsEnded
    of_system: ClassVar[frozenset[str]] = frozenset({"tickets", "data_keys"})
    tickets: tuple[str, ...]
    data_keys: int


CustomerCommand = (
    RegisterCustomer
    | RenameCustomer
    | ChangeContact
    | RemoveContact
    | AgreeContract
    | ChooseNotices
    | RegisterProduct
    | ReleaseProduct
    | GiveConsent
    | WithdrawConsent
    | RequestMeasure
    | DeclineMeasure
    | RestrictCustomer
    | UnrestrictCustomer
    | EraseCustomer
    | ExportCustomer
    | FetchExport
    | PlaceHold
    | LiftHold
    | CompleteErasure
    | EndTerms
)

COMMANDS: Final[dict[str, type[CustomerCommand]]] = {command.action: command for command in get_args(CustomerCommand)}
"""Every command by the word it has in URLs, the command line and the rights table."""

"""What can be asked while a request is taken in (受理, R1–R8a)."""

import re
import unicodedata
from datetime import date
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, AwareDatetime, Field
from pydantic_core import PydanticCustomError

from domain.record.address import is_address
from domain.record.command import Code, Command, Id, Line, Words
from domain.record.event import Label
from domain.ticket import events
from domain.ticket.events import Contact, Problem, Product
from domain.ticket.events.intake import Purchased, Sha256
from domain.ticket.vocabulary import Channel, Direction, Kind, Missing, Purpose, Relation

_CONTACT_DETAIL: Final = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)|\S@\S+\.\S")


def _without_contact_detail(product: Product) -> Product:
    said = product.model_dump(exclude={"serial", "voucher"}, exclude_none=True)
    if any(_CONTACT_DETAIL.search(str(text)) for text in said.values()):
        raise PydanticCustomError("contact_detail", "holds a phone number or an e-mail address")
    return product


def _that_exists(day: str | None) -> str | None:
    """A month does where its first day does: there is no year 0000."""
    if day is not None:
        try:
            date.fromisoformat(day if len(day) == len("2024-02-29") else f"{day}-01")
        except ValueError:
            raise PydanticCustomError("no_such_day", "is no day of the calendar") from None
    return day


def _bought_on_such_a_day(product: Product) -> Product:
    _that_exists(product.purchased)
    return product


Bought = Annotated[Purchased, AfterValidator(_that_exists)]
"""A day that the calendar has, or a month where the day is not known."""
Described = Annotated[Product, AfterValidator(_without_contact_detail), AfterValidator(_bought_on_such_a_day)]
"""A product, of which all but serial number and voucher stands in the clear, bought on a day that the calendar has."""

_PHONE: Final = re.compile(r"[ +()./–-]*(?:\d[ +()./–-]*){5,20}(?:(?:转|分机|ext\.?|[x#;,]) *\d{1,8})?")


def _that_reaches(contact: Contact) -> Contact:
    if contact.phone is not None and not _PHONE.fullmatch(unicodedata.normalize("NFKC", contact.phone).casefold()):
        raise PydanticCustomError("contact_phone", "holds what is no phone number")
    if contact.email is not None and not (is_address(contact.email) and "." in contact.email.partition("@")[2]):
        raise PydanticCustomError("contact_email", "holds what is no e-mail address")
    return contact


Reachable = Annotated[Contact, AfterValidator(_that_reaches)]
"""A contact whose phone has 5 to 20 digits before its extension, and whose e-mail address has an @ and a dot."""
IntakeChannel = Literal[
    Channel.PHONE,
    Channel.CHAT,
    Channel.WECHAT,
    Channel.EMAIL,
    Channel.WEB,
    Channel.APP,
    Channel.SOCIAL,
    Channel.WALK_IN,
    Channel.UNKNOWN,
]
"""How a request reaches us (R1): a text message is for what is said later, and for notices."""
Months = Annotated[int, Field(ge=0, le=600)]


class OpenTicket(Command):
    """Register a customer's request (受理, R1–R6)."""

    action = "open"
    causes = events.TicketOpened
    filled_in = frozenset({"tier"})
    channel: IntakeChannel
    kind: Kind = Kind.FAULT
    summary: Line
    description: Words | None = None
    customer_name: Line | None = None
    company: bool | None = None
    contact: Reachable | None = None
    order_number: Line | None = None
    product: Described | None = None
    error_code: Code | None = None
    tier: Code | None = None
    region: Label | None = None
    problem: Problem | None = None


class AcknowledgeReceipt(Command):
    """Tell the customer that we have it (首次响应, R7)."""

    action = "acknowledge"
    causes = events.ReceiptAcknowledged
    channel: Channel | None = None
    note: Words | None = None


class VerifyInformation(Command):
    """Check what the customer said: complete, or list what is missing (信息核验, R3)."""

    action = "verify"
    causes = events.InformationVerified
    missing: Annotated[tuple[Missing, ...], Field(max_length=9)] = ()
    note: Words | None = None


class AddAttachment(Command):
    """Put a stored file with the ticket (R5)."""

    action = "attach"
    causes = events.AttachmentAdded
    sha256: Sha256
    size: Annotated[int, Field(ge=1)]
    media_type: Annotated[str, Field(pattern=r"^[a-z]+/[a-z0-9.+-]{1,80}$")]
    name: Line
    purpose: Purpose | None = None


class LogCommunication(Command):
    """Record what was said between the customer and us."""

    action = "communicate"
    causes = events.CommunicationLogged
    direction: Direction
    channel: Channel
    text: Words


class GiveEstimate(Command):
    """Promise a solution for a time (预计解决时间)."""

    action = "estimate"
    causes = events.EstimateGiven
    due: AwareDatetime
    note: Words | None = None


class RouteTicket(Command):
    """Give the ticket to a person or a team to look after (分流, R8a)."""

    action = "route"
    causes = events.TicketRouted
    of_system = frozenset({"rule", "rules"})
    staff: Id | None = None
    team: Id | None = None
    rule: Id | None = None
    rules: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}@[1-9][0-9]{0,6}$")] | None = None
    reason: Words | None = None


class LinkTicket(Command):
    """Note that the ticket belongs to another: same call, duplicate, repeat or related (R8)."""

    action = "link"
    causes = events.TicketLinked
    other: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,100}$")]
    relation: Relation
    note: Words | None = None


class MergeTicket(Command):
    """Carry the ticket on under another number; both histories stay (R8)."""

    action = "merge"
    causes = events.TicketMerged
    into: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,100}$")]
    reason: Words | None = None


class AssessWarranty(Command):
    """Say whether the product is under warranty; what is left out is taken from the intake and the policy (R4)."""

    action = "warranty"
    causes = events.WarrantyAssessed
    filled_in = frozenset({"purchased", "months"})
    purchased: Bought | None = None
    months: Months | None = None
    reason: Words | None = None


IntakeCommand = (
    OpenTicket
    | AcknowledgeReceipt
    | VerifyInformation
    | AddAttachment
    | LogCommunication
    | GiveEstimate
    | RouteTicket
    | LinkTicket
    | MergeTicket
    | AssessWarranty
)

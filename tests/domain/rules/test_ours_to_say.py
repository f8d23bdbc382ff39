"""What only staff may say: a customer names neither their tier nor a warranty, and does not write down our words."""

from dataclasses import replace

import pytest

from domain.customer.state import Customer
from domain.record.envelope import Recorded
from domain.refusals import NotAllowed
from domain.refusals.coded import Coded
from domain.ticket.circumstances import Circumstances
from domain.ticket.commands import LogCommunication, OpenTicket, RecordCorrection
from domain.ticket.decide import decide
from domain.ticket.decide.always.ours_to_say import of_tier
from domain.ticket.events import CommunicationLogged, NoteAdded, Product, TicketEvent
from domain.ticket.known import Known
from domain.ticket.state import fold
from domain.ticket.vocabulary import Channel
from tests.domain.examples import FEE_ACCEPTED, PAPER
from tests.domain.specification import GRADED, LIVE, OPENED, given, recorded

CALL = OpenTicket(channel=Channel.WEB, summary="设备无法启动")
AS_THE_CUSTOMER = replace(LIVE, by="customer-1", role="customer")
KEY = Customer(name="远山科技", tier="key")
LONG = Product(name="智能空调", warranty_months=600)
PROMISE = LogCommunication(direction="to-customer", channel=Channel.PHONE, text="我方承诺免费")
SAID = CommunicationLogged(direction="to-customer", channel=Channel.PHONE, text="明天上门")
ASKED = SAID.model_copy(update={"direction": "from-customer"})
OWN = (recorded(OPENED, 1, by="customer-1"), recorded(ASKED, 2, by="customer-1"))


def refused(command: OpenTicket, under: Circumstances) -> object:
    with pytest.raises(NotAllowed) as refusal:
        decide(None, command, under)
    assert refusal.value.code == "for-staff-to-say"
    said = refusal.value.details["field"]
    assert isinstance(said, Coded)
    return said.code


def test_a_customer_opens_without_a_tier() -> None:
    [event] = decide(None, CALL, AS_THE_CUSTOMER)
    assert event == OPENED.model_copy(update={"channel": Channel.WEB})


def test_a_customer_names_neither_a_tier_nor_the_months_of_a_warranty() -> None:
    assert refused(CALL.model_copy(update={"tier": "key"}), AS_THE_CUSTOMER) == "tier"
    assert refused(CALL.model_copy(update={"product": LONG}), AS_THE_CUSTOMER) == "product.warranty_months"


def test_staff_say_both() -> None:
    both = CALL.model_copy(update={"tier": "key", "product": LONG})
    assert len(decide(None, both, replace(LIVE, role="agent"))) == 1


def test_the_tier_is_that_of_the_record_where_none_is_said() -> None:
    filled = of_tier(CALL, KEY)
    assert filled.tier == "key"
    assert len(decide(None, filled, replace(AS_THE_CUSTOMER, known=Known(customer=KEY)))) == 1
    assert of_tier(CALL.model_copy(update={"tier": "gold"}), KEY).tier == "gold"
    assert of_tier(CALL, None) == CALL


def test_a_customer_does_not_write_down_what_we_said() -> None:
    given(OPENED).when(PROMISE).by_the_customer().then_refused("for-staff-to-say")
    asked = PROMISE.model_copy(update={"direction": "from-customer", "text": "什么时候来？"})
    given(OPENED).when(asked).by_the_customer().then(CommunicationLogged(**asked.model_dump()))


@pytest.mark.parametrize(
    ("version", "field", "right"),
    [(1, "product.warranty_months", "600"), (1, "channel", "email"), (2, "direction", "to-customer")],
)
def test_a_customer_does_not_bring_it_in_by_a_correction_of_their_own_words(
    version: int, field: str, right: str
) -> None:
    command = RecordCorrection(version=version, field=field, right=right, reason="记错")
    refused_by(command, "for-staff-to-say", *OWN)


@pytest.mark.parametrize(
    ("event", "field", "right"),
    [
        (SAID, "text", "免费上门"),
        (NoteAdded(text="内部备注"), "text", "改过的备注"),
        (PAPER, "name", "另一份.jpg"),
        (FEE_ACCEPTED, "by", "李四"),
        (GRADED, "severity", "general"),
    ],
    ids=lambda part: getattr(part, "stored_name", part),
)
def test_a_customer_corrects_nothing_that_another_entered(event: TicketEvent, field: str, right: str) -> None:
    command = RecordCorrection(version=2, field=field, right=right, reason="记错")
    refused_by(command, "entered-by-another", OWN[0], recorded(event, 2))


def test_a_customer_corrects_what_they_said_themselves() -> None:
    command = RecordCorrection(version=2, field="text", right="后天上门", reason="记错")
    under = replace(AS_THE_CUSTOMER, history=OWN)
    assert len(decide(fold(OWN), command, under)) == 1


def refused_by(command: RecordCorrection, code: str, *history: Recorded) -> None:
    with pytest.raises(NotAllowed) as refusal:
        decide(fold(history), command, replace(AS_THE_CUSTOMER, history=history))
    assert refusal.value.code == code

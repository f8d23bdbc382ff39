"""Money (费用, R23a, R24): each command's cases."""

from datetime import timedelta
from decimal import Decimal

from domain.ticket.commands import (
    AcceptFee,
    AnnounceCompensation,
    ApproveCompensation,
    ChargeFee,
    DeclineFee,
    GiveCompensation,
    ProposeCompensation,
    QuoteFee,
    RejectCompensation,
)
from domain.ticket.events import (
    CompensationAnnounced,
    CompensationGiven,
    CompensationRejected,
    FeeDeclined,
    FeeQuoted,
)
from domain.ticket.vocabulary import Channel
from tests.domain.case import Case, No
from tests.domain.examples import (
    AGREED_FEE,
    AT_WORK,
    BOUGHT_IN_MARCH,
    CHARGED,
    FEE_ACCEPTED,
    GOODWILL,
    GOODWILL_APPROVED,
    HASH,
    IN_WARRANTY,
    LATER,
    PAPER,
    PROMISED,
    QUOTED,
)
from tests.domain.specification import NOON

OFFERED = (*AT_WORK, QUOTED)
REQUOTED = FeeQuoted(quote=2, amount=Decimal(600))
FOR_NOTHING = (*AT_WORK, FeeQuoted(quote=1, amount=Decimal(0)))
TOO_DEAR = FeeDeclined(quote=1, reason="太贵", given="portal")
PROPOSED = (*AT_WORK, GOODWILL)
EARLIER = NOON - timedelta(minutes=6)
GOODWILL_REJECTED = CompensationRejected(compensation=1, reason="未超期")

IN_PART = CHARGED.model_copy(update={"amount": Decimal(40), "receipt": "R-1"})
CASES = (
    Case(
        QuoteFee(amount=Decimal(480), items="主板"),
        AT_WORK,
        QUOTED,
        refused=(
            No("under-warranty", (*AT_WORK, IN_WARRANTY)),
            No("under-warranty", (BOUGHT_IN_MARCH, *AT_WORK[1:])),
            No("charged-already", (*AGREED_FEE, CHARGED), QuoteFee(amount=Decimal(600))),
        ),
    ),
    Case(
        AcceptFee(quote=1, by="张伟", given="signature", evidence=HASH),
        (*OFFERED, PAPER),
        FEE_ACCEPTED.model_copy(update={"evidence": HASH}),
        refused=(
            No("evidence-needed", OFFERED, AcceptFee(quote=1, by="张伟", given="signature")),
            No("evidence-needed", (*OFFERED, PAPER), AcceptFee(quote=1, by="张伟", given="message")),
            No("portal-by-another", OFFERED, AcceptFee(quote=1, by="张伟", given="portal", evidence=HASH)),
            No("no-quote", AT_WORK),
            No("not-newest-quote", (*OFFERED, REQUOTED)),
            No("consent-not-written", OFFERED, AcceptFee(quote=1, by="张伟", given="phone")),
            No("consent-not-written", OFFERED, AcceptFee(quote=1, by="张伟", given="in-person")),
            No("evidence-older", (*AT_WORK, PAPER, QUOTED)),
            No("evidence-older", (*OFFERED, PAPER, TOO_DEAR)),
            No("own-word-stands", (*FOR_NOTHING, TOO_DEAR), AcceptFee(quote=1, by="张伟", given="phone")),
            No("no-such-attachment", OFFERED, AcceptFee(quote=1, by="张伟", given="signature", evidence=HASH)),
            No("allowed-only-later", OFFERED, at=EARLIER),
        ),
    ),
    Case(
        DeclineFee(quote=1, by="张伟", given="phone", reason="太贵"),
        OFFERED,
        FeeDeclined(quote=1, by="张伟", given="phone", reason="太贵"),
        refused=(
            No("no-quote", AT_WORK),
            No("not-newest-quote", (*OFFERED, REQUOTED)),
            No("charged-already", (*AGREED_FEE, CHARGED)),
            No("allowed-only-later", OFFERED, at=EARLIER),
            No("no-such-attachment", OFFERED, DeclineFee(quote=1, by="张伟", given="signature", evidence=HASH)),
        ),
    ),
    Case(
        ChargeFee(quote=1, amount=Decimal(480)),
        AGREED_FEE,
        CHARGED,
        twice="more-than-agreed",
        refused=(
            No("no-quote", AT_WORK),
            No("fee-not-accepted", OFFERED),
            No("fee-not-accepted", (*AGREED_FEE, FeeDeclined(quote=1))),
            No("not-newest-quote", (*AGREED_FEE, REQUOTED)),
            No("more-than-agreed", AGREED_FEE, ChargeFee(quote=1, amount=Decimal("480.01"))),
            No("allowed-only-later", AGREED_FEE, last_at=LATER),
            No("receipt-given-already", (*AGREED_FEE, IN_PART), ChargeFee(quote=1, amount=Decimal(50), receipt="R-1")),
            No("under-warranty", (*AGREED_FEE, IN_WARRANTY)),
            No("allowed-only-later", AGREED_FEE, at=EARLIER),
        ),
    ),
    Case(ProposeCompensation(what="延长保修三个月", reason="久等备件"), AT_WORK, GOODWILL),
    Case(
        ApproveCompensation(compensation=1),
        PROPOSED,
        GOODWILL_APPROVED,
        by="002",
        refused=(
            No("no-such-compensation", AT_WORK),
            No("own-compensation", PROPOSED, by="001"),
            No("allowed-only-later", PROPOSED, at=EARLIER),
        ),
    ),
    Case(
        RejectCompensation(compensation=1, reason="未超期"),
        PROPOSED,
        GOODWILL_REJECTED,
        by="002",
        refused=(
            No("no-such-compensation", AT_WORK),
            No("own-compensation", PROPOSED, by="001"),
            No("given-already", (*PROMISED, CompensationGiven(compensation=1))),
            No("allowed-only-later", PROPOSED, at=EARLIER),
        ),
    ),
    Case(
        AnnounceCompensation(compensation=1, channel=Channel.PHONE),
        PROMISED,
        CompensationAnnounced(compensation=1, channel=Channel.PHONE),
        refused=(
            No("no-such-compensation", AT_WORK),
            No("compensation-not-approved", PROPOSED),
            No("compensation-not-approved", (*PROMISED, GOODWILL_REJECTED)),
            No("allowed-only-later", PROMISED, at=EARLIER),
        ),
    ),
    Case(
        GiveCompensation(compensation=1),
        PROMISED,
        CompensationGiven(compensation=1),
        refused=(
            No("compensation-not-approved", PROPOSED),
            No("allowed-only-later", PROMISED, at=EARLIER),
        ),
    ),
)

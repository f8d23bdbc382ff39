"""Fees that were paid in part, waived and repaid, a refund that was asked for and rejected, and a return left unfinished."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Final

from domain.matters.returns.events import (
    GoodsInspected,
    GoodsReceived,
    GoodsSentBack,
    RefundApprovalAsked,
    RefundRejected,
    ReturnApproved,
    ReturnEnded,
    ReturnFeePaid,
    ReturnFeeRepaid,
    ReturnFeeWaived,
    ReturnRequested,
    SettlementAgreed,
    SettlementOffered,
)
from domain.record.envelope import Actor
from tests.golden_events.stories.story import Happened, Story

CUSTOMER: Final = "customer-0711"
HERSELF: Final = Actor(id=CUSTOMER, role="customer", channel="api")
AGENT: Final = Actor(id="001", role="agent", channel="api")
SUPERVISOR: Final = Actor(id="021", role="supervisor", channel="api", address="198.51.100.71")
WAREHOUSE: Final = Actor(id="031", role="warehouse", channel="cli", entered_by="operator")
INSPECTOR: Final = Actor(id="033", role="returns-inspector", channel="api")
_BEGINS: Final = datetime(2026, 11, 16, 1, 40, tzinfo=UTC)
_WHOSE: Final = {"customer": CUSTOMER, "policy": "handbook@2"}
_DAY: Final = timedelta(days=1)

WAIVED: Final = Story(
    "return-TH202611-00031",
    _BEGINS,
    HERSELF,
    (
        Happened(ReturnRequested(wanted="exchange", voucher="receipt", condition="used", reason="颜色与订购的不同")),
        Happened(ReturnApproved(ground="goodwill", packing="原盒"), by=AGENT),
        Happened(GoodsReceived(intact=True), by=WAREHOUSE, after=_DAY),
        Happened(GoodsInspected(finding="no-defect", words="外观与订单一致"), by=INSPECTOR),
        Happened(SettlementAgreed(settlement="send-back", fee=Decimal("15.00"))),
        Happened(ReturnFeePaid(settlement="send-back", amount=Decimal("15.00"), reference="SK-20261118-04"), by=AGENT),
        Happened(SettlementAgreed(settlement="exchange", fee=Decimal("40.00"), paid=Decimal("15.00"))),
        Happened(
            ReturnFeeWaived(settlement="exchange", amount=Decimal("25.00"), reason="客户半月未回复,差额不再收取"),
            by=SUPERVISOR,
            after=15 * _DAY,
        ),
        Happened(SettlementAgreed(settlement="send-back", paid=Decimal("15.00")), after=_DAY),
        Happened(
            ReturnFeeRepaid(amount=Decimal("15.00"), reference="TK-20261205-01", note="原路退回"), by=AGENT, after=_DAY
        ),
        Happened(GoodsSentBack(carrier="顺丰", tracking="SF0711000031"), by=WAREHOUSE),
    ),
    besides=_WHOSE,
)
UNFINISHED: Final = Story(
    "return-TH202611-00032",
    _BEGINS + _DAY,
    HERSELF,
    (
        Happened(ReturnRequested(wanted="refund", voucher="invoice", condition="used", reason="收银机打印断续")),
        Happened(ReturnApproved(ground="defect", packing="木箱"), by=AGENT),
        Happened(GoodsReceived(intact=False, note="箱角破损"), by=WAREHOUSE, after=_DAY),
        Happened(GoodsInspected(finding="damaged-in-transit", words="打印头支架断裂"), by=INSPECTOR),
        Happened(
            SettlementOffered(settlement="refund", fee=Decimal("30.00"), note="退货款,收取检测费"), by=AGENT, after=_DAY
        ),
        Happened(SettlementAgreed(settlement="refund", fee=Decimal("30.00"))),
        Happened(ReturnFeePaid(settlement="refund", amount=Decimal("30.00"), reference="SK-20261120-01"), by=AGENT),
        Happened(RefundApprovalAsked(amount=Decimal("6800.00"), note="按发票全额"), by=AGENT),
        Happened(RefundRejected(reason="运输损坏,应由承运人赔付"), by=SUPERVISOR, after=_DAY),
        Happened(
            ReturnEnded(reason="承运人已直接赔付客户,客户不再答复", held=Decimal("30.00")),
            by=SUPERVISOR,
            after=30 * _DAY,
        ),
        Happened(ReturnFeeRepaid(amount=Decimal("30.00"), reference="TK-20261222-02"), by=AGENT, after=2 * _DAY),
    ),
    besides=_WHOSE,
)
STORIES: Final[tuple[Story, ...]] = (WAIVED, UNFINISHED)

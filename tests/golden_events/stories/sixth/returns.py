"""Goods that went back to their owner for a fee, and a refund that was large enough for another to approve it."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Final

from domain.matters.returns.events import (
    GoodsInspected,
    GoodsReceived,
    GoodsSentBack,
    RefundApproved,
    RefundMade,
    ReturnApproved,
    ReturnFeePaid,
    ReturnRequested,
    SettlementAgreed,
)
from domain.record.envelope import Actor
from tests.golden_events.stories.story import Happened, Story

CUSTOMER: Final = "customer-0611"
HERSELF: Final = Actor(id=CUSTOMER, role="customer", channel="api")
AGENT: Final = Actor(id="001", role="agent", channel="api")
SUPERVISOR: Final = Actor(id="021", role="supervisor", channel="api", address="198.51.100.61")
WAREHOUSE: Final = Actor(id="031", role="warehouse", channel="cli", entered_by="operator")
INSPECTOR: Final = Actor(id="033", role="returns-inspector", channel="api")
_BEGINS: Final = datetime(2026, 11, 12, 3, 5, tzinfo=UTC)
_WHOSE: Final = {"customer": CUSTOMER, "policy": "handbook@2"}
_DAY: Final = timedelta(days=1)

SENT_BACK: Final = Story(
    "return-TH202611-00008",
    _BEGINS,
    HERSELF,
    (
        Happened(ReturnRequested(wanted="exchange", voucher="order", condition="used", reason="想换大一号的")),
        Happened(ReturnApproved(ground="goodwill", packing="原盒,附配件"), by=AGENT),
        Happened(GoodsReceived(intact=True), by=WAREHOUSE, after=_DAY),
        Happened(GoodsInspected(finding="no-defect", words="通电正常,无磕碰"), by=INSPECTOR),
        Happened(SettlementAgreed(settlement="send-back", fee=Decimal("18.00")), by=HERSELF),
        Happened(
            ReturnFeePaid(
                settlement="send-back", amount=Decimal("18.00"), reference="SK-20261114-02", note="微信付回程运费"
            ),
            by=AGENT,
            after=_DAY,
        ),
        Happened(
            GoodsSentBack(carrier="顺丰", tracking="SF0611000008", note="原样寄回,附检测单"), by=WAREHOUSE, after=_DAY
        ),
    ),
    besides=_WHOSE,
)
PAID_BACK: Final = Story(
    "return-TH202611-00009",
    _BEGINS + _DAY,
    HERSELF,
    (
        Happened(ReturnRequested(wanted="refund", voucher="invoice", condition="opened", reason="收银机两次黑屏")),
        Happened(ReturnApproved(ground="defect", packing="木箱"), by=AGENT),
        Happened(GoodsReceived(intact=True), by=WAREHOUSE, after=_DAY),
        Happened(GoodsInspected(finding="quality-defect", words="电源模块虚焊"), by=INSPECTOR),
        Happened(SettlementAgreed(settlement="refund"), by=HERSELF),
        Happened(RefundApproved(amount=Decimal("6800.00"), note="与发票核对一致"), by=SUPERVISOR),
        Happened(RefundMade(amount=Decimal("6800.00"), reference="TK-20261115-01"), by=AGENT, after=_DAY),
    ),
    besides=_WHOSE,
)
STORIES: Final[tuple[Story, ...]] = (SENT_BACK, PAID_BACK)

"""Goods given back: refunded, exchanged, refused, and kept after all."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Final

from domain.matters.returns.events import (
    CustomerTold,
    GoodsInspected,
    GoodsReceived,
    RefundMade,
    ReplacementShipped,
    ReturnApproved,
    ReturnAssigned,
    ReturnCompleted,
    ReturnRefused,
    ReturnRequested,
    ReturnWithdrawn,
    SettlementAgreed,
)
from domain.matters.returns.vocabulary import Step
from domain.record.envelope import Actor
from domain.ticket.vocabulary import Channel
from tests.golden_events.stories.story import Happened, Story

CUSTOMER: Final = "customer-0311"
BEGINS: Final = datetime(2026, 2, 16, 1, 40, tzinfo=UTC)
AGENT: Final = Actor(id="001", role="agent", channel="api", address="198.51.100.41")
WAREHOUSE: Final = Actor(id="031", role="warehouse", channel="cli", entered_by="operator")
INSPECTOR: Final = Actor(id="033", role="returns-inspector", channel="api")
HERSELF: Final = Actor(id=CUSTOMER, role="customer", channel="api", address="2001:db8::311")
_WHOSE: Final = {"customer": CUSTOMER, "policy": "service-plan@1"}
_DAY: Final = timedelta(days=1)
_LATER: Final[tuple[Step, ...]] = ("received", "inspected", "settled", "carried-out")

REFUNDED: Final = Story(
    "return-TH202602-00001",
    BEGINS,
    AGENT,
    (
        Happened(
            ReturnRequested(
                wanted="refund",
                product="空气炸锅",
                model="AF-35",
                serial="AF2512K0311",
                order="TB20260210007",
                voucher="invoice",
                condition="used",
                reason="第三次使用即冒烟,罗美兰受惊",
            ),
            by=HERSELF,
        ),
        Happened(ReturnApproved(ground="defect", packing="原盒加气泡膜,箱外写退货编号", note="运费到付,已告知罗女士")),
        Happened(ReturnAssigned(staff="004")),
        Happened(CustomerTold(step="reviewed", channel=Channel.SMS, words="请按短信中的地址寄回")),
        Happened(
            GoodsReceived(carrier="顺丰", tracking="SF0311000001", intact=False, note="外箱一角压坏,锅体无伤"),
            by=WAREHOUSE,
            after=_DAY,
        ),
        Happened(GoodsInspected(finding="quality-defect", words="发热管端子虚焊,有烧痕"), by=INSPECTOR),
        Happened(SettlementAgreed(settlement="refund"), by=HERSELF),
        Happened(
            RefundMade(amount=Decimal("399.00"), reference="TK-20260218-03", note="原路退回,三日内到账"), after=_DAY
        ),
        *(Happened(CustomerTold(step=step, channel=Channel.PHONE)) for step in _LATER),
        Happened(ReturnCompleted(note="罗女士来电确认到账")),
    ),
    besides={**_WHOSE, "ticket": "ticket-202602-00311"},
)
EXCHANGED: Final = Story(
    "return-TH202602-00002",
    BEGINS + _DAY,
    AGENT,
    (
        Happened(ReturnRequested(wanted="exchange", voucher="none", condition="opened", reason="颜色与图片不符")),
        Happened(ReturnApproved(ground="goodwill", packing="保留全部配件")),
        Happened(GoodsReceived(intact=True), by=WAREHOUSE, after=_DAY),
        Happened(GoodsInspected(finding="no-defect", words="功能外观正常"), by=INSPECTOR),
        Happened(
            SettlementAgreed(
                settlement="exchange", fee=Decimal("20.00"), given="message", evidence="微信二月十九日回复:同意付运费"
            )
        ),
        Happened(
            ReplacementShipped(carrier="顺丰", tracking="SF0311000002", serial="AF2601W0042"),
            by=WAREHOUSE,
            after=_DAY,
        ),
        *(Happened(CustomerTold(step=step, channel=Channel.WECHAT)) for step in ("reviewed", *_LATER)),
        Happened(ReturnCompleted()),
    ),
    besides=_WHOSE,
)
REFUSED: Final = Story(
    "return-TH202602-00003",
    BEGINS + 2 * _DAY,
    AGENT,
    (
        Happened(ReturnRequested(wanted="refund", voucher="receipt", condition="damaged", reason="摔坏了想退")),
        Happened(ReturnRefused(reason="人为损坏,可付费维修")),
    ),
    besides=_WHOSE,
)
KEPT: Final = Story(
    "return-TH202602-00004",
    BEGINS + 3 * _DAY,
    HERSELF,
    (
        Happened(ReturnRequested(wanted="exchange", voucher="order", condition="unopened", reason="想换大一号")),
        Happened(ReturnWithdrawn(reason="家人说够用了")),
    ),
    besides=_WHOSE,
)

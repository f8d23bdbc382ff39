"""Returns and exchanges over HTTP and on the command line, with an example of each action."""

from typing import Final

from api.matters.offered import Example, Offered
from domain.matters.returns.decide import RETURN

_NOUNS: Final = {
    "approve-return": "approval",
    "refuse-return": "refusal",
    "withdraw-return": "withdrawal",
    "assign-return": "assignment",
    "receive-goods": "receipt",
    "inspect-goods": "inspection",
    "offer-settlement": "offer",
    "agree-settlement": "settlement",
    "collect-return-fee": "fee",
    "waive-return-fee": "fee-waiver",
    "repay-return-fee": "fee-repayment",
    "ask-refund-approval": "refund-request",
    "approve-refund": "refund-approval",
    "reject-refund": "refund-rejection",
    "make-refund": "refund",
    "ship-replacement": "shipment",
    "send-goods-back": "sending-back",
    "tell-return": "notice",
    "complete-return": "completion",
    "end-return": "end",
}
_FILE: Final = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
_EXAMPLES: Final[dict[str, Example]] = {
    "request-return": {
        "ticket": "202405-00123",
        "wanted": "refund",
        "model": "KFR-35",
        "serial": "202403A0001",
        "voucher": "invoice",
        "condition": "used",
        "reason": "使用三天即不制冷",
    },
    "approve-return": {"ground": "within-period", "packing": "原包装，外加木箱，箱外写明退货编号"},
    "refuse-return": {"reason": "已超过七日退货期，可以换货"},
    "withdraw-return": {"reason": "客户决定留用"},
    "assign-return": {"staff": "a-001"},
    "receive-goods": {"carrier": "顺丰", "tracking": "SF1234567890", "intact": True},
    "inspect-goods": {"finding": "quality-defect", "words": "压缩机异响，属质量问题"},
    "offer-settlement": {"settlement": "send-back", "fee": "60.00", "note": "检测正常，寄回运费由客户承担"},
    "agree-settlement": {"settlement": "refund", "given": "phone", "evidence": _FILE},
    "collect-return-fee": {"reference": "SK-20240513-07", "note": "微信收款"},
    "waive-return-fee": {"reason": "客户两周未回复，保管费用高于运费"},
    "repay-return-fee": {"reference": "TK-20240520-03", "note": "改为免费寄回，退还已付运费"},
    "ask-refund-approval": {"amount": "6800.00", "note": "按发票全额"},
    "approve-refund": {"amount": "6800.00", "note": "已与发票核对"},
    "reject-refund": {"reason": "与发票金额不符，请核对后重新申请"},
    "make-refund": {"amount": "2899.00", "reference": "TK-20240513-01"},
    "ship-replacement": {"carrier": "顺丰", "tracking": "SF1234567891", "serial": "202404A0009"},
    "send-goods-back": {"carrier": "顺丰", "tracking": "SF1234567892", "note": "检测正常，原样寄回"},
    "tell-return": {"step": "reviewed", "channel": "phone", "words": "已同意退货，请按包装说明寄回"},
    "complete-return": {},
    "end-return": {"reason": "多次联系客户未果，商品已由客户另行取走"},
}

RETURNS: Final = Offered(RETURN, "returns", "request", _NOUNS, _EXAMPLES)

"""The words of returns and exchanges."""

from typing import Final

from domain.matters.returns.vocabulary import STEPS
from domain.wording import Words

FIELDS: Final[Words] = {
    "return-requested.wanted": ("要求", "wanted"),
    "return-requested.product": ("产品名称", "product"),
    "return-requested.model": ("型号", "model"),
    "return-requested.serial": ("SN码", "serial number"),
    "return-requested.order": ("订单号", "order"),
    "return-requested.voucher": ("购买凭证", "voucher"),
    "return-requested.condition": ("商品状态", "condition"),
    "ground": ("理由", "ground"),
    "packing": ("包装要求", "packing"),
    "carrier": ("承运", "carrier"),
    "tracking": ("运单号", "tracking number"),
    "serial": ("SN码", "serial number"),
    "intact": ("包装完好", "intact"),
    "goods-inspected.finding": ("质检结论", "finding"),
    "return.finding": ("质检结论", "finding"),
    "words": ("说明", "in words"),
    "settlement": ("商定", "settled as"),
    "fee": ("费用（元）", "fee (yuan)"),
    "refund-made.amount": ("退款金额（元）", "amount (yuan)"),
    "refund-approved.amount": ("批准金额（元）", "approved (yuan)"),
    "settlement-agreed.paid": ("此前已收（元）", "paid before (yuan)"),
    "return-fee-paid.amount": ("已收费用（元）", "paid (yuan)"),
    "return-fee-waived.amount": ("免收费用（元）", "waived (yuan)"),
    "return-fee-repaid.amount": ("退还费用（元）", "repaid (yuan)"),
    "refund-approval-asked.amount": ("申请退款（元）", "asked for (yuan)"),
    "return-ended.held": ("应退还的已收费用（元）", "paid and to be repaid (yuan)"),
    "reference": ("单据号", "reference"),
    "step": ("步骤", "step"),
    "return.wanted": ("要求", "wanted"),
    "return.model": ("型号", "model"),
    "return.offered": ("提出的商定方案", "offered"),
    "return.offered_fee": ("方案费用（元）", "fee offered (yuan)"),
    "return.settlement": ("商定", "settled as"),
    "return.fee": ("费用（元）", "fee (yuan)"),
    "return.fee_paid": ("费用已收", "fee paid"),
    "return.paid": ("已收费用合计（元）", "paid in all (yuan)"),
    "return.waived": ("免收费用（元）", "waived (yuan)"),
    "return.refund_asked": ("申请退款（元）", "refund asked for (yuan)"),
    "return.refund_asked_by": ("申请人", "asked by"),
    "return.carried_out": ("已发出", "carried out"),
    "return.refund_approved": ("批准退款（元）", "refund approved (yuan)"),
    "return.refund_approved_by": ("批准人", "approved by"),
    "return.refund": ("退款金额（元）", "refunded (yuan)"),
    "return.packing": ("包装要求", "packing"),
    "return.told": ("已告知客户", "customer told of"),
}

_STEPS: Final[Words] = {step: (word.zh, word.en) for step, word in STEPS.items()}
_WANTED: Final[Words] = {"refund": ("退款", "refund"), "exchange": ("换货", "exchange")}
_SETTLEMENTS: Final[Words] = {
    **_WANTED,
    "repair": ("维修", "repair"),
    "send-back": ("寄回", "sent back"),
}
_FINDINGS: Final[Words] = {
    "quality-defect": ("质量问题", "quality defect"),
    "no-defect": ("无质量问题", "no defect"),
    "damaged-in-use": ("使用损坏", "damaged in use"),
    "damaged-in-transit": ("运输损坏", "damaged in transit"),
    "incomplete": ("缺件", "incomplete"),
}

CODES: Final[dict[str, Words]] = {
    "wanted": _WANTED,
    "return-requested.voucher": {
        "invoice": ("发票", "invoice"),
        "receipt": ("收据", "receipt"),
        "order": ("订单", "order"),
        "warranty-card": ("保修卡", "warranty card"),
        "none": ("无", "none"),
    },
    "return-requested.condition": {
        "unopened": ("未拆封", "unopened"),
        "opened": ("已拆封", "opened"),
        "used": ("已使用", "used"),
        "damaged": ("已损坏", "damaged"),
    },
    "return-approved.ground": {
        "within-period": ("在退换期内", "within the period"),
        "defect": ("疑似质量问题", "a defect is likely"),
        "goodwill": ("优待", "goodwill"),
    },
    "goods-inspected.finding": _FINDINGS,
    "return.finding": _FINDINGS,
    "settlement": _SETTLEMENTS,
    "return.offered": _SETTLEMENTS,
    "step": _STEPS,
    "return.told": _STEPS,
}

"""The words of periodic care."""

from typing import Final

from domain.wording import Words

FIELDS: Final[Words] = {
    "care": ("关怀类别", "kind of care"),
    "first": ("首次", "first time"),
    "care-planned.months": ("每几个月", "every so many months"),
    "care.months": ("每几个月", "every so many months"),
    "care.day_of_month": ("每月几日", "day of the month"),
    "care.model": ("型号", "model"),
    "care.given": ("已实施次数", "times given"),
    "care-planned.product": ("产品名称", "product"),
    "care-planned.model": ("型号", "model"),
    "care-given.outcome": ("结果", "outcome"),
    "satisfaction": ("满意度", "satisfaction"),
    "care-given.opened": ("新登记的工单", "ticket opened"),
    "care-given.due": ("应做日期", "due"),
}
CODES: Final[dict[str, Words]] = {
    "care": {
        "return-visit": ("回访", "return visit"),
        "maintenance": ("预防性维护", "maintenance"),
        "survey": ("定期调查", "survey"),
        "record-review": ("档案复核", "review of the record"),
    },
    "care-given.outcome": {
        "done": ("已完成", "done"),
        "not-reached": ("未联系到", "not reached"),
        "declined": ("客户谢绝", "declined"),
    },
}

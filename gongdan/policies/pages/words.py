"""What the codes of a pack are called where it is shown."""

from typing import Final

from domain.wording import Words

WARRANTY: Final[Words] = {
    "in": ("保修期内", "in warranty"),
    "out": ("过保", "out of warranty"),
    "unknown": ("保修不明", "warranty unknown"),
}
ROUTES: Final[Words] = {
    "sms": ("短信", "SMS"),
    "email": ("邮件", "e-mail"),
    "web": ("网页", "web"),
    "phone": ("电话", "phone"),
    "wechat": ("微信", "WeChat"),
}
MASKS: Final[Words] = {
    "name": ("姓氏（张*）", "the family name (张*)"),
    "salutation": ("称呼或职务（*先生）", "the salutation or office (*先生)"),
    "person": ("姓氏（张*），无姓名时称呼（*先生）", "the family name (张*), else the salutation (*先生)"),
    "reach": ("电话（138****5678），否则邮箱或微信", "the phone number (138****5678), else e-mail or chat"),
    "phone": ("电话（138****5678）", "the phone number (138****5678)"),
    "email": ("邮箱（z***@…）", "the e-mail address (z***@…)"),
    "handle": ("聊天名（首字）", "the chat name's first sign"),
    "serial": ("SN 码前六位", "the serial number's first six"),
}
COLUMNS: Final[Words] = {
    "work_orders.contact": ("登记表·联系人", "register, contact"),
    "work_orders.contact_detail": ("登记表·联系方式", "register, contact detail"),
    "work_orders.receiver": ("登记表·受理人", "register, receiver"),
    "faults.customer_name": ("故障表·客户姓名", "faults, customer"),
    "faults.contact_detail": ("故障表·联系方式", "faults, contact detail"),
    "faults.serial": ("故障表·SN码", "faults, serial number"),
    "faults.receiver": ("故障表·接收人", "faults, receiver"),
    "progress.responsible": ("进度表·责任人", "progress, responsible"),
}
NUMBERS: Final[Words] = {
    "month": ("按月编号，例如 202405-00123", "counted by month, such as 202405-00123"),
    "day": ("按日编号，例如 202405120001", "counted by day, such as 202405120001"),
}

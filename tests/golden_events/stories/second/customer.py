"""A customer's record from the first entry to the erasure."""

from typing import Final

from domain.customer.events import (
    ConsentGiven,
    ConsentWithdrawn,
    ContactChanged,
    ContactRemoved,
    ContractAgreed,
    CustomerErased,
    CustomerRegistered,
    CustomerRenamed,
    CustomerRestricted,
    CustomerUnrestricted,
    MeasureDeclined,
    MeasureRequested,
    NoticesChosen,
    ProductRegistered,
    ProductReleased,
)
from domain.ticket.events import Contact, Product
from domain.ticket.vocabulary import Channel
from tests.golden_events.stories.second.people import CLERK, HERSELF, MANAGER, PRIVACY_OFFICER
from tests.golden_events.stories.story import Happened

RECORD: Final = (
    Happened(
        CustomerRegistered(
            name="王丽花",
            company=False,
            contact=Contact(
                name="陈建国", salutation="陈女婿", phone="13900000139", email="wlh@example.org", wechat="wanglihua88"
            ),
            tier="key",
            dedicated_staff="001",
            notices="wechat",
        )
    ),
    Happened(CustomerRenamed(name="王丽华", company=False, reason="登记时误写一字")),
    Happened(
        ContactChanged(
            person=2,
            contact=Contact(
                name="赵敏", salutation="赵邻居", phone="13700000137", email="zm@example.org", wechat="zhaomin_02"
            ),
        )
    ),
    Happened(ContactRemoved(person=2, reason="赵敏已搬走")),
    Happened(ContractAgreed(tier="key", dedicated_staff="006")),
    Happened(NoticesChosen(notices="sms"), by=HERSELF),
    Happened(
        ProductRegistered(
            item=1,
            product=Product(
                name="智能空调",
                model="KFR-50",
                serial="202301C0475",
                batch="C4",
                purchased="2023-06",
                purchase_channel="网上商城",
                voucher="发票 0440032",
                warranty_months=24,
            ),
        )
    ),
    Happened(ProductReleased(item=1, released_as="passed-on", reason="空调随房转给租客")),
    Happened(ConsentGiven(purpose="callback", channel=Channel.PHONE, evidence="七月十四日通话录音第二分钟")),
    Happened(ConsentWithdrawn(purpose="callback", reason="用户不愿再接回访电话"), by=HERSELF),
    Happened(MeasureRequested(measure="restrict", reason="用户对登记内容有异议，核实期间停用")),
    Happened(MeasureDeclined(measure="restrict", requested_by="011", reason="资料不全，请补充"), by=PRIVACY_OFFICER),
    Happened(MeasureRequested(measure="restrict", reason="用户已补充书面异议")),
    Happened(CustomerRestricted(requested_by="011"), by=PRIVACY_OFFICER),
    Happened(MeasureRequested(measure="unrestrict", reason="异议已核实并更正"), by=CLERK),
    Happened(CustomerUnrestricted(requested_by="011"), by=PRIVACY_OFFICER),
    Happened(MeasureRequested(measure="erase", ground="asked", reason="用户书面要求删除个人信息"), by=PRIVACY_OFFICER),
    Happened(CustomerErased(requested_by="012"), by=MANAGER),
)

"""That repair, second part: money agreed, parts fetched, the visit, the work, compensation, and the record mended."""

from datetime import timedelta
from decimal import Decimal
from typing import Final

from domain.ticket.events import (
    AttachmentAdded,
    CompensationAnnounced,
    CompensationApproved,
    CompensationGiven,
    CompensationProposed,
    CompensationRejected,
    CooperationProvided,
    CooperationRequested,
    CorrectionRecorded,
    DefectivePartReturned,
    DispatchAccepted,
    DispatchDeclined,
    EngineerArrived,
    EngineerDispatched,
    FeeAccepted,
    FeeCharged,
    FeeQuoted,
    FunctionTested,
    HandlingStarted,
    PartConfirmed,
    PartReceived,
    PartRequested,
    PartShipped,
    PartUsed,
    PersonalDataUnmasked,
    ProductVerified,
    ProgressShared,
    RepairConsented,
    TicketResolved,
    VisitMoved,
    VisitPromised,
    WorkLogged,
)
from domain.ticket.vocabulary import Channel, Stage
from tests.golden_events.stories.second.intake import BEGINS, CONSENT_ON_PAPER, CONSENT_SCAN
from tests.golden_events.stories.second.people import ENGINEER, HERSELF, MANAGER, SUPERVISOR, WAREHOUSE
from tests.golden_events.stories.story import Happened

VISIT: Final = BEGINS + timedelta(days=1, hours=5)
ON_SITE: Final = {"occurred": VISIT + timedelta(minutes=40), "late": "现场没有信号，回到公司后补录"}

PARTS: Final = (
    Happened(FeeQuoted(quote=1, amount=Decimal("680.00"), items="四通阀四百八十元，制冷剂及人工二百元")),
    Happened(
        AttachmentAdded(
            sha256=CONSENT_SCAN, size=91_204, media_type="application/pdf", name="报价确认单.pdf", purpose="consent"
        )
    ),
    Happened(FeeAccepted(quote=1, by="王丽华", given="signature", evidence=CONSENT_SCAN), by=HERSELF),
    Happened(PartRequested(request=1, part="VALVE-4W-50", quantity=1, reason="按方案二更换"), by=ENGINEER),
    Happened(
        PartConfirmed(request=1, available=False, expected=BEGINS + timedelta(days=1), note="调拨自保定库"),
        by=WAREHOUSE,
    ),
    Happened(PartShipped(request=1, carrier="顺丰速运", waybill="SF1090023311845"), by=WAREHOUSE),
    Happened(PartReceived(request=1, note="外箱完好"), by=ENGINEER),
)
DISPATCH: Final = (
    Happened(EngineerDispatched(engineer="004", team="north", reason="离用户最近"), by=SUPERVISOR),
    Happened(DispatchDeclined(engineer="004", stage=Stage.PLANNED, reason="当天已排满"), by=SUPERVISOR),
    Happened(
        EngineerDispatched(engineer="003", team="north", reason="改派原诊断人", visit_expected=VISIT), by=SUPERVISOR
    ),
    Happened(DispatchAccepted(engineer="003", team="north", note="带真空泵和检漏仪"), by=ENGINEER),
    Happened(
        CooperationRequested(request=1, what="请清空阳台，预留室外机操作位置", due=VISIT - timedelta(hours=2)),
    ),
    Happened(CooperationProvided(request=1, note="阳台已清空，拍照确认"), by=HERSELF),
    Happened(
        VisitPromised(
            at=VISIT - timedelta(hours=3),
            place="裕华区槐安东路88号3栋1502",
            note="到门口先打电话",
            until=VISIT - timedelta(hours=1),
        ),
        by=ENGINEER,
    ),
    Happened(
        VisitMoved(at=VISIT, until=VISIT + timedelta(hours=2), by="陈建国", given="phone", reason="用户上午临时外出"),
        by=ENGINEER,
    ),
    Happened(ProgressShared(channel=Channel.SMS, text="配件已到，今天下午上门")),
)
WORK: Final = (
    Happened(EngineerArrived(note="提前十分钟到达"), by=ENGINEER, after=timedelta(days=1, hours=4), besides=ON_SITE),
    Happened(HandlingStarted(where="on-site", note="先断电检漏"), by=ENGINEER, besides=ON_SITE),
    Happened(
        ProductVerified(matches=True, serial="202301C0457", voucher_seen=True, note="铭牌与发票一致"),
        by=ENGINEER,
        besides=ON_SITE,
    ),
    Happened(
        AttachmentAdded(
            sha256=CONSENT_ON_PAPER, size=655_360, media_type="image/heic", name="维修单照片.heic", purpose="consent"
        ),
        by=ENGINEER,
        besides=ON_SITE,
    ),
    Happened(
        RepairConsented(
            by="王丽华",
            given="signature",
            plan=2,
            repair="讲解了四通阀故障原因和更换步骤",
            evidence=CONSENT_ON_PAPER,
            note="维修单已拍照",
        ),
        by=ENGINEER,
        besides=ON_SITE,
    ),
    Happened(
        WorkLogged(
            work="replacement",
            steps="回收制冷剂，更换四通阀，焊接，抽真空三十分钟，加注",
            minutes=135,
            materials="制冷剂 R32 一公斤，焊条两根",
            result="压力正常，无泄漏",
        ),
        by=ENGINEER,
    ),
    Happened(PartUsed(part="VALVE-4W-50", quantity=1, serial="V50-2206-118", request=1), by=ENGINEER),
    Happened(FunctionTested(passed=True, note="连续运行两小时，出风温度十二度"), by=ENGINEER),
    Happened(
        DefectivePartReturned(
            part="VALVE-4W-50", quantity=1, serial="V50-2301-902", request=1, waybill="SF1090023317702"
        ),
        by=ENGINEER,
    ),
    Happened(FeeCharged(quote=1, amount=Decimal("580.50"), receipt="SK-20250715-0031"), by=ENGINEER),
    Happened(
        TicketResolved(cause="四通阀动作不到位", handling="已更换并试机", precautions="每年清洗一次"), by=ENGINEER
    ),
)
COMPENSATION: Final = (
    Happened(
        CompensationProposed(compensation=1, what="赔付地板维修费", reason="漏水泡湿地板", amount=Decimal("1200.00"))
    ),
    Happened(CompensationRejected(compensation=1, reason="地板损失应走保险"), by=SUPERVISOR),
    Happened(CompensationProposed(compensation=2, what="赠送一次免费清洗", reason="等件期间给用户造成不便")),
    Happened(CompensationApproved(compensation=2, reason="符合善意补偿标准"), by=MANAGER),
    Happened(CompensationAnnounced(compensation=2, channel=Channel.PHONE, note="用户表示感谢")),
    Happened(CompensationGiven(compensation=2, note="清洗券已发放")),
    Happened(
        CorrectionRecorded(
            version=1,
            field="product.serial",
            wrong="202301C0457",
            right="202301C0475",
            reason="登记时末两位录反，已核对铭牌照片",
        )
    ),
    Happened(
        CorrectionRecorded(
            version=1, field="contact.wechat", wrong="wanglihua88", reason="用户称不使用微信，误填他人账号"
        )
    ),
    Happened(PersonalDataUnmasked(reason="打印上门单需要完整地址"), by=ENGINEER),
)

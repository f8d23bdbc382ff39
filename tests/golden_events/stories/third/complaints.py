"""Two complaints: one handled twice until the customer was satisfied, one that they let rest."""

from datetime import UTC, datetime, timedelta
from typing import Final

from domain.matters.complaints.events import (
    ComplaintAnswered,
    ComplaintAssessed,
    ComplaintClosed,
    ComplaintGiven,
    ComplaintHandled,
    ComplaintImprovementLinked,
    ComplaintRaised,
    ComplaintSurveyAnswered,
    ComplaintWithdrawn,
)
from domain.record.envelope import Actor
from domain.ticket.events import CustomerContacted
from domain.ticket.vocabulary import Channel
from tests.golden_events.stories.story import Happened, Story

CUSTOMER: Final = "customer-0312"
BEGINS: Final = datetime(2026, 2, 23, 2, 10, tzinfo=UTC)
AGENT: Final = Actor(id="001", role="agent", channel="api", address="198.51.100.41")
ASSESSOR: Final = Actor(id="051", role="complaint-handler", channel="api")
HANDLER: Final = Actor(id="052", role="complaint-handler", channel="api", address="198.51.100.52")
HIMSELF: Final = Actor(id=CUSTOMER, role="customer", channel="api", address="2001:db8::312")
_WHOSE: Final = {"customer": CUSTOMER, "policy": "service-plan@1"}
_DAY: Final = timedelta(days=1)

UNTIL_SATISFIED: Final = Story(
    "complaint-TS202602-00001",
    BEGINS,
    HIMSELF,
    (
        Happened(
            ComplaintRaised(
                categories=("attitude", "fee"),
                staff=("006",),
                product="净水器",
                words="上门师傅态度生硬,多收三十元,我姓邓叫我老头",
            )
        ),
        Happened(CustomerContacted(channel=Channel.PHONE, note="邓先生情绪激动,已安抚"), by=AGENT),
        Happened(
            ComplaintAnswered(channel=Channel.PHONE, apology="向邓先生致歉", facts="三十元为远程上门费,未事先说明"),
            by=ASSESSOR,
        ),
        Happened(
            ComplaintAssessed(weight="complex", severity="serious", reason="收费未告知,涉及调度", staff=("007",)),
            by=ASSESSOR,
        ),
        Happened(ComplaintGiven(staff="052", note="请听当日录音"), by=ASSESSOR),
        Happened(
            ComplaintHandled(
                cause="information",
                words="调度未告知远程费",
                measures="派单时短信告知费用",
                remedy="退三十元,师傅登门道歉",
            ),
            by=HANDLER,
            after=_DAY,
        ),
        Happened(ComplaintSurveyAnswered(score=2, satisfied=False, comment="师傅没来道歉"), after=_DAY),
        Happened(ComplaintHandled(cause="person", words="约期排错", measures="班组长陪同登门"), by=HANDLER, after=_DAY),
        Happened(
            ComplaintSurveyAnswered(score=5, satisfied=True, given="phone", evidence="二月二十六日录音第四分钟"),
            by=AGENT,
        ),
        Happened(ComplaintImprovementLinked(improvement="GJ202602-00001"), by=HANDLER),
        Happened(ComplaintClosed(closed_as="satisfied"), by=HANDLER),
    ),
    besides={**_WHOSE, "ticket": "ticket-202602-00307"},
)
UNANSWERED: Final = Story(
    "complaint-TS202602-00002",
    BEGINS + _DAY,
    AGENT,
    (
        Happened(ComplaintRaised(categories=("other",), words="客服电话久等")),
        Happened(CustomerContacted(channel=Channel.SMS)),
        Happened(ComplaintAnswered(channel=Channel.SMS, apology="抱歉久等", facts="当日线路检修"), by=ASSESSOR),
        Happened(ComplaintAssessed(weight="simple", severity="minor", reason="一次久等"), by=ASSESSOR),
        Happened(ComplaintHandled(cause="other", words="线路检修", measures="检修改在夜间"), by=ASSESSOR),
        Happened(ComplaintClosed(closed_as="unanswered", reason="三次致电邓家无人接听"), by=ASSESSOR, after=_DAY),
    ),
    besides=_WHOSE,
)
WITHDRAWN: Final = Story(
    "complaint-TS202602-00003",
    BEGINS + 2 * _DAY,
    AGENT,
    (
        Happened(ComplaintRaised(categories=("timeliness",), words="说好上午到,下午才到")),
        Happened(ComplaintWithdrawn(reason="师傅已当面解释", given="message", evidence="微信二月二十五日留言")),
    ),
    besides=_WHOSE,
)

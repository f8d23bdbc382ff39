"""What is told of returns, complaints, incidents, articles, improvements, customers and rules."""

from datetime import datetime
from types import MappingProxyType

from domain.published.event import Amount, Code, Name, Number, PublicEvent


class OfAMatter(PublicEvent):
    """All say how it stands after it, and the ticket that it belongs to."""

    status: Code
    ticket: Number | None = None


class OfAReturn(OfAMatter):
    context = "return"


class ReturnRequested(OfAReturn):
    name = "return-requested"
    tells = ("return-requested",)
    meaning = ("申请退换货", "A return or an exchange was asked for.")
    wanted: Code
    product: Name | None = None
    model: Name | None = None
    condition: Code


class ReturnApproved(OfAReturn):
    name = "return-approved"
    tells = ("return-approved",)
    meaning = ("同意退换货", "The return was approved.")
    ground: Code


class ReturnRefused(OfAReturn):
    name = "return-refused"
    tells = ("return-refused",)
    meaning = ("不同意退换货", "The return was refused.")


class GoodsReceived(OfAReturn):
    name = "goods-received"
    tells = ("goods-received",)
    meaning = ("收到退回的货", "The goods came in.")
    intact: bool


class GoodsInspected(OfAReturn):
    name = "goods-inspected"
    tells = ("goods-inspected",)
    meaning = ("质检了退回的货", "The goods were inspected.")
    finding: Code


class SettlementAgreed(OfAReturn):
    name = "settlement-agreed"
    tells = ("settlement-agreed",)
    meaning = ("与客户商定了处理方式", "How to settle it was agreed with the customer.")
    settlement: Code
    fee: Amount | None = None


class RefundMade(OfAReturn):
    name = "refund-made"
    tells = ("refund-made",)
    meaning = ("已退款", "The refund was made.")
    amount: Amount


class ReplacementShipped(OfAReturn):
    name = "replacement-shipped"
    tells = ("replacement-shipped",)
    meaning = ("换货已发出", "The replacement was shipped.")
    carrier: Name


class GoodsSentBack(OfAReturn):
    name = "goods-sent-back"
    tells = ("goods-sent-back",)
    meaning = ("原货已寄回客户", "The goods were sent back to the customer.")
    carrier: Name


class ReturnEnded(OfAReturn):
    """In whatever way: ``status`` says which."""

    name = "return-ended"
    tells = ("return-completed", "return-ended", "return-withdrawn")
    meaning = ("退换货办结", "The return is at an end.")


class OfAComplaint(OfAMatter):
    context = "complaint"


class ComplaintRaised(OfAComplaint):
    name = "complaint-raised"
    tells = ("complaint-raised",)
    meaning = ("收到投诉", "A complaint was raised.")
    categories: tuple[Code, ...]
    product: Name | None = None


class ComplaintAssessed(OfAComplaint):
    name = "complaint-assessed"
    tells = ("complaint-assessed",)
    meaning = ("评定了投诉", "The complaint was assessed.")
    weight: Code
    severity: Code


class ComplaintHandled(OfAComplaint):
    name = "complaint-handled"
    tells = ("complaint-handled",)
    meaning = ("处理了投诉", "The complaint was handled.")
    cause: Code


class ComplaintEnded(OfAComplaint):
    name = "complaint-ended"
    tells = ("complaint-closed", "complaint-withdrawn")
    meaning = ("投诉办结", "The complaint is at an end.")
    closed_as: Code | None = None


class ComplaintDeadlineMissed(OfAComplaint):
    name = "complaint-deadline-missed"
    tells = ("deadline-missed",)
    meaning = ("投诉处理超过时限", "Something was not done in time for a complaint.")
    clock: Code
    due: datetime
    period: int


class OfAnIncident(OfAMatter):
    context = "incident"


class AlarmRaised(OfAnIncident):
    name = "alarm-raised"
    tells = ("alarm-raised",)
    meaning = ("发出警报，待人确认", "An alarm was raised, for a person to confirm.")
    signal: Code
    product: Name | None = None
    region: Name | None = None
    kind: Code | None = None
    observed: int | None = None
    usual: int | None = None
    minutes: int | None = None


class AlarmConfirmed(OfAnIncident):
    name = "alarm-confirmed"
    tells = ("alarm-confirmed",)
    meaning = ("确认为突发事件", "It was confirmed to be an incident.")


class AlarmDismissed(OfAnIncident):
    name = "alarm-dismissed"
    tells = ("alarm-dismissed",)
    meaning = ("警报解除", "It was no incident.")


class ServiceRestored(OfAnIncident):
    name = "service-restored"
    tells = ("service-restored",)
    meaning = ("已恢复", "It is as it should be again.")
    at: datetime


class IncidentClosed(OfAnIncident):
    name = "incident-closed"
    tells = ("incident-closed",)
    meaning = ("突发事件办结", "The incident was closed.")


class OfAnArticle(PublicEvent):
    context = "article"
    status: Code


class ArticlePublished(OfAnArticle):
    name = "article-published"
    tells = ("article-published",)
    meaning = ("发布了知识库文章", "An article was published.")
    said_as = MappingProxyType({"edition": "version"})
    edition: int


class ArticleWithdrawn(OfAnArticle):
    name = "article-withdrawn"
    tells = ("article-withdrawn",)
    meaning = ("撤下了知识库文章", "An article was withdrawn.")


class OfAnImprovement(OfAMatter):
    context = "improvement"


class ImprovementProposed(OfAnImprovement):
    name = "improvement-proposed"
    tells = ("improvement-proposed",)
    meaning = ("提出了改进措施", "An improvement was proposed.")
    origin: Code
    quarter: Code


class ImprovementClosed(OfAnImprovement):
    name = "improvement-closed"
    tells = ("improvement-closed",)
    meaning = ("改进措施结束", "An improvement came to its end.")
    result: Code


class CustomerErased(PublicEvent):
    """Whoever keeps anything of this customer's is to erase it too."""

    context = "customer"
    name = "customer-erased"
    tells = ("customer-erased",)
    meaning = ("客户资料已删除，下游也须删除", "A customer's data was erased: whoever keeps any is to erase it too.")


class RulesPublished(PublicEvent):
    context = "policy"
    name = "rules-published"
    tells = ("policy-published",)
    meaning = ("发布了新的规则包版本", "A version of a policy pack was published.")
    said_as = MappingProxyType({"edition": "version"})
    edition: int


MATTERS = (
    *(ReturnRequested, ReturnApproved, ReturnRefused, GoodsReceived, GoodsInspected, SettlementAgreed, RefundMade),
    *(ReplacementShipped, GoodsSentBack, ReturnEnded, ComplaintRaised, ComplaintAssessed, ComplaintHandled),
    *(ComplaintEnded, ComplaintDeadlineMissed, AlarmRaised, AlarmConfirmed, AlarmDismissed, ServiceRestored),
    *(IncidentClosed, ArticlePublished, ArticleWithdrawn, ImprovementProposed, ImprovementClosed),
    *(CustomerErased, RulesPublished),
)

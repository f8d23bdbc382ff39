"""An article from the lesson of a case to its second version and its end, and one that is in English only."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from domain.matters.articles.events import (
    ArticleDrafted,
    ArticleHelped,
    ArticlePublished,
    ArticleReviewed,
    ArticleRevised,
    ArticleWithdrawn,
)
from domain.matters.articles.guidance import Choice, GuidedStep
from domain.record.envelope import Actor
from tests.golden_events.stories.story import Happened, Story

BEGINS: Final = datetime(2026, 2, 24, 1, 15, tzinfo=UTC)
AGENT: Final = Actor(id="001", role="agent", channel="api", address="198.51.100.41")
ENGINEER: Final = Actor(id="003", role="engineer", channel="api")
SUPERVISOR: Final = Actor(id="002", role="supervisor", channel="api")
CONTACT: Final = Actor(id="041", role="department-contact", channel="api")
VISITOR: Final = Actor(id="visitor", role="system", channel="self-service")
_DAY: Final = timedelta(days=1)
_STEPS: Final = (
    GuidedStep(
        name="light",
        question="滤芯指示灯是常亮还是闪烁？",
        choices=(Choice(answer="常亮", conclusion="请更换滤芯。"), Choice(answer="闪烁", next="reset")),
    ),
    GuidedStep(
        name="reset",
        question="长按复位键五秒后是否还闪？",
        choices=(
            Choice(answer="不闪", conclusion="已复位，可以使用。"),
            Choice(answer="还闪", conclusion="按键板可能接触不良，请报修。"),
        ),
    ),
)
_TEXT: Final[dict[str, Any]] = {
    "title": "净水器滤芯灯一直闪",
    "body": "换滤芯后要长按复位键五秒；仍闪请查按键板批次。",
    "title_en": "The filter light keeps blinking",
    "body_en": "Hold the reset key for five seconds; if it still blinks, look at the batch of the key board.",
    "product": "净水器",
    "model": "RO-600",
    "error_code": "F-3",
    "symptoms": ("指示灯闪", "报警声"),
    "steps": _STEPS,
}

GUIDED: Final = Story(
    "article-ZS202602-00001",
    BEGINS,
    AGENT,
    (
        Happened(ArticleDrafted(**_TEXT, lesson_of="202602-00307")),
        Happened(ArticleReviewed(verdict="changes-asked", words="写明适用的批次"), by=CONTACT, after=_DAY),
        Happened(ArticleRevised(**{**_TEXT, "body": "2025 年 11 月前的批次：换滤芯后长按复位键五秒。"})),
        Happened(ArticleReviewed(verdict="approved"), by=CONTACT),
        Happened(ArticlePublished(version=1), by=CONTACT),
        Happened(ArticleHelped(ticket="202602-00311"), by=ENGINEER, after=_DAY),
        Happened(ArticleHelped(visit="3b0f6c1e-7f62-5a0e-9d1c-5a4f2b7c8d90"), by=VISITOR),
        Happened(ArticleRevised(title="净水器滤芯灯一直闪", body="请先断电一分钟，再长按复位键五秒。"), by=ENGINEER),
        Happened(ArticleReviewed(verdict="approved", words="已实测"), by=SUPERVISOR),
        Happened(ArticlePublished(version=2), by=SUPERVISOR),
        Happened(ArticleWithdrawn(reason="新固件会自动复位"), by=SUPERVISOR, after=30 * _DAY),
    ),
    besides={"ticket": "ticket-202602-00307", "policy": "handbook@1"},
)
IN_ENGLISH: Final = Story(
    "article-ZS202602-00002",
    BEGINS + _DAY,
    ENGINEER,
    (
        Happened(ArticleDrafted(title_en="How to set the timer", body_en="Hold MODE for three seconds.")),
        Happened(ArticleReviewed(verdict="approved"), by=SUPERVISOR),
        Happened(ArticlePublished(version=1), by=SUPERVISOR),
    ),
    besides={"policy": "handbook@1"},
)

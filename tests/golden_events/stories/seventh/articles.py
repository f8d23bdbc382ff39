"""An article whose words were a customer's until somebody approved them."""

from datetime import UTC, datetime, timedelta
from typing import Final

from domain.matters.articles.events import ArticleDrafted, ArticlePublished, ArticleReviewed, ArticleRevised
from domain.record.envelope import Actor
from tests.golden_events.stories.story import Happened, Story

PROGRAM: Final = Actor(id="gongdan", role="system", channel="system")
SUPERVISOR: Final = Actor(id="021", role="supervisor", channel="api")
_BEGINS: Final = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)
_TITLE: Final = "工单 202611-00412 的经验"
_BODY: Final = "原因：滤网堵塞\n处理：清洗滤网\n经验：每季清洗一次"
_APPROVAL: Final = "0d6a4c1e-55f2-5b8a-8c0e-7f1b2a9d3e60"

STORIES: Final[tuple[Story, ...]] = (
    Story(
        "article-ZS202611-00019",
        _BEGINS,
        PROGRAM,
        (
            Happened(
                ArticleDrafted(title=_TITLE, body=_BODY, lesson_of="202611-00412"),
                besides={"customer": "customer-0712"},
            ),
            Happened(
                ArticleRevised(title=_TITLE, body=_BODY, taken_over=True),
                by=SUPERVISOR,
                after=timedelta(days=1),
                command=_APPROVAL,
            ),
            Happened(
                ArticleReviewed(verdict="approved"), by=SUPERVISOR, after=timedelta(0), command=_APPROVAL, index=1
            ),
            Happened(ArticlePublished(version=1), by=SUPERVISOR),
        ),
        besides={"ticket": "ticket-202611-00412", "policy": "handbook@2"},
    ),
)

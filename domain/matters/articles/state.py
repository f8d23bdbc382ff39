"""An article's state, and how each event changes it."""

from dataclasses import dataclass, replace
from typing import Self

from domain.matters.articles.events import (
    ArticleDrafted,
    ArticleEvent,
    ArticleHelped,
    ArticlePublished,
    ArticleReviewed,
    ArticleRevised,
    ArticleWithdrawn,
)
from domain.matters.matter import Matter
from domain.record.envelope import Recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Matter):
    """``authors`` wrote the text that is not published yet, ``version`` is the published one, 0 before the first.

    ``helped`` are the tickets that it solved, ``visits`` how often it helped without one. ``lent``: its text is a
    customer's still, copied from a closing report and sealed as that is.
    """

    product: str | None = None
    model: str | None = None
    error_code: str | None = None
    authors: frozenset[str] = frozenset()
    lesson_of: str | None = None
    steps: int = 0
    version: int = 0
    helped: frozenset[str] = frozenset()
    visits: int = 0
    lent: bool = False

    @classmethod
    def opened(cls, first: Recorded) -> Self:
        """No customer owns it, whoever lent its first text."""
        opened = super(Article, cls).opened(first)  # slots make the class anew, which the short form does not know
        return replace(opened, customer=None, lent=first.envelope.customer is not None)


def after(before: Article, event: ArticleEvent, actor: str) -> Article:
    """What an event makes of an article."""
    match event:
        case ArticleDrafted(lesson_of=lesson_of):
            return replace(_written(before, event, actor), lesson_of=lesson_of)
        case ArticleRevised(taken_over=True):
            return replace(before, lent=False)
        case ArticleRevised():
            return replace(_written(before, event, actor), lent=False)
        case ArticleReviewed(verdict=verdict):
            return replace(before, status=verdict)
        case ArticlePublished(version=version):
            return replace(before, status="published", version=version, authors=frozenset())
        case ArticleWithdrawn():
            return replace(before, status="withdrawn")
        case ArticleHelped(ticket=ticket):
            helped = before.helped | {ticket} if ticket else before.helped
            return replace(before, helped=helped, visits=before.visits + (ticket is None))


def _written(before: Article, event: ArticleDrafted | ArticleRevised, actor: str) -> Article:
    return replace(
        before,
        status="drafted",
        responsible=actor,
        authors=before.authors | {actor},
        product=event.product,
        model=event.model,
        error_code=event.error_code,
        steps=len(event.steps or ()),
    )

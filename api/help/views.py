"""What the public is shown of articles: the published text, nothing of who wrote it or whom it helped."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, Field

from domain.matters.articles.guidance import GuidedStep
from projections.sql.rows import Row


class HelpItem(BaseModel):
    """An article in a list; ``helped`` is how often it solved something."""

    number: str
    title: str | None
    title_en: str | None
    product: str | None
    model: str | None
    error_code: str | None
    version: int
    helped: int
    published: datetime


class HelpList(BaseModel):
    """The most helpful first, and how many there are in all."""

    items: list[HelpItem]
    count: int


class HelpArticle(HelpItem):
    """A whole article; from the first of ``steps`` on each answer leads to the next one, or to a conclusion."""

    body: str | None
    body_en: str | None
    symptoms: list[str]
    steps: Annotated[list[GuidedStep], Field(description="Guided diagnosis, from the first step on.")]


class Counted(BaseModel):
    """What became of a visitor's word that an article helped."""

    number: str
    counted: Annotated[bool, Field(description="False where this key was counted before.")]


def item_of(row: Row, local: datetime) -> HelpItem:
    return HelpItem(**_said(row, local))


def article_of(row: Row, local: datetime) -> HelpArticle:
    texts = {name: row.get(name) for name in ("body", "body_en")}
    return HelpArticle(**_said(row, local), **texts, symptoms=row.get("symptoms", []), steps=row.get("steps", []))


def _said(row: Row, local: datetime) -> dict[str, Any]:
    names = ("title", "title_en", "product", "model", "error_code", "version", "helped")
    named: dict[str, Any] = {name: row.get(name) for name in names}
    return {"number": row["article"], "published": local, **named}

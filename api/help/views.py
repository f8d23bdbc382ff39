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
    return HelpItem.model_validate(_said(HelpItem, row, local))


def article_of(row: Row, local: datetime) -> HelpArticle:
    said = _said(HelpArticle, row, local)
    return HelpArticle.model_validate(said | {"symptoms": row.get("symptoms", []), "steps": row.get("steps", [])})


def _said(model: type[BaseModel], row: Row, local: datetime) -> dict[str, Any]:
    """What is not said of an article is null."""
    named = {name: row.get(name) for name in model.model_fields}
    return named | {"number": row["article"], "published": local}

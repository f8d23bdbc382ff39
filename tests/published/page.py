"""Writes the catalogue of public events, in both languages, and their schemas: ``python -m tests.published.page``."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from domain.published.compatible import breaches
from domain.published.schemas import example_of, schema_of, schemas
from domain.published.telling import PUBLISHED
from domain.published.words import FIELDS

DOCS: Final = Path(__file__).parents[2] / "docs"
SCHEMAS: Final = DOCS / "feed" / "schemas.json"
PAGES: Final = {"zh": DOCS / "feed" / "events.zh.md", "en": DOCS / "feed" / "events.md"}
_HEADINGS: Final = {"zh": "| 字段 | | 含义 |\n|---|---|---|", "en": "| field | | meaning |\n|---|---|---|"}
_TITLES: Final = {"zh": "# 公开事件目录", "en": "# The public events"}
_ALWAYS: Final = {"zh": "必有", "en": "always"}


def catalogue(language: str) -> str:
    return "\n".join(_lines(language)) + "\n"


def committed() -> str:
    """All schemas, by type."""
    return json.dumps(schemas(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _lines(language: str) -> Iterator[str]:
    yield _TITLES[language]
    for public in PUBLISHED:
        zh, en = public.meaning
        yield f"\n## {public.type_name()}\n\n{zh if language == 'zh' else en}\n\n{_HEADINGS[language]}"
        required = schema_of(public)["required"]
        for name in public.model_fields:
            word = FIELDS[name]
            there = _ALWAYS[language] if name in required else ""
            yield f"| `{name}` | {there} | {word.zh if language == 'zh' else word.en} |"
        yield f"\n```json\n{example_of(public).model_dump_json(exclude_none=True)}\n```"


def refused(published: str) -> list[str]:
    """What keeps the program's schemas from taking the place of these."""
    return [str(breach) for breach in breaches(json.loads(published), schemas())]


if __name__ == "__main__":
    if broken := refused(SCHEMAS.read_text(encoding="utf-8")):
        sys.exit("\n".join(("not written, for subscribers rely on what is published:", *broken)))
    SCHEMAS.write_text(committed(), encoding="utf-8")
    for language, path in PAGES.items():
        path.write_text(catalogue(language), encoding="utf-8")

"""Sets a document as PDF with typst, in a thread, within bounds: one font, no network, no file but the templates."""

import asyncio
import json
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import structlog
import typst

from api.documents.paper import Paper
from api.documents.port import NotPrintable
from gongdan.documents.glyphs import FAMILY, FONT, drawable

log = structlog.get_logger(__name__)

TEMPLATES: Final = Path(str(files("gongdan.documents").joinpath("templates")))
STANDARDS: Final = ("a-2a", "ua-1")
"""PDF/A-2a to be kept for years, PDF/UA-1 to be read aloud."""
MOST_SIGNS: Final = 500_000
"""Of a whole document: some 250 pages."""
MOST_ROWS: Final = 5_000
PATIENCE: Final = 60.0
"""Seconds, with the wait for others: on two busy cores 1,000 rows took 1.4, and 5,000 took 7."""
_CODES: Final = frozenset({"kind", "language", "stands", "printed"})
"""What the templates go by and nobody reads as it is."""
_WORKER: Final = ThreadPoolExecutor(1, "typesetting")
"""A thread of its own: documents wait for each other, and keep none of those that read tables waiting."""
_PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")
"""How PNG, JPEG, GIF and WebP begin."""


async def set_as_pdf(paper: Paper, images: Mapping[str, bytes]) -> bytes:
    """The same paper and images give the same bytes. Raises NotPrintable."""
    _require_size(paper)
    try:
        async with asyncio.timeout(PATIENCE):
            return await asyncio.get_running_loop().run_in_executor(_WORKER, _set, paper, images)
    except TimeoutError:
        log.warning("document_not_set", document=paper.kind, why="too slow")
        raise NotPrintable(too_long=True) from None


def _require_size(paper: Paper) -> None:
    rows = sum(len(section.rows) for section in paper.sections)
    signs = len(paper.model_dump_json())
    if rows > MOST_ROWS or signs > MOST_SIGNS:
        raise NotPrintable(too_long=True)


def _set(paper: Paper, images: Mapping[str, bytes]) -> bytes:
    """A picture that can't be read leaves its place empty."""
    try:
        return _compiled(paper, images)
    except typst.TypstError as error:
        if not images:
            log.warning("document_not_set", document=paper.kind, why=error.message)
            raise NotPrintable(too_long=False) from None
    log.warning("picture_not_set", document=paper.kind)
    return _set(paper, {})


def _compiled(paper: Paper, images: Mapping[str, bytes]) -> bytes:
    said = json.dumps(_drawn(paper, images), ensure_ascii=False)
    sources = {"main.typ": TEMPLATES / f"{paper.kind}.typ", "frame.typ": TEMPLATES / "frame.typ"}
    began = time.perf_counter()
    content = _compiler().compile(
        input=sources,  # pyright: ignore[reportArgumentType] -- files by name are taken too
        format="pdf",
        sys_inputs={"paper": said},
        pdf_standards=list(STANDARDS),
        timestamp=int(paper.stands.timestamp()),
    )
    if not isinstance(content, bytes):
        raise NotPrintable(too_long=False)
    log.debug("document_set", document=paper.kind, seconds=round(time.perf_counter() - began, 3))
    return content


@cache
def _compiler() -> typst.Compiler:
    """Keeps what it made of the font, which is most of the work.

    The fonts of the machine are passed over: the same bytes come out everywhere.
    """
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT.parent)])
    if FAMILY not in fonts.families():
        raise FileNotFoundError(f"{FONT} has no {FAMILY}")
    return typst.Compiler(font_paths=fonts, ignore_system_fonts=True)


def _drawn(paper: Paper, images: Mapping[str, bytes]) -> Any:
    """As JSON, every text in signs that the font has, pictures as their bytes: so they touch no disk."""
    said = paper.model_dump(mode="json")
    for signature in said["signatures"]:
        data = images.get(signature["image"] or "", b"")
        signature["image"] = [*data] if data.startswith(_PICTURES) else None
    return said | {name: _in_signs(each) for name, each in said.items() if name not in _CODES}


def _in_signs(said: Any) -> Any:
    match said:
        case str():
            return drawable(said)
        case list():
            return [_in_signs(each) for each in said]  # pyright: ignore[reportUnknownVariableType]
        case dict():
            return {name: _in_signs(each) for name, each in said.items()}  # pyright: ignore[reportUnknownVariableType]
        case _:
            return said

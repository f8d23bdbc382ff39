"""Draws the process map of a made-up month, as ``gongdan process map --level step --svg`` does."""

from contextlib import closing
from datetime import UTC, date, datetime
from typing import Final

import typst

from domain.record.envelope import Recorded
from gongdan.demo.making import Making, Wanted
from gongdan.documents.glyphs import FONT
from projections import processes, register
from projections.processes import finding
from projections.processes.drawing.picture import picture
from projections.processes.drawing.ways import Look
from projections.processes.mapping.map import process_map
from projections.processes.mapping.simplifying import simplified
from projections.running.past import as_of
from tests.projections.logs import SHANGHAI, ListLog

MADE: Final = Wanted(date(2024, 1, 1), 1, 7, 80.0)
"""Of ``gongdan demo --tickets-per-day 80 --seed 7``."""
SHARE, PATHS = 0.8, 60
"""As pictures show unless asked otherwise."""
DOTS: Final = 96
"""An inch."""
_PAGE: Final = '#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg")'
_NAMES: Final = {True: "process-map.zh.png", False: "process-map.png"}


async def drawn_maps() -> list[tuple[str, bytes]]:
    """By file name, in Chinese and in English."""
    log = _month()
    models = [processes.PROJECTION, register.PROJECTION]
    store = await as_of(log, datetime.max.replace(tzinfo=UTC), known=True, projections=models)
    since, until = (datetime(2024, month, 1, tzinfo=SHANGHAI) for month in (1, 2))
    only = finding.CaseFilter(since=since, until=until)
    with closing(store), store.read() as connection:
        whole = process_map(finding.courses(connection, only, "step"))
    shown = simplified(whole, SHARE, PATHS)
    return [(name, _png(picture(*shown, Look(zh, "step", since, until)))) for zh, name in _NAMES.items()]


def _month() -> ListLog:
    log = ListLog()
    batches = Making(MADE, SHANGHAI).batches()
    pending = (each for batch in batches for of_one in batch.events for each in of_one)
    log.events = [Recorded(each.envelope, each.event, place) for place, each in enumerate(pending, 1)]
    return log


def _png(svg: str) -> bytes:
    """In the documents' font."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT.parent)])
    compiler = typst.Compiler(font_paths=fonts, ignore_system_fonts=True)
    content = compiler.compile(input=_PAGE.encode(), format="png", ppi=DOTS, sys_inputs={"svg": svg})
    if not isinstance(content, bytes):
        raise TypeError("the picture has more than one page")
    return content

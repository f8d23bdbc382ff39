"""What a first visit loads: a page and each file that it names, as they are sent."""

import re
from typing import Final

from bench.pages.serving import Served
from bench.pages.talking import Talk
from bench.report import Figure

GOAL: Final = 100
"""kB of a cold page."""
PAGES: Final = ("/desk/register", "/desk/tasks", "/desk/intake", "/desk/board", "/desk/metrics")
OPEN: Final = ("/desk/sign-in", "/my")
_NAMED: Final = re.compile(r'(?:src|href)="(/(?:desk|my)/[^"]*\?v=[0-9a-f]+)"')
"""Files of ours: what is loaded names its content."""


async def measure(service: Served) -> list[Figure]:
    """kB of each page and its files, headers included, against the same uncompressed."""
    found = [await _cold(service.browser(), page) for page in PAGES]
    return [*found, *[await _cold(service.visitor(), page) for page in OPEN]]


async def _cold(visitor: Talk, page: str) -> Figure:
    async with visitor as talk:
        shown = await talk.get(page)
        assert shown.status == 200, (page, shown.status)
        files = {*_NAMED.findall(shown.text)}
        assert files, page
        answers = [shown, *[await talk.get(file) for file in sorted(files)]]
        assert all(answer.status == 200 for answer in answers), files
        sent = sum(answer.sent for answer in answers)
        plain = sum(len(each.plain) for each in answers)
        what = f"{page} and the {len(files)} files it names"
        return Figure(what, sent / 1000, "the same, uncompressed", plain / 1000, "kB", goal=GOAL)

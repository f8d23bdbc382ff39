"""Writes the sections of docs/formats.md about matters and units sold, and its closed lists of words, as the code has them.

python -m tests.golden.matters_of_page
"""

import re
from pathlib import Path
from typing import Final

from domain.matters.kinds import MATTERS
from tests.golden.page import KINDS, events_table, words_table

PAGE: Final = Path(__file__).parents[2] / "docs" / "formats.md"
_BEGIN, _END = "<!-- matters -->\n", "<!-- /matters -->\n"


def sections() -> str:
    """One a kind: its key, and its events; units sold and reports after them."""
    kinds = [_section(place, name) for place, name in enumerate(MATTERS, 8)]
    sales = f"### 9.{8 + len(kinds)} Units sold (`sales-<YYYY-MM>`)\n\n{events_table('sales')}"
    reports = (
        f"### 9.{9 + len(kinds)} Reports (`report-<YYYY-MM>`, `report-<YYYY>-Q<1-4>`)\n\n{events_table('reports')}"
    )
    return "\n".join((*kinds, sales, reports))


def _section(place: int, name: str) -> str:
    kind = MATTERS[name]
    [events] = [known for known, held in KINDS.items() if held.keys() <= kind.events.keys()]
    title = f"### 9.{place} {kind.called.en.capitalize()} (`{name}-{kind.letters}<YYYYMM>-<NNNNN>`)"
    shared = [f"`{event}`" for event in kind.events if event not in KINDS[events]]
    besides = f"\nAnd, as on a ticket: {', '.join(shared)}.\n" if shared else ""
    return f"{title}\n\n{events_table(events)}{besides}"


def rewritten(page: str) -> str:
    """The page with these sections, and the table of closed lists, as they are now."""
    before, _, rest = page.partition(_BEGIN)
    after = rest.partition(_END)[2]
    table = re.compile(r"\| words \| of \|\n\|---\|---\|\n(\|.*\n)+")
    return table.sub(lambda _: words_table(), f"{before}{_BEGIN}{sections()}{_END}{after}", count=1)


if __name__ == "__main__":
    PAGE.write_text(rewritten(PAGE.read_text()))

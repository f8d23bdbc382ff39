"""All that is measured of the pages, over registers of each size."""

from pathlib import Path
from typing import Final

from bench.pages import living, looking, visiting
from bench.pages.beside import comparing
from bench.pages.serving import served
from bench.report import Figure, show

CLIENTS: Final = 500


async def measure(folder: Path, sizes: list[int], *, quick: bool, beside: bool) -> None:
    """Shows a table as soon as it is known; ``beside``: also the other help desk, at the smallest size."""
    soon: dict[int, dict[str, float]] = {}
    seconds, times, rounds = (1.0, 10, 1) if quick else (10.0, 60, 3)
    others: list[Figure] = []
    for size in sizes:
        with served(folder, size) as service:
            soon[size] = await looking.first_bytes(service, times)
            if size == sizes[-1]:
                show("What a first visit loads", await visiting.measure(service))
                show("The register as a page", await looking.rates(service, seconds))
                show("Pages that are open", await living.measure(service, 60 if quick else CLIENTS))
            if beside and size == sizes[0]:
                others = await comparing.measure(folder, service, seconds, rounds)
                others.append(await comparing.limit(folder, service, seconds, rounds))
    show("Until the first byte of the register's page, 95 of 100 looks", looking.compared(soon))
    if others:
        show("Beside another help desk", others)

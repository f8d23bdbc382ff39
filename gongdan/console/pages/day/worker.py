"""The service worker that keeps the day's pages for a lost connection: served from where it may do so, always fresh."""

from importlib.resources import files
from typing import Final

from fastapi import APIRouter, Response

from gongdan.console.shell.place import DAY

router: Final = APIRouter()
WORKER: Final = f"{DAY}-worker.js"
"""Beside the pages that it looks after: a worker keeps what lies below its own folder."""


@router.get(WORKER)
async def worker() -> Response:
    content = files("gongdan.console").joinpath("static", "day-worker.js").read_bytes()
    return Response(content, media_type="text/javascript")

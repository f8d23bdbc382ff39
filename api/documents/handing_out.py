"""How a document goes out: as a download under its title, in its language, never kept by anything on the way."""

from typing import Any, Final
from urllib.parse import quote

import structlog
from starlette.responses import Response

from api.callers import Caller
from api.documents.paper import Paper
from api.documents.port import Documents, NotPrintable
from api.manners.problems import ApiProblem
from api.service import Service

log = structlog.get_logger(__name__)

PDF: Final = "application/pdf"
_BINARY: Final[dict[str, Any]] = {"schema": {"type": "string", "format": "binary"}}
AS_PDF: Final[dict[int | str, dict[str, Any]]] = {200: {"content": {PDF: _BINARY}}}
_GUARDS: Final = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"}


def documents_of(service: Service) -> Documents:
    """Raises ApiProblem where this program prints none."""
    if service.documents is None:
        raise ApiProblem("document-not-set")
    return service.documents


async def printed(service: Service, caller: Caller, paper: Paper, images: dict[str, bytes] | None = None) -> Response:
    """The document as PDF. Raises ApiProblem."""
    try:
        content = await documents_of(service).pdf(paper, images or {})
    except NotPrintable as error:
        raise ApiProblem("document-too-long" if error.too_long else "document-not-set") from None
    log.info("document_printed", document=paper.kind, masked=paper.masked, size=len(content), **caller.in_the_log)
    return file_of(content, PDF, f"{paper.title}-{paper.about}.pdf", paper.language)


def file_of(content: bytes, media: str, name: str, language: str) -> Response:
    said = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    headers = {"Content-Disposition": said, "Content-Language": language, **_GUARDS}
    return Response(content, media_type=media, headers=headers)

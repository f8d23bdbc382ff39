"""A form is taken from our own pages only: no other site can act with a person's cookie."""

from urllib.parse import urlsplit

from fastapi import Request

from api.manners.problems import ApiProblem


async def require_own_origin(request: Request) -> None:
    """Raises ApiProblem for a form that another site sent: a browser always names where a form comes from."""
    if request.method in ("GET", "HEAD"):
        return
    origin = request.headers.get("origin")
    if origin is None or urlsplit(origin).netloc != request.headers.get("host"):
        raise ApiProblem("other-origin")

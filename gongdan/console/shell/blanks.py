"""Fields of a form of filters that were left blank ask for nothing: they are taken out of the address."""

from urllib.parse import urlencode

from fastapi import Request


class Blank(Exception):
    """Fields were left blank; ``address`` is the page without them."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


async def no_blanks(request: Request) -> None:
    """Raises Blank."""
    said = request.query_params.multi_items()
    if all(value for _, value in said):
        return
    rest = urlencode([(name, value) for name, value in said if value])
    raise Blank(f"{request.url.path}?{rest}" if rest else request.url.path)

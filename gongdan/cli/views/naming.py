"""One's own views by name, as people call them; the API knows them by id."""

from typing import Any

from gongdan.cli.asking.client import Client


def mine(client: Client, name: str, listed: str | None) -> list[dict[str, Any]]:
    """Those of a name or id, of a list or of any."""
    found: list[dict[str, Any]] = []
    page: str | None = None
    while True:
        answer = client.get("/views", list=listed, limit=200, page=page, after="now").json()
        found += [each for each in answer["items"] if each["mine"] and name in (each["name"], each["view"])]
        page = answer["next"]
        if page is None:
            return found

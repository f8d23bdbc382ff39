"""The identity provider that the settings name, if they name one."""

import asyncio
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

from gongdan.access.provider.settings import ProviderSettings
from gongdan.console.shell.place import BACK
from gongdan.settings import Settings
from gongdan.storing.keys import KeyStore

if TYPE_CHECKING:
    from gongdan.access.provider.provider import Provider


def open_provider(
    settings: Settings, said: ProviderSettings, keys: KeyStore, stack: AsyncExitStack
) -> "Provider | None":
    """Closed with the stack; nothing of it is loaded where none is named."""
    if said.oidc_issuer is None:
        return None
    from gongdan.access.provider.provider import Provider

    back = f"{settings.public_url}{BACK}"
    opened = Provider(said, said.oidc_issuer, keys.secret("provider"), back)
    stack.push_async_callback(opened.close)
    looking = asyncio.create_task(opened.look())
    stack.callback(looking.cancel)
    return opened

"""Mail in as the settings say: its signed addresses, the store of letters that wait, and what takes letters in."""

from contextlib import AsyncExitStack

from gongdan.mailing.keeping.store import LetterStore
from gongdan.mailing.settings import MailInSettings, load_mail_in_settings
from gongdan.mailing.tokens import SignedReplies
from gongdan.settings import Settings
from gongdan.storing.keys import KeyStore

STORE = "letters.db"
"""The file beside the keys."""


def signed_replies(keys: KeyStore, said: MailInSettings | None = None) -> SignedReplies | None:
    """None where no mail comes in: then nobody would read an answer to such an address."""
    said = said or load_mail_in_settings()
    if not said.comes or said.address is None:
        return None
    return SignedReplies(lambda number: keys.pseudonym("mail-reply", number), said.address, said.mail_in_tagged)


def open_letters(settings: Settings, keys: KeyStore, said: MailInSettings, stack: AsyncExitStack) -> LetterStore | None:
    """Closed with the stack; None where no mail comes in. Raises Failure."""
    if not said.comes:
        return None
    store = LetterStore.open(settings.home / STORE, keys.secret("letters"))
    stack.callback(store.close)
    return store

"""What the facts of accounts are called, and which sessions ended."""

from typing import Final

from domain.wording import ROLES, Words

FIELDS: Final[Words] = {
    "sessions": ("登录", "sessions"),
    "key": ("密钥编号", "key"),
    "key-issued.purpose": ("用途", "purpose"),
    "roles": ("角色", "roles"),
    "provider": ("登录服务", "provider"),
    "reads_only": ("只读", "reads only"),
    "key-issued.until": ("有效至", "valid until"),
}

CODES: Final[dict[str, Words]] = {
    "roles": ROLES,
    "sessions": {
        "one": ("一处", "one"),
        "others": ("其他各处", "all others"),
        "all": ("全部", "all"),
    },
}

"""Why something can't be done to an account."""

from typing import Final

from domain.refusals.texts import Texts

TEXTS: Final[Texts] = {
    "account-not-opened": (
        "此员工还没有账号；请由管理员开通（gongdan account open 工号）。",
        "There is no account under this staff number: an administrator opens one (`gongdan account open STAFF`).",
    ),
    "account-closed": (
        "此账号已关闭，不能再更改；如需使用，请由管理员重新开通。",
        "The account is closed, so nothing of it can be changed: an administrator may open it again.",
    ),
    "no-such-key": (
        "此账号没有编号为 {key} 的密钥；请核对（gongdan account keys）。",
        "The account has no key {key}: look at those it has (`gongdan account keys`).",
    ),
    "too-many-keys": (
        "此账号已有 {most} 个有效密钥；请先作废不再使用的密钥。",
        "The account has {most} keys that count: revoke those that nothing uses any more first.",
    ),
    "key-days": (
        "密钥的截止日应在 {first} 至 {last} 之间。",
        "A key's last day should be from {first} to {last}.",
    ),
}

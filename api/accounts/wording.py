"""What is said of signing in, passwords, second factors, sessions and keys, in Chinese and English."""

from typing import Final

TEXTS: Final[dict[str, tuple[int, str, str]]] = {
    "wrong-sign-in": (
        401,
        "工号或密码不对；请核对后重试，忘记密码请联系管理员重置。",
        "The staff number or the password is wrong: check both, or ask an administrator for a reset.",
    ),
    "too-many-sign-ins": (
        429,
        "错误次数过多，暂时不能登录；请 {minutes} 分钟后再试，或请管理员重置账号。",
        "There were too many wrong attempts: try again in {minutes} min, or have an administrator reset the account.",
    ),
    "wrong-second-factor": (
        401,
        "验证码不对或已用过；请输入验证器当前显示的六位数字，或一个未用过的恢复码。",
        "The code is wrong, or was used before: type the six digits that your app shows now, or a recovery code.",
    ),
    "session-ended": (
        401,
        "登录已结束；请重新登录。",
        "You are no longer signed in: sign in again.",
    ),
    "account-of-left": (
        403,
        "此账号的员工今天不在职，不能登录；如有误，请联系管理员。",
        "Whose account it is does not work here today, so nobody signs in by it: if that is wrong, say so.",
    ),
    "no-provider": (
        404,
        "此服务没有设置统一登录；请用工号和密码登录。",
        "No identity provider is set here: sign in with staff number and password.",
    ),
    "provider-away": (
        503,
        "{name} 暂时无法连接；请稍后再试，或用工号和密码登录。",
        "{name} does not answer just now: try again later, or sign in with staff number and password.",
    ),
    "provider-refused": (
        401,
        "{name} 没有让您登录；请重试，仍不行请联系管理员。",
        "{name} did not let you sign in: try again, and tell an administrator if it does not help.",
    ),
    "sign-in-not-begun": (
        400,
        "此次登录不是在这个浏览器中开始的、已用过或已超过十分钟；请重新登录。",
        "This sign-in was not begun in this browser, was used, or took longer than ten minutes: begin anew.",
    ),
    "identity-not-proved": (
        401,
        "{name} 返回的身份凭证未通过检验，因此没有登录；请重试，仍不行请联系管理员查看日志。",
        "What {name} said of you could not be verified, so you are not signed in: try again, and if it does not help "
        "have an administrator look at the log.",
    ),
    "identity-unknown": (
        403,
        "{name} 认识您，但这里没有账号与之绑定。请用工号和密码登录后在“我的账号”中绑定，或向管理员要一个链接。",
        "{name} knows you, but no account here is linked with it: sign in with your password and link it under My "
        "account, or ask an administrator for a link.",
    ),
    "identity-taken": (
        409,
        "此身份或此账号已另有绑定；请先由管理员解除。",
        "That identity, or this account, is linked otherwise already: have an administrator unlink it first.",
    ),
    "accounts-not-kept": (
        503,
        "此服务不保存账号；请向运行“gongdan up”的服务发送请求。",
        "This service keeps no accounts: ask one that runs by `gongdan up`.",
    ),
    "bad-link": (
        404,
        "此链接无效、已用过或已过期；请向管理员要一个新的。",
        "This link is wrong, was used, or is too old: ask an administrator for a new one.",
    ),
    "no-account": (
        404,
        "此工号没有可用的账号；请由管理员开通。",
        "There is no account to use under this staff number: have an administrator open one.",
    ),
    "account-is-open": (
        409,
        "此账号已开通并在使用；如忘记密码或丢失验证器，请重置。",
        "The account is open and in use: reset it for who lost their password or second factor.",
    ),
    "password-short": (422, "密码至少 {shortest} 个字符。", "A password has at least {shortest} characters."),
    "password-long": (422, "密码最多 {longest} 个字符。", "A password has at most {longest} characters."),
    "passwords-differ": (
        422,
        "两次输入的密码不一致；请重新输入。",
        "The two are not the same: type the password again.",
    ),
    "password-common": (
        422,
        "这个密码太常见，容易被猜中；请换一个，例如几个不相干的词。",
        "This password is among those that are tried first: take another, such as several words that have nothing to "
        "do with each other.",
    ),
    "wrong-password": (403, "当前密码不对；请重新输入。", "That is not your password: type it again."),
    "factor-not-prepared": (
        409,
        "两步验证尚未准备；请重新打开设置页面，用验证器扫描二维码。",
        "The second factor is not prepared: open its page again, and read the picture with your app.",
    ),
    "factor-is-set": (
        409,
        "两步验证已启用；如更换手机，请先停用再重新设置。",
        "The second factor is set already: to change phones remove it first, and set it anew.",
    ),
    "bad-key": (401, "密钥无效；请由本人重新签发。", "The key is not valid here: have its owner issue a new one."),
    "expired-key": (
        401,
        "密钥已过期或已作废；请由本人重新签发。",
        "The key has expired or was revoked: have its owner issue a new one.",
    ),
    "key-reads-only": (
        403,
        "此密钥只能读取，不能更改；请另签发一个可更改的密钥。",
        "This key only reads: issue one that may change things.",
    ),
    "not-by-key": (
        403,
        "密钥不能用于管理账号、密钥和订阅；请由本人登录办理。",
        "Accounts, keys and subscriptions are not managed by a key: sign in to do that.",
    ),
    "roles-not-held": (
        422,
        "只能给密钥本人今天具有的角色：{allowed}。",
        "A key has roles that you hold yourself today: {allowed}.",
    ),
}
"""By code: status, Chinese, English."""

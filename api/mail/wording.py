"""What is said of letters that wait, in Chinese and English."""

from typing import Final

TEXTS: Final[dict[str, tuple[int, str, str]]] = {
    "no-mail-in": (
        404,
        "未设置收信，没有来信；见 docs/channels.zh.md。",
        "No mail comes in here, so there are no letters: see docs/channels.md.",
    ),
    "letter-not-found": (
        404,
        "没有来信 {letter}，或其内容已按期限删除；请用 gongdan mail list 查看。",
        "There is no letter {letter}, or its content is gone after its time: see `gongdan mail list`.",
    ),
    "letter-seen-to": (
        409,
        "来信 {letter} 已有人处理（{state}），未作更改。",
        "Letter {letter} was seen to before ({state}), and nothing was changed.",
    ),
    "letter-not-usable": (
        422,
        "来信 {letter} 的内容不能直接登记为工单；请下载原件，由人工登记。",
        "Letter {letter} can't be put in a ticket as it is: download it, and register the ticket by hand.",
    ),
}

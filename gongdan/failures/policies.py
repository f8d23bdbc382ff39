"""What is wrong with policy packs, or with what is asked of them."""

from gongdan.failures.texts import REFUSED, WRONG_USAGE, Texts

TEXTS: Texts = {
    "policy-not-published": (
        REFUSED,
        "choice.toml 选用了尚未发布的政策包“{name}”；请先发布（gongdan policy publish），或改用已发布的政策包。",
        "choice.toml names the pack '{name}', which is not published: publish it (gongdan policy publish), or choose "
        "one that is.",
    ),
    "bad-rules": (
        WRONG_USAGE,
        "政策文件有误，未作任何更改：{mistakes}",
        "There are mistakes in the policy files, and nothing was changed: {mistakes}",
    ),
    "no-such-policy": (
        WRONG_USAGE,
        "没有政策包“{value}”{hint}；现有：{allowed}。",
        "There is no policy pack '{value}'{hint}; there are: {allowed}.",
    ),
    "other-text": (
        REFUSED,
        "{name}@{version} 现在的 sha256 是 {sha256}，与 --sha256（至少 8 位）不符，未作更改；请重新查看内容。",
        "The sha256 of {name}@{version} is {sha256}, which --sha256 (8 signs at least) does not name, and nothing was "
        "changed: look at the text again.",
    ),
    "policy-name-needed": (
        WRONG_USAGE,
        "“{value}”不能作为政策包的名称，只能用 a-z、0-9 和单个连字符；请加 --name 名称。",
        "'{value}' can't be the name of a policy pack, which takes only a-z, 0-9 and single hyphens: add --name NAME.",
    ),
    "policy-name-taken": (
        REFUSED,
        "已有名为“{value}”的政策包；请加 --name 另取名称。",
        "There is a policy pack named '{value}' already: take another name with --name.",
    ),
    "policy-file-exists": (
        REFUSED,
        "{path} 已存在，未作更改；请换一个文件名。",
        "{path} is there already and was left alone: give another file name.",
    ),
    "policy-not-written": (
        WRONG_USAGE,
        "无法写入 {path}（{why}）；请换一个文件名。",
        "{path} can't be written ({why}): give another file name.",
    ),
}

"""Why a file was not taken, or can't be given out: each a stable code and a sentence in two languages."""

from typing import Final

from domain.refusals import Language, Refusal
from gongdan.language import Both, spoken

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "attachment-bad-name": (
        "文件名无效，未保存：须为一行文字，1 至 {limit} 个字符，不含 / 和 \\ 以及不可见字符；请改名后重试。",
        "The file's name can't be used, and nothing was stored: it should be one line of 1 to {limit} characters, "
        "without / and \\ and without invisible characters. Rename the file and try again.",
    ),
    "attachment-empty": (
        "文件“{name}”是空的，未保存；请选择有内容的文件。",
        "The file '{name}' is empty and was not stored: choose one that holds something.",
    ),
    "attachment-type-refused": (
        "文件“{name}”的内容不是可以接受的类型，未保存；可以接受：{allowed}。",
        "The content of '{name}' is of no type that is taken here, and was not stored; taken are: {allowed}.",
    ),
    "attachment-ending-wrong": (
        "文件“{name}”的内容是 {found}，与扩展名 .{ending} 不符，未保存；请核对文件，内容无误时改用扩展名 {allowed}。",
        "The content of '{name}' is {found}, which its ending .{ending} contradicts, so it was not stored: check the "
        "file; if the content is right, let its name end in {allowed}.",
    ),
    "attachment-claim-wrong": (
        "文件“{name}”的内容是 {found}，与所声明的类型 {claimed} 不符，未保存；请核对文件，或更正、略去所声明的类型。",
        "The content of '{name}' is {found}, which the type given with it, {claimed}, contradicts, so it was not "
        "stored: check the file, or correct the type or leave it out.",
    ),
    "attachment-too-large": (
        "文件“{name}”超过 {limit} MB，未保存；此类文件（{kind}）不能更大，请压缩或分成几个文件。",
        "The file '{name}' is larger than {limit} MB, the limit for a {kind}, and was not stored: make it smaller, or "
        "several files of it.",
    ),
    "attachment-not-found": (
        "工单没有这个附件；请从工单的附件列表中选择。",
        "The ticket has no such attachment: choose one that it lists.",
    ),
    "attachment-erased": (
        "附件已随客户的个人信息一并抹除，不能再读取。",
        "The attachment was erased with the customer's personal data and can never be read again.",
    ),
    "attachment-damaged": (
        "附件的存储内容已损坏或被改动，不能读取；请让系统管理员从备份恢复，或重新上传同一文件。",
        "What is stored of the attachment is damaged or was changed, so it can't be read: let the administrator put it "
        "back from its backup, or upload the same file again.",
    ),
    "attachments-unavailable": (
        "附件存储无法使用（{why}）；请稍后重试，仍不行时联系系统管理员。",
        "The attachments can't be reached ({why}): try again later, and tell the administrator if it stays so.",
    ),
}
"""Chinese and English of every code."""


class AttachmentRefused(Refusal):
    """The file is not what is taken here; nothing was stored."""

    def say(self, language: Language = "en") -> str:
        return TEXTS[self.code][0 if language == "zh" else 1].format(**spoken(self.details, language))


class AttachmentTooLarge(AttachmentRefused):
    """The file is over its kind's limit, in MB of 2^20 bytes; nothing was stored."""

    def __init__(self, name: str, limit: int, kind: Both) -> None:
        super().__init__("attachment-too-large", name=name, limit=limit, kind=kind)


class AttachmentNotFound(AttachmentRefused):
    """Nothing of this hash is stored for this ticket of this customer."""

    def __init__(self) -> None:
        super().__init__("attachment-not-found")


class AttachmentErased(AttachmentRefused):
    """Its key was shredded."""

    def __init__(self) -> None:
        super().__init__("attachment-erased")


class AttachmentDamaged(AttachmentRefused):
    """Its bytes are not those that were stored, or its key is missing from the key store."""

    def __init__(self) -> None:
        super().__init__("attachment-damaged")


class AttachmentsUnavailable(AttachmentRefused):
    """The folder or bucket could not be written or read: full, away, or without the right."""

    def __init__(self, why: Both) -> None:
        super().__init__("attachments-unavailable", why=why)

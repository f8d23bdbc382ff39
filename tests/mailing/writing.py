"""Letters as customers, machines and forgers write them."""

from email.message import EmailMessage
from email.policy import SMTP

DESK = "service@desk.example"


def letter(
    text: str = "空调不制冷",
    *,
    sender: str = "张伟 <zhang@customer.example>",
    subject: str = "空调",
    message: str = "<1@customer.example>",
    to: str = DESK,
    **headers: str,
) -> bytes:
    """``headers`` with _ for -."""
    made = EmailMessage(policy=SMTP)
    made["From"], made["To"], made["Subject"], made["Message-ID"] = sender, to, subject, message
    for name, said in headers.items():
        made[name.replace("_", "-")] = said
    made.set_content(text)
    return made.as_bytes()


def with_files(*files: tuple[str, str, bytes], text: str = "见附件") -> bytes:
    """Each with its name, type and bytes."""
    made = EmailMessage(policy=SMTP)
    made["From"], made["To"], made["Subject"] = "张伟 <zhang@customer.example>", DESK, "照片"
    made["Message-ID"] = "<files@customer.example>"
    made.set_content(text)
    for name, kind, content in files:
        main, _, sub = kind.partition("/")
        made.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return made.as_bytes()


def raw(headers: bytes, body: bytes) -> bytes:
    """To the byte, as broken programs send it."""
    start = b"From: zhang@customer.example\r\nTo: service@desk.example\r\nMessage-ID: <raw@customer.example>\r\n"
    return start + headers + b"\r\n" + body


def bare(*headers: bytes, body: bytes = b"please call") -> bytes:
    """With no header but these: none says which letter it is."""
    return b"\r\n".join((*headers, b"", body))

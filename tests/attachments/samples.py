"""Small files of every kind that is taken, and of some that are not, by the name that they would have."""

import io
import zipfile
from collections.abc import AsyncIterator


def brand(major: bytes, *compatible: bytes) -> bytes:
    """The beginning of an ISO base media file."""
    box = b"ftyp" + major + bytes(4) + b"".join(compatible)
    return (len(box) + 4).to_bytes(4, "big") + box + b"\0\0\0\x08mdat"


def archive(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in names:
            made.writestr(name, f"<{name}/>" * 20)
    return out.getvalue()


PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256))
DOCX = archive("[Content_Types].xml", "_rels/.rels", "word/document.xml")

TAKEN: dict[str, tuple[bytes, str]] = {
    "照片.jpg": (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "image/jpeg"),
    "screen.png": (PNG, "image/png"),
    "a.webp": (b"RIFF\x24\0\0\0WEBPVP8 ", "image/webp"),
    "a.gif": (b"GIF89a\x01\0\x01\0", "image/gif"),
    "IMG_0001.HEIC": (brand(b"heic", b"mif1", b"heic"), "image/heic"),
    "android.heic": (brand(b"mif1", b"mif1", b"heic"), "image/heic"),
    "noise.mp4": (brand(b"isom", b"isom", b"mp42"), "video/mp4"),
    "IMG_0002.MOV": (brand(b"qt  ", b"qt  "), "video/quicktime"),
    "确认单.pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "application/pdf"),
    "report.docx": (DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "parts.xlsx": (
        archive("docProps/app.xml", "xl/workbook.xml"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "device.log": (b"\x1b[31mE01\x1b[0m compressor stopped\r\n", "text/plain"),
    "gbk.txt": ("空调不制冷".encode("gb18030"), "text/plain"),
    "notepad.txt": ("空调不制冷".encode("utf-16"), "text/plain"),
    "readings.csv": ("时间,温度\n09:30,31.5\n".encode(), "text/csv"),
    "no ending": (b"noise at night\n", "text/plain"),
}

NOT_TAKEN: dict[str, bytes] = {
    "setup.exe": b"MZ\x90\0\x03\0\0\0",
    "tool": b"\x7fELF\x02\x01\x01\0",
    "bundle.zip": archive("a.log", "b.log"),
    "slides.pptx": archive("[Content_Types].xml", "ppt/presentation.xml"),
    "photo.avif": brand(b"avif", b"mif1", b"avif"),
    "sound.mp3": b"ID3\x04\0\0\0\0\0\0",
    "archive.rar": b"Rar!\x1a\x07\x01\0",
}


async def streamed(content: bytes, size: int = 1000) -> AsyncIterator[bytes]:
    """As it comes over the wire: in pieces."""
    for at in range(0, len(content), size):
        yield content[at : at + size]

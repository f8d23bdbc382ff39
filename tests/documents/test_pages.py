"""How documents are set: the same bytes each time, kept and read aloud, with headings on every page."""

import struct
import zlib

import pypdfium2
import pytest

from api.documents.port import NotPrintable
from domain.ticket import events as e
from gongdan.documents import typesetting
from gongdan.documents.glyphs import BOX, drawable, has
from tests.documents.printing import pages, paper, pdf, squeezed, text
from tests.documents.story import NEXT_DAY, SIGNED, beginning, confirmed, solved, whole, worked
from tests.projections.logs import at


def png(width: int = 40, height: int = 20) -> bytes:
    """A black picture."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(b"".join(b"\0" + b"\0" * width for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def pictures(content: bytes) -> int:
    with pypdfium2.PdfDocument(content) as document:
        return sum(each.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE for page in document for each in page.get_objects())


def signed() -> list[object]:
    return [*beginning(), *worked(), *solved(), *confirmed()]


def test_the_same_document_is_the_same_bytes():
    made = paper("service-report", whole())
    assert pdf(made) == pdf(made)


def test_a_document_is_named_and_kept_for_years():
    content = pdf(paper("service-report", whole()))
    with pypdfium2.PdfDocument(content) as document:
        said = document.get_metadata_dict()
        assert document.is_tagged()
    assert said["Title"] == "售后服务报告 SR-202405-00123-30"
    assert said["Author"] == "售后服务"
    assert said["CreationDate"].startswith("D:20240502102000")
    assert b"pdfaid:part>2<" in content
    assert b"pdfuaid:part>1<" in content
    assert b"/Lang" in content


def test_every_page_says_whose_it_is_and_which_of_how_many():
    remark = (at("15:01", NEXT_DAY), "e-003:engineer", e.WorkLogged(work="repair", steps="逐项检查线路。" * 430))
    found = pages(pdf(paper("service-report", [*whole(), remark])))
    assert len(found) >= 3
    for number, page in enumerate(found, 1):
        assert f"第{number}页，共{len(found)}页" in squeezed(page)
        assert "SR-202405-00123" in page


def test_a_long_remark_comes_out_whole():
    said = "".join(f"第{number}项，检查正常。" for number in range(300))
    assert len(said) > 3_000
    remark = (at("15:01", NEXT_DAY), "e-003:engineer", e.WorkLogged(work="repair", steps=said))
    printed = text(pdf(paper("service-report", [*beginning(), remark])))
    assert all(f"第{number}项，检查正常。" in printed for number in (0, 150, 299))
    assert printed.count("检查正常。") >= 297, "but for those that a page's end divides"


def test_200_parts_have_their_headings_on_every_page():
    used = [
        (at("15:01", NEXT_DAY), "e-003:engineer", e.PartUsed(part=f"PSU-{number:03}", quantity=1))
        for number in range(200)
    ]
    found = pages(pdf(paper("service-report", [*beginning(), *used])))
    listing = [page for page in found if "PSU-" in page]
    assert len(listing) > 2
    assert all("配件" in page and "数量" in page for page in listing)
    assert sum(page.count("PSU-") for page in found) == 200


def test_no_line_begins_with_a_closing_mark():
    said = "检查电源板、风扇、压缩机，均正常；清理灰尘，重新紧固接线端子。" * 30
    made = paper("service-report", [*beginning(said)])
    lines = [line.strip() for page in pages(pdf(made)) for line in page.splitlines() if line.strip()]
    assert not [line for line in lines if line[0] in "，。；、：）》”"]


def test_a_word_without_end_stays_on_the_page():
    endless = "A" * 400
    content = pdf(paper("service-report", beginning(endless)))
    assert "".join(text(content).split("\u200b")).count("A") >= 400
    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            for each in page.get_objects():
                left, _, right, _ = each.get_bounds()
                assert left >= 0
                assert right <= page.get_width()


def test_signs_that_the_font_lacks_are_boxes_on_every_machine():
    assert drawable("谢谢😀👍🏽！") == f"谢谢{BOX}！"
    assert drawable("\u202e反转\u202c") == "反转"
    assert drawable("第一行\r\n第二行") == "第一行\n第二行"
    assert all(has(sign) for sign in "工单□■，。ABC℃①")
    assert f"谢谢{BOX}" in text(pdf(paper("service-report", beginning("谢谢😀"))))


def test_a_signature_that_came_as_a_picture_is_printed_and_a_broken_one_leaves_its_place():
    made = paper("confirmation", signed())  # type: ignore[arg-type]
    assert pictures(pdf(made, {SIGNED: png()})) == 1
    assert pictures(pdf(made, {})) == 0
    assert pictures(pdf(made, {SIGNED: png()[:40]})) == 0
    assert pictures(pdf(made, {SIGNED: b"<svg onload='x'/>"})) == 0


def test_what_is_too_long_to_print_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(typesetting, "MOST_SIGNS", 1_000)
    with pytest.raises(NotPrintable) as refused:
        pdf(paper("service-report", whole()))
    assert refused.value.too_long


def test_what_takes_too_long_to_set_is_given_up(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(typesetting, "PATIENCE", 0.0)
    with pytest.raises(NotPrintable):
        pdf(paper("service-report", whole()))

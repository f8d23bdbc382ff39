"""Documents by the command line: saved under their own name or another, told as JSON, and what can be none refused."""

import json
import os
from pathlib import Path

import pytest

from tests.whole.service import Service


@pytest.fixture
def number(running: Service) -> str:
    said = ["channel=phone", "summary=如何定时", "kind=consultation", "contact.name=张伟", "contact.phone=13812345678"]
    opened = running.command("ticket", "open", *said, "--as", "a-001", "--json")
    return json.loads(opened.stdout)["number"]


def test_a_document_is_saved_where_it_is_wanted(running: Service, number: str, tmp_path: Path):
    target = tmp_path / "report.pdf"
    done = running.command("ticket", "document", number, "service-report", "--out", str(target), "--as", "a-001")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert str(target) in done.stderr
    assert target.read_bytes().startswith(b"%PDF-")


def test_a_document_is_told_as_json(running: Service, number: str):
    told = running.command("ticket", "document", number, "survey", "--json", "--as", "a-001")
    assert (told.returncode, json.loads(told.stdout)["kind"]) == (0, "survey"), told.stderr


@pytest.mark.parametrize(
    ("kind", "code", "sentence"),
    [("servise-report", 2, "did you mean 'service-report'"), ("plan", 1, "propose-plan")],
)
def test_what_can_be_no_document_is_said(running: Service, number: str, kind: str, code: int, sentence: str):
    refused = running.command("ticket", "document", number, kind, "--out", os.devnull, "--as", "a-001")
    assert (refused.returncode, sentence in refused.stderr) == (code, True), refused.stderr


def test_a_table_is_printed_where_it_is_wanted(running: Service, tmp_path: Path):
    for command in ("register", "workload"):
        target = tmp_path / f"{command}.pdf"
        done = running.command(command, "-o", str(target), "--as", "m-001:manager")
        assert done.returncode == 0, done.stderr
        assert target.read_bytes().startswith(b"%PDF-")


def test_a_report_is_saved_in_every_form_and_so_is_an_appraisal(running: Service, tmp_path: Path):
    published = running.command("reports", "publish", "2024-05", "--as", "m-001:manager")
    assert published.returncode == 0, published.stderr
    for form, start in (("pdf", b"%PDF-"), ("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf"), ("json", b"{")):
        target = tmp_path / f"report.{form}"
        words = ("reports", "file", "2024-05", "--format", form, "--out", str(target), "--as", "m-001:manager")
        done = running.command(*words)
        assert done.returncode == 0, done.stderr
        assert target.read_bytes().startswith(start)
    unknown = running.command("reports", "appraisal", "e-999", "2024-05", "--as", "m-001:manager")
    assert (unknown.returncode, "e-999" in unknown.stderr) == (1, True), unknown.stderr

"""The settings of attachments: one clear sentence in the reader's language for each that can't be used."""

import pytest

from gongdan.attachments.admitting.limits import Limits
from gongdan.failures import Failure
from gongdan.settings import load_settings


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GONGDAN_ATTACHMENTS_URL", "/srv/files"),
        ("GONGDAN_ATTACHMENTS_URL", "file://srv/files"),
        ("GONGDAN_ATTACHMENTS_URL", "http://bucket/files"),
        ("GONGDAN_ATTACHMENTS_URL", "s3://key:hush-hush@bucket"),
        ("GONGDAN_ATTACHMENTS_URL", "s3://Bucket"),
        ("GONGDAN_ATTACHMENT_MAX_MB", "20MB"),
        ("GONGDAN_ATTACHMENT_MAX_MB", "film=20"),
    ],
)
def test_what_cannot_be_used_is_named_without_being_shown(monkeypatch: pytest.MonkeyPatch, name: str, value: str):
    monkeypatch.setenv(name, value)
    for language, word in (("zh", "应为"), ("en", "should be")):
        monkeypatch.setenv("GONGDAN_LANG", language)
        with pytest.raises(Failure) as failure:
            load_settings()
        said = failure.value.say("zh" if language == "zh" else "en")
        assert name in said
        assert word in said
        assert "hush-hush" not in said


@pytest.mark.parametrize("url", ["file:///srv/files", "file:///%E9%99%84", "s3://bucket", "s3://my.bucket-1/a/b"])
def test_a_folder_or_a_bucket_is_taken(monkeypatch: pytest.MonkeyPatch, url: str):
    monkeypatch.setenv("GONGDAN_ATTACHMENTS_URL", url)
    assert load_settings().attachments_url == url


def test_the_limits_are_set(monkeypatch: pytest.MonkeyPatch):
    assert load_settings().attachment_limits == Limits(picture=20, video=200, other=50)
    monkeypatch.setenv("GONGDAN_ATTACHMENT_MAX_MB", "video=500")
    assert load_settings().attachment_limits == Limits(video=500)

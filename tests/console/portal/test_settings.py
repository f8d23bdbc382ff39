"""What an operator may set about the customers' pages is checked before anything starts, and documented."""

from pathlib import Path

import pytest

from gongdan.console.portal.entry.settings import PortalSettings, load_portal_settings
from gongdan.failures import Failure

DOCS = Path(__file__).parents[3] / "docs"


@pytest.mark.parametrize("page", ["console.md", "console.zh.md"])
@pytest.mark.parametrize("name", PortalSettings.model_fields)
def test_every_setting_is_documented(page: str, name: str):
    assert f"| `GONGDAN_{name.upper()}` |" in (DOCS / page).read_text()


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("PUBLIC_REPORTS", "-1"),
        ("SERVICE_PHONE", "1" * 101),
    ],
)
def test_what_can_not_be_used_is_named(monkeypatch: pytest.MonkeyPatch, variable: str, value: str):
    monkeypatch.setenv(f"GONGDAN_{variable}", value)
    with pytest.raises(Failure) as refused:
        load_portal_settings()
    assert f"GONGDAN_{variable}" in refused.value.say("en")

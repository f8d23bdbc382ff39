"""How the picture looks: colours by light, dark and paper, which the reader's own setting chooses between."""

from typing import Final

SHADES: Final = 5
"""Of boxes: the fuller, the more often."""

_LIGHT: Final = {
    "paper": "#ffffff",
    "text": "#1b2733",
    "faint": "#56677a",
    "box": ("#f3f7fb", "#e1ecf7", "#c6dcf1", "#a3c8ea", "#7fb2e2"),
    "edge": "#5b6f85",
    "border": "#7d93a8",
    "slow": "#b3410b",
    "slow_back": "#fdeee4",
    "begin": "#1f7a4d",
    "finish": "#4d5b69",
}
_DARK: Final = {
    "paper": "#12181f",
    "text": "#e8eef4",
    "faint": "#9db0c3",
    "box": ("#1a232d", "#1d2f42", "#213d5a", "#274d74", "#2e5f90"),
    "edge": "#8ba0b5",
    "border": "#62788e",
    "slow": "#ffa566",
    "slow_back": "#3a2415",
    "begin": "#58c08d",
    "finish": "#aab7c4",
}
_FONTS: Final = (
    '"Noto Sans CJK SC","Noto Sans SC","PingFang SC","Microsoft YaHei","Source Han Sans SC",'
    '"Segoe UI","Helvetica Neue",Arial,sans-serif'
)


def css() -> str:
    """Every colour is a class, so that nothing but this has to be known of a reader's setting."""
    return (
        f"text{{font-family:{_FONTS};font-size:12px}}"
        ".title{font-size:20px;font-weight:700}.name{font-size:13px;font-weight:600}.strong{font-weight:600}"
        ".line{fill:none;stroke-linejoin:round;stroke-linecap:round}"
        f"{_rules(_LIGHT)}@media (prefers-color-scheme:dark){{{_rules(_DARK)}}}"
        f"@media print{{{_rules(_LIGHT)}}}"
    )


def _rules(colours: dict[str, str | tuple[str, ...]]) -> str:
    boxes = "".join(f".shade{place}{{fill:{colour}}}" for place, colour in enumerate(colours["box"]))
    return (
        f".paper{{fill:{colours['paper']}}}text{{fill:{colours['text']}}}.faint{{fill:{colours['faint']}}}"
        f"{boxes}.box{{stroke:{colours['border']}}}"
        f".line{{stroke:{colours['edge']}}}.head{{fill:{colours['edge']}}}.back{{fill:{colours['paper']}}}"
        f".slow.line{{stroke:{colours['slow']}}}.slow.head,text.slow{{fill:{colours['slow']}}}"
        f".slow.back{{fill:{colours['slow_back']}}}"
        f".begin{{fill:{colours['begin']}}}.finish{{fill:{colours['finish']}}}"
    )

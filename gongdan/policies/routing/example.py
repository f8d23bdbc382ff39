"""The rules that a department can start from, comments and all."""

from importlib.resources import files


def example() -> str:
    """TOML without a mistake; the names of teams and people in it are to be changed."""
    return files("gongdan.policies.routing").joinpath("example.toml").read_text("utf-8")

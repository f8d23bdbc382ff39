"""What of an error may be logged: its class and where it was raised; its text could quote a personal value."""

import traceback
from pathlib import Path


def fault(error: BaseException) -> dict[str, str]:
    """Log keys: the error's class, and file and line of its origin."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "-"
    return {"error": type(error).__name__, "where": where}

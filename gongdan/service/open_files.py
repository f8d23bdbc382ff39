"""How many files and connections the service may have open at once."""

import resource
from contextlib import suppress


def allow_all_that_may_be() -> None:
    """As many as the system allows at the most: beyond what it gives at first new connections are cut off unheard."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(ValueError, OSError):  # where the system says more than it gives, what there is stays
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))

"""The service takes as many open files as the system allows at the most."""

import resource

from gongdan.service.open_files import allow_all_that_may_be


def test_the_limit_is_raised_as_far_as_it_may_be():
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(before[0], 512), before[1]))
        allow_all_that_may_be()
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == (before[1], before[1])
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)

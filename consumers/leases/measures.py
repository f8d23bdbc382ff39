"""What is counted of leases: whether this process has each that it would have."""

from typing import Final

from prometheus_client import Gauge

HELD: Final = Gauge("gongdan_lease_held", "1 where this process has the lease for certain, 0 where not.", ["lease"])

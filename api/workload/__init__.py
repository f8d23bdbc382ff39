"""The workload over HTTP: of everybody, of one's team, or one's own."""

"""Pages of who answers for a month: reports and appraisals, the process map, workload and visits, what-if."""

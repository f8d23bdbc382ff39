"""What is printed of a period: the monthly analysis, the quarterly report, a person's appraisal."""

"""What is printed of a period: reports of months and quarters, appraisals of people."""

"""What is true about staff: their roles, teams, skills, duty and leave from day to day, and who stands in for whom."""

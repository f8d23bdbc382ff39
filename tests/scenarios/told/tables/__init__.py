"""What the tables of the department show of what was recorded: R38 to R42, R47, R48, R49, R51, R52."""

"""Where the numbers of metrics come from: days of tickets, spreads, targets' times, complaints, clocks, units."""

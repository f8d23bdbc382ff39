"""The rows that figures are counted from: how events become tickets, complaints and sums by day."""

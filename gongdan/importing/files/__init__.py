"""From a file to rows, grouped by case: CSV, Excel, XES."""

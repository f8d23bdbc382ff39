"""What has a number of its own beside tickets: returns, complaints, inspections, articles, meetings, care, lessons."""

"""What earlier tickets say to a new report (R8): that it may be the same report, or a repeat repair."""

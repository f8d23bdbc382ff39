"""What customers say: satisfaction, scores, complaints."""

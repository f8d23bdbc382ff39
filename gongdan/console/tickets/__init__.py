"""What the page of one ticket needs: its likely next steps as forms, its story, the people in it."""

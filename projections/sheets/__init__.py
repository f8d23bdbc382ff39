"""How rows are shown: the department's own headings on screen, in CSV and in Excel files."""

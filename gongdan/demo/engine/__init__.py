"""What runs made-up months, whatever they tell: chance, one clock, the rules, and the way into the log."""

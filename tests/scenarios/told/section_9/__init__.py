"""Section 9 of the process, told: each row and each sentence of it as somebody who acts, and somebody who may not."""

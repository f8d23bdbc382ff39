"""The past told from the present: rows of now that held then, the rest folded anew; two moments compared."""

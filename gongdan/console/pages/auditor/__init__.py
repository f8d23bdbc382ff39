"""The auditor's pages: any past moment, what is different between two, and samples that can be repeated."""

"""The knowledge base (知识库, R45): articles are drafted, reviewed, published, revised and withdrawn, and they help."""

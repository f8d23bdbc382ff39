"""The knowledge base (知识库, R45): articles that are drafted, reviewed, published, revised, withdrawn, and that helped."""

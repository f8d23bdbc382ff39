"""What is true about a customer (客户): who they are, what they own and agreed to, how they are protected."""

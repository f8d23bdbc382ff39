"""What notices say, in Chinese and English: their words, the frame around them, and how they look beforehand."""

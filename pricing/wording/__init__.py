"""Terms in words, Chinese and English: short pieces, a paragraph, a declaration."""

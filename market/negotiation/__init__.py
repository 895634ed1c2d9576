"""Terms that two parties settle between them."""

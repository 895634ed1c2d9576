"""Patents: how they come in, what is known of them, who holds them."""

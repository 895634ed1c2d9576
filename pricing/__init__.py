"""What a licence costs: pure, exact, without clock, chance, web or database."""

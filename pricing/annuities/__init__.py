"""What a patent costs to keep: annual fees, reductions, late fees, and advice."""

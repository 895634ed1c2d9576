"""What a licence costs me: the estimate on an offer, comparisons, ``flask quote``."""

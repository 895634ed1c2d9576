"""Two to four offers side by side on one forecast."""

"""Saved searches, and mail when they find something new."""

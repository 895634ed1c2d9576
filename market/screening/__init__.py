"""Screening: which patents to put on offer first, and why."""

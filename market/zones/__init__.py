"""Curated, dated, public collections of offers."""

"""Offers, notices and licences."""

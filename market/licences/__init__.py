"""Notices, licences in force and their papers."""

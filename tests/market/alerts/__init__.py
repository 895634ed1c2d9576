"""Tests of saved searches and their mails."""

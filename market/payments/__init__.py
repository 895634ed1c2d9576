"""Dues, transfers, and the ledger in whole fen."""

"""``flask price``: what a fair price is, and what a patent costs its office."""

from __future__ import annotations

from flask.cli import AppGroup

from market.catalogue.annuity_commands import annuities_command
from market.licensing.suggest_command import suggest_command

__all__ = ["price_commands"]

price_commands = AppGroup("price", help="Prices: fair ones, and annual fees.")
price_commands.add_command(annuities_command)
price_commands.add_command(suggest_command)

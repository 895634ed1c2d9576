"""Policymakers' simulation runs: asked for here, done by the worker, shown here."""

"""Policy simulator: what pricing models do to acquisition cost and uptake."""

VERSION = "0.1.0"

"""Help that an office sells beside a licence, never inside its fee."""

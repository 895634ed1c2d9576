"""An offer's case: consents, conflicts, dossier, publicity, approvals."""

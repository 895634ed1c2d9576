"""The marketplace: who there is, what is on offer, what is licensed, what is paid."""

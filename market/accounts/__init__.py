"""Who there is: organisations, their members and roles, sign-in, mail, privacy."""

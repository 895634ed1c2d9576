"""The demo: labelled sample data, and server and worker in one command."""

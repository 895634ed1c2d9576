"""A fair price as a range, for an office: by command and by page."""

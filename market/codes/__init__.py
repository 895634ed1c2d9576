"""Code lists: industries, patent classes, fields of application, and how they meet."""

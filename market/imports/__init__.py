"""Files of patents: what arrived, what became of each row."""

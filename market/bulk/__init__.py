"""One action on hundreds of patents, with a report on each."""

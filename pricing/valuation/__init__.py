"""What a fair price is: this project's own methods, their inputs in the open."""

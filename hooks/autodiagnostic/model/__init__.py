"""The YAML format: its types (format), how data is read into them (reading), and the rules between them."""

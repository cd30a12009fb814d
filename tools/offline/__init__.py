"""The offline edition: the site in one file, for a USB key."""

"""Custom components: HTML, CSS and JavaScript beside their Python face."""

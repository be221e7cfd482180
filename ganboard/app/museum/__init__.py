"""The failure museum on the screen: the hall with all exhibits, and one that is opened, broken and repaired."""

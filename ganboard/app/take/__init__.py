"""A run to take away, as files: which there are, and how they are made when somebody asks for one."""

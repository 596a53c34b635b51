"""What the assistant knows, kept encrypted in one folder on this machine.

The ground floor: imports nothing else of the project.
"""

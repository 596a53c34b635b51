"""Cloud models: who they are, the one connection to them, and the switch that cuts it."""

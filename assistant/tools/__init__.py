"""The user's own tools: programs that speak MCP, called when the user says so and as they said."""

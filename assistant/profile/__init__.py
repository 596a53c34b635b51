"""The profile: who the user is, what their texts tell of them, and how it is learned."""

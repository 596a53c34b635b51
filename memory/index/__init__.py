"""The index of meanings: vectors of chunks, and the graph that finds the nearest."""

"""The lessons, a folder each: exercises, their answers, and the demos, one a file. What several show is in `shared`."""

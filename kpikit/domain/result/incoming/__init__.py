"""Results from a file: read, checked and compared before anything is kept."""

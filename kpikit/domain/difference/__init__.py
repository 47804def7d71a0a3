"""What differs between two dossiers, field by field and in words."""

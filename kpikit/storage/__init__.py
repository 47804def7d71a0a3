"""Where agreements are kept: tables, the mapping to domain values, and their stores."""

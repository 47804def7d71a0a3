"""What two parties agree: frozen values and functions, without framework or clock."""

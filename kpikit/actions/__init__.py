"""What people do: one function per intention, one transaction each."""

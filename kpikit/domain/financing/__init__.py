"""How shared decision making is paid for: arrangements, one module per kind."""

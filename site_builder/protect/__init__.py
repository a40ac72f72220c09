"""What may be told: hidden roles, and the public edition."""

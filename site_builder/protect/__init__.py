"""What may be told: hidden roles, earlier waves, and the public edition."""

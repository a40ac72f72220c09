"""The pages of the reference site that the instrument gives."""

"""What a person types: commands, what they print, the clock, exit codes. Nothing else prints or exits."""

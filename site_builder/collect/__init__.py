"""While answers are collected: forms to send, tables understood, answers put into a wave, who is missing."""

"""What several pages share: the reader of scores, charts, steps, the consultant's words."""

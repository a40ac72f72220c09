"""Makes pages: view models whose every text is finished, so that templates only place it."""

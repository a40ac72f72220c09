"""Makes products of finished pages, one module each: the site's tree, PDF, `result.json`, Word."""

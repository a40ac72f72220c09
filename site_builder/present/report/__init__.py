"""The pages of a firm's report, a module a page."""

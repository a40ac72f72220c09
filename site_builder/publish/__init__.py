"""Builds a staged tree into a site and puts it in place. Only this package knows the site engine."""

"""The questionnaire for other tools, a module a format: a workbook to fill in, an XLSForm, a list."""

BOOK_OPTIONS = {
    "constant_memory": False,
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}
"""How workbooks are written: without files of their own on the way, and texts as they are, `=` or not."""

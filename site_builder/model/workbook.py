"""The shape of the workbook form, which one stage writes and another reads."""

FORM = "kam-form/1"
MARK_SHEET = "_kam"
"""A hidden sheet: format, instrument and version; then per form its sheet, language and role."""

TAG, QUESTION, ANSWER, REASON = 0, 2, 3, 4
"""The columns of a form: what the row is (hidden), the question, the answer, the reason or remark."""

ID, ROLE, CONTEXT = "@id", "@role", "@context:"
"""What a row is when it is no item."""

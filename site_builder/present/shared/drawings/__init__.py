"""The charts of a report, each as one drawing with its figures: for the page, for copying, for paper."""

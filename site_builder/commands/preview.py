"""MkDocs hooks for a plain `mkdocs serve` at the root: they add the pages that the instrument gives."""

from typing import Any

from mkdocs.structure.files import File, Files

from site_builder.pipeline import reference_site

_LANGUAGE = "zh"


def on_config(config: Any) -> Any:
    """Set the navigation of the reference site."""
    config["nav"] = reference_site.navigation(_LANGUAGE)
    return config


def on_files(files: Files, config: Any) -> Files:
    """Put the generated pages beside the written ones."""
    for name, text in reference_site.pages(_LANGUAGE).items():
        existing = files.get_file_from_path(name)
        if existing is not None:
            files.remove(existing)
        files.append(File.generated(config, name, content=text))
    return files

"""A local server that rebuilds on change and reloads the page."""

from collections.abc import Callable, Iterable
from pathlib import Path

from mkdocs.livereload import LiveReloadServer


def serve(
    rebuild: Callable[[], None], site: Path, watched: Iterable[Path], port: int, started: Callable[[str], None]
) -> None:
    """Serve a folder on this machine until interrupted.

    Args:
        rebuild: called after every change; it tells its own problems and leaves the last good site.
        site: the folder to serve.
        watched: files and folders whose change rebuilds.
        port: 0 takes any free one.
        started: is given the address.
    """
    server = LiveReloadServer(rebuild, "127.0.0.1", port, str(site))
    for path in watched:
        server.watch(str(path), recursive=path.is_dir())
    server.server_bind()
    server.url = f"http://127.0.0.1:{server.server_port}/"
    server.server_bind = lambda: None  # type: ignore[method-assign] - bound already, to know the port
    started(server.url)
    try:
        server.serve()
    except KeyboardInterrupt:
        server.shutdown()

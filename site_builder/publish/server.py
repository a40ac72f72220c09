"""A local server that rebuilds on change and reloads the page."""

from collections.abc import Callable, Iterable
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from site_builder.model.problems import InputProblems, Problem


def serve(
    rebuild: Callable[[], None],
    site: Path,
    watched: Iterable[Path],
    port: int,
    started: Callable[[str], None],
) -> None:
    """Serve a folder on this machine until interrupted.

    Args:
        rebuild: called after every change; it tells its own problems and leaves the last good site.
        site: the folder to serve.
        watched: files and folders whose change rebuilds.
        port: 0 takes any free one.
        started: is given the address.

    """
    server = _Server(rebuild, "127.0.0.1", port, str(site))
    for path in watched:
        server.watch(str(path), recursive=path.is_dir())
    try:
        server.bind_now()
    except OSError:
        raise InputProblems([Problem(code="port-taken", file="kam serve", values={"port": port})]) from None
    started(server.url)
    try:
        server.serve()
    except KeyboardInterrupt:
        server.shutdown()


class _Server(LiveReloadServer):
    """Binds before it serves, so that the address is known when any free port was asked for."""

    def bind_now(self) -> None:
        """Take the port; then the address is known."""
        super().server_bind()
        self.url = f"http://127.0.0.1:{self.server_port}/"

    def server_bind(self) -> None:
        """Do nothing: it is bound."""

    def serve(self, *, open_in_browser: bool = False) -> None:
        """Serve until interrupted."""
        super().serve(open_in_browser=open_in_browser)  # type: ignore[no-untyped-call]

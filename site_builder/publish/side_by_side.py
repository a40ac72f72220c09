"""Does several jobs at once, in processes that are forked where that is safe and cheap."""

import ctypes
import errno
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection

from site_builder.model.problems import InputProblems, gathered

Job = Callable[[], None]

_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of Linux, where alone a process is forked


def side_by_side(jobs: Sequence[Job]) -> None:
    """Do all jobs, on as many cores as there are; one after the other where a fork is not safe.

    Elsewhere than on Linux a process has to import everything again, which costs what it saves; a thread
    that runs beside could hold a lock for ever in a forked process.

    Raises:
        InputProblems: the problems of all jobs, in the order of the jobs.
        Exception: whatever else the first job that failed has raised.

    """
    workers = min(len(jobs), os.cpu_count() or 1)
    if sys.platform != "linux" or threading.active_count() > 1:
        workers = 1
    shares = [list(enumerate(jobs))[number::workers] for number in range(workers)]
    children = [_started(share) for share in shares[1:]]
    try:
        failed = _failed(shares[0]) if shares else []
        for child, result in children:
            failed += _received(result)
            child.join()
    finally:
        for child, _ in children:
            child.kill()
            child.join()
    _raise(sorted(failed, key=lambda found: found[0]))


def _started(share: Sequence[tuple[int, Job]]) -> tuple[multiprocessing.process.BaseProcess, Connection]:
    fork = multiprocessing.get_context("fork")
    result, send = fork.Pipe(duplex=False)
    parent = os.getpid()

    def _work() -> None:
        _end_with(parent)
        send.send(_failed(share))

    child = fork.Process(target=_work, daemon=True)
    child.start()
    send.close()
    return child, result


def _end_with(parent: int) -> None:
    """End this process when its parent is killed, so that nothing goes on writing into what it left."""
    ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:  # it was gone before
        os._exit(1)


def _failed(share: Sequence[tuple[int, Job]]) -> list[tuple[int, Exception]]:
    """Do a share of the jobs; return what went wrong in which."""
    failed: list[tuple[int, Exception]] = []
    for number, job in share:
        try:
            job()
        except Exception as error:  # noqa: BLE001 - it is raised again, in the process that asked
            failed.append((number, error))
    return failed


def _received(result: Connection) -> list[tuple[int, Exception]]:
    try:
        failed: list[tuple[int, Exception]] = result.recv()
    except EOFError:
        raise ChildProcessError(errno.ECHILD, "ended while it was building") from None
    return failed


def _raise(failed: Sequence[tuple[int, Exception]]) -> None:
    for _, error in failed:
        if not isinstance(error, InputProblems):
            raise error
    with gathered() as gather:
        for _, error in failed:
            with gather():
                raise error

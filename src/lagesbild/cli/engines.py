# SPDX-License-Identifier: EUPL-1.2
"""Who reads an archive: this process, several on this machine, or a Dask cluster.

All take files as they are asked for, never many more than are being read, and give one answer a
file, in any order. A worker that dies costs time and no file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from lagesbild.cli.archive import Answer, Read, read_content

if TYPE_CHECKING:
    from distributed import Client

File = tuple[str, bytes]
#: Files under way for each worker: enough that none waits, few enough to fit in memory.
_AHEAD = 3
_DIED = "läsaren dog på filen, som hoppas över. Anmäl det gärna."


class EngineRefusedError(Exception):
    """The engine asked for is not to be had; says why and what to do."""


def engine(name: str, jobs: int, day: date | None) -> Read:
    """The engine called ``local``, ``processes`` or ``dask=HOST:PORT``.

    Raises EngineRefusedError for any other name, and where the cluster does not answer.
    """
    if name == "local":
        return partial(_here, day=day)
    if name == "processes":
        return partial(_processes, jobs=jobs, day=day)
    kind, _, address = name.partition("=")
    if kind == "dask" and ":" in address:
        return partial(_dask, client=_client(address), day=day)
    raise EngineRefusedError(f"«{name}» är ingen motor. Välj local, processes eller dask=VÄRD:PORT.")


def _here(files: Iterable[File], *, day: date | None) -> Iterator[Answer]:
    for name, content in files:
        yield read_content(name, content, day)


def _processes(files: Iterable[File], *, jobs: int, day: date | None) -> Iterator[Answer]:
    """Read in ``jobs`` processes; after a death those under way are read one by one."""
    left = iter(files)
    while True:
        suspects: list[File] = []
        yield from _pool(left, jobs, day, suspects)
        if not suspects:
            return
        for name, content in suspects:
            alone: list[File] = []
            yield from _pool(iter([(name, content)]), 1, day, alone)
            if alone:
                yield Answer(name, because=_DIED)


def _pool(files: Iterator[File], jobs: int, day: date | None, suspects: list[File]) -> Iterator[Answer]:
    """Answers until the files end or a process dies; then ``suspects`` are those under way."""
    under_way: dict[Future[Answer], File] = {}
    with ProcessPoolExecutor(jobs) as pool:
        while True:
            for file in islice(files, jobs * _AHEAD - len(under_way)):
                try:
                    under_way[pool.submit(read_content, *file, day)] = file
                except BrokenProcessPool:
                    suspects += [file, *under_way.values()]
                    return
            if not under_way:
                return
            for done in wait(under_way, return_when=FIRST_COMPLETED).done:
                file = under_way.pop(done)
                try:
                    yield done.result()
                except BrokenProcessPool:
                    suspects.append(file)
            if suspects:
                suspects += under_way.values()
                return


def _client(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError:
        raise EngineRefusedError(
            "Dask är inte installerat. Kör: pip install 'lagesbild[dask]', eller välj --engine processes."
        ) from None
    try:
        client = Client(address, timeout="10s", set_as_default=False)
        client.wait_for_workers(1, timeout=10)
    except (OSError, TimeoutError, ValueError):
        raise EngineRefusedError(
            f"Inget Dask-kluster med arbetare svarar på {address}. Inget har lästs. "
            "Starta «dask scheduler» och «dask worker», eller välj --engine processes."
        ) from None
    return client


def _dask(files: Iterable[File], *, client: Client, day: date | None) -> Iterator[Answer]:
    """Read on a cluster. The scheduler hands a dead worker's files to another one."""
    from distributed import as_completed

    left = iter(files)
    names: dict[object, str] = {}
    done = as_completed(loop=client.loop)

    def give(most: int) -> None:
        for name, content in islice(left, most):
            future = client.submit(read_content, name, content, day, pure=False, retries=2)
            names[future.key] = name
            done.add(future)

    with client:
        give(_AHEAD * max(1, sum(client.nthreads().values())))
        for future in done:
            name = names.pop(future.key)
            if future.status in ("lost", "cancelled"):
                raise EngineRefusedError(
                    "Dask-klustret slutade svara. Det som är läst är skrivet; kör kommandot igen för resten."
                )
            answer = future.result() if future.status == "finished" else Answer(name, because=_DIED)
            give(1)
            yield answer

"""Functions compiled to machine code, and where the code is kept.

Whoever imports a module with compiled functions pays for the compiler, about half a second.
Nothing that answers requests does so at its head: it is imported where a computation begins.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from numba import njit

F = TypeVar("F", bound=Callable[..., object])


def compiled(function: F) -> F:
    """The function as machine code, made at its first call and kept for the next process.

    The code is kept in the folder that NUMBA_CACHE_DIR names, else beside the source, else in
    the user's cache folder.  Where none of them may be written it is made anew in each process.

    Integers wrap around and no index is checked: callers check their arrays before.
    """
    try:
        return cast(F, njit(cache=True, nogil=True)(function))
    except RuntimeError:  # there is no folder to keep it in
        return cast(F, njit(nogil=True)(function))

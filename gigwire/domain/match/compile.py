"""Machine code for the loops over rows. Owns how it is compiled and kept, none of the loops."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

from llvmlite import ir
from numba import njit, types
from numba.extending import intrinsic

if TYPE_CHECKING:
    from collections.abc import Callable

F = TypeVar("F", bound="Callable[..., Any]")


def kernel(function: F) -> F:
    """Compile on the first call, without the GIL; kept on disk where some place is writable.

    numba keeps it beside the module, else in the person's cache; where neither can be written
    (a read-only image without a home) each process compiles for itself.
    """
    try:
        return cast("F", njit(nogil=True, cache=True, boundscheck=False)(function))
    except RuntimeError:  # numba's word for "no place to keep it"
        return cast("F", njit(nogil=True)(function))


@intrinsic
def lowest_bit(_typing: Any, word: Any) -> Any:  # pragma: no cover
    """Position of the lowest set bit of a uint64 that is not zero (one instruction)."""

    def code(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.cttz(arguments[0], ir.Constant(ir.IntType(1), 1))

    return types.uint64(types.uint64), code

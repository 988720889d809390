"""Machine code for the loops over rows. Owns how it is compiled and kept, none of the loops."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from llvmlite import ir  # type: ignore[import-untyped] # numba's own, without types
from numba import njit, types
from numba.core import cgutils
from numba.extending import intrinsic

if TYPE_CHECKING:
    from collections.abc import Callable

COMPILED: Final = (
    "ahead",
    "compile",
    "cluster",
    "kernels",
    "order",
    "program",
    "rows",
    "scan",
    "score",
    "spans",
)
F = TypeVar("F", bound="Callable[..., Any]")


def kernel(function: F) -> F:
    """Compile on the first call, without the GIL; the machine code is kept on disk if possible.

    No allocation is possible inside, and so none of numba's counting of references, which took
    three quarters of the time of a match. Its code is put into that of whoever calls it: a call
    hands arrays over word by word, a segment's and a scratch's as some 200 (six us a match).
    """
    return _compiled(function, _nrt=False, forceinline=True)


def allocating_kernel(function: F) -> F:
    """The same for functions that make arrays."""
    return _compiled(function)


def _compiled(function: F, **options: bool) -> F:
    """Compile; numba keeps code beside the module, else in the person's cache.

    Where neither can be written (a read-only image without a home) each process compiles anew.
    """
    options["nogil"] = True
    try:
        compiled = _jit(function, cache=True, **options)
    except RuntimeError:  # numba's word for "no place to keep it"
        return cast("F", _jit(function, **options))
    # numba looks at the file of the function alone, not of those that it calls.
    compiled._cache._cache_file._source_stamp = _stamp()  # noqa: SLF001 - it has no other way
    return cast("F", compiled)


def _jit(function: Any, **options: bool) -> Any:
    make: Any = njit
    return make(**options)(function)


@cache
def _stamp() -> tuple[tuple[float, int], ...]:
    """Changes with every file that is compiled, as numba's own does with one."""
    files = (Path(__file__).with_name(f"{name}.py").stat() for name in COMPILED)
    return tuple((file.st_mtime, file.st_size) for file in files)


@intrinsic
def _fetch(_typing: Any, rows: Any, _at: Any) -> Any:
    """Ask the processor for `rows[at]` before it is needed (one instruction, no effect).

    Into the second cache: the first can wait for some twenty lines at a time, the second for twice
    as many, and scattered owners want them all (measured: 60 instead of 100 us for 9,400).
    """

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        array = context.make_array(signature.args[0])(context, builder, arguments[0])
        address = builder.gep(array.data, [arguments[1]])
        byte, number = ir.IntType(8).as_pointer(), ir.IntType(32)
        kind = ir.FunctionType(ir.VoidType(), [byte, number, number, number])
        call = _function_of(builder.module, kind, "llvm.prefetch.p0i8")
        read, keep, is_data = (ir.Constant(number, value) for value in (0, 2, 1))
        builder.call(call, [builder.bitcast(address, byte), read, keep, is_data])
        return context.get_dummy_value()

    return types.void(rows, types.int64), code


# numba tells mypy nothing of how these are called.
fetch: Any = _fetch
_function_of: Any = cgutils.get_or_insert_function

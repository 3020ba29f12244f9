"""Wall time, CPU time and peak memory of a step, as numbers."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

import msgspec

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Timing(msgspec.Struct, frozen=True):
    """How long one run took, in seconds; ``cpu`` is user and system time of the whole process, all threads."""

    wall: float
    cpu: float


def timed(run: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> tuple[_T, Timing]:
    """Run once; return the result and how long it took."""
    wall, cpu = time.perf_counter(), time.process_time()
    result = run(*args, **kwargs)
    return result, Timing(time.perf_counter() - wall, time.process_time() - cpu)


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    class _MemoryCounters(ctypes.Structure):
        """PROCESS_MEMORY_COUNTERS of the Windows API; what is not asked for is one field."""

        _fields_ = (
            ("cb", wintypes.DWORD),
            ("PageFaultCount", wintypes.DWORD),
            ("PeakWorkingSetSize", ctypes.c_size_t),
            ("WorkingSetAndPools", ctypes.c_size_t * 7),
        )

    def peak_memory() -> float:
        """Return the most memory that this process has held so far, in MB (the peak working set)."""
        counters = _MemoryCounters(cb=ctypes.sizeof(_MemoryCounters))
        get_current_process = ctypes.windll.kernel32.GetCurrentProcess
        get_current_process.restype = wintypes.HANDLE
        get_memory = ctypes.windll.psapi.GetProcessMemoryInfo
        get_memory.argtypes = (wintypes.HANDLE, ctypes.POINTER(_MemoryCounters), wintypes.DWORD)
        if not get_memory(get_current_process(), ctypes.byref(counters), counters.cb):
            raise ctypes.WinError()
        return counters.PeakWorkingSetSize / 1e6

else:
    import resource

    def peak_memory() -> float:
        """Return the most memory that this process has held so far, in MB (the maximum resident set size)."""
        # Linux counts in units of 1,024 bytes, macOS in bytes.
        unit = 1 if sys.platform == "darwin" else 1024
        return _high_water_mark() or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6

    def _high_water_mark() -> float:
        """Return the same as Linux tells it of this program alone; 0 elsewhere.

        What getrusage tells is never less than what the process held that started this one.
        """
        told = Path("/proc/self/status")
        lines = told.read_text(encoding="ascii", errors="replace").splitlines() if told.exists() else []
        return sum(int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("VmHWM:"))

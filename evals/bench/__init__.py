"""Benchmarks (`make bench`, `shenbao bench`): how fast and how big, in figures that can be compared.

Every time is also given as a multiple of a fixed computation timed in the same run, and
memory as a multiple of a bare interpreter's, so that a slow or busy machine does not look
like a slow program. Nothing here fails for being slow: floors on answers are in `evals`.

    startup, imports   `shenbao ask` as a fresh process     index     notices per second
    ask, search        in this process                      http      a real `shenbao serve`
    many               asking over many short notices, in memory
    scaled             all of it over many whole notices, on disk (only when named)

To add a benchmark: write a function that yields `Figure`s and add it to `BENCHES`.
"""

from evals.bench.main import main_bench

__all__ = ["main_bench"]

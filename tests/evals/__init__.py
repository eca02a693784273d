"""Tests of the evaluations and the benchmarks."""

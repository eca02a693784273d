"""Known facts as data, small scorers, a runner and its report; and the benchmarks in `bench/`.

Evaluates exactly what is served: the assistant is asked as any face asks it. Called by the
command line (`shenbao eval`, `shenbao bench`); nothing else imports it.

    samples/       suites of samples, JSON lines      sample.py      a sample, read and checked
    matching.py    what counts as the same words      scorers.py     judgements on one answer
    sourced.py     values without a source            searching.py   retrieval metrics
    metrics.py     averages, floors.yaml              runner.py      asks, scores, sums up
    tables.py      the terminal's tables              report.py      the HTML report
    saved.py       a run as JSON                      compare.py     two runs, sample by sample
"""

"""What goes to the terminal: results to standard output, everything else to standard error.

`mend_streams` comes before anything is printed, `why` puts what the system refused into Chinese.
`Progress` is the bar shown while notices are indexed; it appears only once there is something
to index, so that a run with nothing to do stays silent.
"""

from __future__ import annotations

import errno
import os
import sys
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from ui.render import printable

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

_REASONS = {
    errno.ENOSPC: "磁盘空间不足，请清理后再试。",
    errno.EDQUOT: "磁盘配额已用完，请清理后再试。",
    errno.EACCES: "没有权限，请检查读写权限。",
    errno.EPERM: "没有权限，请检查读写权限。",
    errno.EROFS: "磁盘是只读的。",
    errno.ENOENT: "没有这个文件或文件夹。",
    errno.EMFILE: "打开的文件太多，请稍后再试。",
}
_STAGES = {"read": "读取通知", "embed": "计算向量", "index": "建立索引"}


def mend_streams() -> None:
    """Make the standard streams safe to use: one that was closed leads nowhere, and no character is fatal to print."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - stays open
        elif mode == "w" and isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def why(error: OSError) -> str:
    """What the system refused, in Chinese where it is a usual thing."""
    reason = _REASONS.get(error.errno or 0) or error.strerror or str(error)
    return f"读写失败：{f'“{error.filename}”' if error.filename else ''}{reason}"


def say(text: str = "") -> None:
    """A result, on standard output. What the terminal's encoding lacks is replaced, never fatal."""
    _write(sys.stdout, text)


def note(text: str) -> None:
    """A remark or an error, on standard error. Names of files and of notices in it cannot steer the terminal."""
    _write(sys.stderr, printable(text))


def _write(stream: object, text: str) -> None:
    encoding = getattr(stream, "encoding", None) or "utf-8"
    print(text.encode(encoding, "replace").decode(encoding), file=stream, flush=True)  # type: ignore[call-overload]


class Progress:
    """A progress bar on standard error for `Library`: `with Progress() as step: library.sync(…, progress=step)`."""

    def __init__(self) -> None:
        self._bar: Bar | None = None
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            if error is None:
                self._finish()
            self._bar.stop()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show that `done` of `total` are over in a stage of indexing: read, embed or index."""
        if total <= 0:
            return
        if self._bar is None:
            self._bar = _started()
        if stage not in self._tasks:
            self._finish()
            self._tasks[stage] = self._bar.add_task(_STAGES.get(stage, stage), total=total)
        self._bar.update(self._tasks[stage], completed=done, total=total)

    def _finish(self) -> None:
        """A stage that has been left is over, even if its last step was not reported."""
        if self._bar is not None:
            for task in self._bar.tasks:
                self._bar.update(task.id, completed=task.total)


def _started() -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    bar = Bar(*columns, console=Console(stderr=True))
    bar.start()
    return bar

"""A program that runs in our place: its signals, its end, and nothing between it and its user."""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress

NOT_FOUND = 127
NOT_EXECUTABLE = 126
"""What shells say. Source: POSIX, Shell Command Language, 2.8.2"""
PASSED_ON = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2")
_KERNEL = 0x80
"""``si_code`` of a signal that a terminal sends."""
_KEYS = {"SIGINT", "SIGQUIT"}
"""The signals that a terminal has keys for. The program gets those itself; that it hangs up, only
the leader of a session is told, and that may be us."""


class NotStarted(Exception):
    """A program cannot be started: the exit status that says so, and a sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


class Signals:
    """The signals that are meant for the program, held from now on until there is one.

    Made before any thread is: threads hold what their maker holds.
    """

    def __init__(self) -> None:
        heeded = [getattr(signal, name) for name in PASSED_ON if hasattr(signal, name)]
        # What is ignored, as nohup has it, stays so for the program, too.
        self._heeded = {one for one in heeded if signal.getsignal(one) is not signal.SIG_IGN}
        self._waited = {*self._heeded, signal.SIGCHLD}
        signal.signal(signal.SIGCHLD, lambda number, _: None)  # or BSD would not let it wait
        self._before = signal.pthread_sigmask(signal.SIG_BLOCK, self._waited)

    def run(self, command: Sequence[str], environment: Mapping[str, str]) -> int:
        """Run a program to its end, pass on what it is told, and say how it ended.

        The answer is its exit status; below zero, the signal that killed it. Raises NotStarted.
        """
        child = self._started(command, environment)
        while child.poll() is None:
            number, typed = _next(self._waited)
            if number in self._heeded and not typed:
                child.send_signal(number)
        return child.returncode

    def _started(
        self, command: Sequence[str], environment: Mapping[str, str]
    ) -> "subprocess.Popen[bytes]":
        """The program, which holds no signals: it starts while we hold none."""
        early: list[int] = []
        former = {
            one: signal.signal(one, lambda number, _: early.append(number)) for one in self._heeded
        }
        signal.pthread_sigmask(signal.SIG_SETMASK, self._before)
        try:
            # Ours close themselves; others, such as those of a shell's <(...), are the program's.
            child = subprocess.Popen(command, env=dict(environment), close_fds=False)
        except FileNotFoundError as missing:
            raise NotStarted(NOT_FOUND, f"{command[0]}: command not found") from missing
        except (OSError, ValueError) as wrong:
            words = wrong.strerror if isinstance(wrong, OSError) else str(wrong)
            raise NotStarted(NOT_EXECUTABLE, f"{command[0]} cannot be run: {words}") from wrong
        finally:
            signal.pthread_sigmask(signal.SIG_BLOCK, self._waited)
            for one, handler in former.items():
                signal.signal(one, handler)
        for number in early:
            child.send_signal(number)
        return child


def _next(waited: set[signal.Signals]) -> tuple[int, bool]:
    """The next signal, and whether it was typed: then the program has got it already."""
    if hasattr(signal, "sigwaitinfo"):
        told = signal.sigwaitinfo(waited)
        number, by_terminal = told.si_signo, told.si_code == _KERNEL
    else:  # macOS does not say who sends it
        number, by_terminal = signal.sigwait(waited), _in_the_foreground()
    return number, by_terminal and signal.Signals(number).name in _KEYS


def _in_the_foreground() -> bool:
    """Whether a terminal would send its signals to us."""
    try:
        terminal = os.open("/dev/tty", os.O_RDONLY | os.O_NOCTTY)
    except OSError:
        return False
    try:
        return os.tcgetpgrp(terminal) == os.getpgrp()
    finally:
        os.close(terminal)


def end_as(status: int) -> int:
    """End this process as a program ended; the exit status to leave with, if we are still here."""
    if status >= 0:
        return status
    number = -status
    with suppress(ImportError, OSError, ValueError):  # no second core file, of us
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError, ValueError):  # SIGKILL and SIGSTOP have no handlers
        signal.signal(number, signal.SIG_DFL)
    with suppress(OSError, ValueError):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {number})
        os.kill(os.getpid(), number)
    return 128 + number

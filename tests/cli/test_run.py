"""``mockxero run -- CMD``: what the program gets, how it ends, what is said of it."""

import sys

import pytest

from tests.cli.running import told

PYTHON = sys.executable


def ran(*command, options=(), **variables):
    return told("run", *options, "--", *command, **variables)


class TestEnds:
    @pytest.mark.parametrize("status", [0, 1, 3, 255])
    def test_as_the_program_ends(self, status):
        assert ran("sh", "-c", f"exit {status}").returncode == status

    def test_by_the_signal_that_killed_it(self):
        assert ran("sh", "-c", "kill -KILL $$").returncode == -9

    def test_at_once_where_there_is_no_such_program(self):
        said = ran("no-such-program")

        assert said.returncode == 127
        assert said.stderr == "Error: no-such-program: command not found\n"
        assert said.stdout == ""

    def test_at_once_where_it_is_no_program(self, tmp_path):
        said = ran(str(tmp_path))

        assert said.returncode == 126
        assert said.stderr.count("\n") == 1


class TestTheProgram:
    def test_has_its_own_options(self):
        assert ran("echo", "--help", "-x", "--").stdout == "--help -x --\n"

    def test_has_stdout_to_itself(self):
        said = ran("echo", "mine")

        assert said.stdout == "mine\n"
        assert "no call reached the mock" in said.stderr

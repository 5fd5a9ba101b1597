"""Runs the tests of a function that a model wrote; the function itself runs in a process of its own.

Standard input: {"program", "prompt", "entry_point", "test"}. Exits with 0 where `check(function)` runs through.
"""

import builtins
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

from plain import packed, unpacked

SECONDS = 10
MOST_CHARACTERS = 1 << 24


class Answer:
    """The process in which the model's program runs."""

    def __init__(self, program, name):
        self.gone = False
        self.process = subprocess.Popen(
            [sys.executable, "-s", "-E", "-B", Path(__file__).with_name("answer.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            start_new_session=True,
        )
        self.send([program, name])

    def send(self, message):
        try:
            self.process.stdin.write(json.dumps(message) + "\n")
            self.process.stdin.flush()
        except OSError as error:
            raise self.lost() from error

    def receive(self):
        try:
            line = self.process.stdout.readline(MOST_CHARACTERS)
            return json.loads(line)
        except (OSError, ValueError) as error:
            raise self.lost() from error

    def lost(self):
        self.gone = True
        return Gone()

    def call(self, *args, **named):
        self.send([[packed(arg) for arg in args], {key: packed(arg) for key, arg in named.items()}])
        kind, *rest = self.receive()
        if kind == "value":
            return unpacked(rest[0])
        error = getattr(builtins, rest[0], None)
        is_error = isinstance(error, type) and issubclass(error, Exception)
        raise (error if is_error else RuntimeError)(rest[1])

    def end(self):
        """Everything it started too, where the system knows groups of processes."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except (AttributeError, OSError):
            self.process.kill()


class Gone(BaseException):
    """The program ended, or does not keep to the protocol: no `except Exception` of a test may take that for an answer."""


def surroundings(prompt):
    """What the prompt defines: tests may use its imports and other functions."""
    for ending in ("", "\n    pass\n"):
        names = {"__name__": "__main__"}
        try:
            exec(compile(prompt + ending, "prompt", "exec"), names)
            return names
        except SyntaxError:
            continue
    return {"__name__": "__main__"}


def main():
    task = json.load(sys.stdin)
    answer = Answer(task["program"], task["entry_point"])

    def give_up():
        answer.end()
        os._exit(1)

    timer = threading.Timer(SECONDS, give_up)
    timer.daemon = True
    timer.start()
    try:
        if answer.receive() != ["ready"]:
            raise Gone
        names = surroundings(task["prompt"])
        names[task["entry_point"]] = answer.call
        exec(compile(task["test"], "test", "exec"), names)
        names["check"](answer.call)
        # A test that takes any exception for an answer may have passed over its end.
        if answer.gone:
            raise Gone
    finally:
        answer.end()


main()

"""Runs a program that a model wrote and answers calls of one of its functions, in JSON lines.

It shares no process with the tests, so that nothing it does can make them pass but right values. Limits of the
operating system and an audit hook keep accidents small; they are no prison for malice.
"""

import json
import os
import sys

from plain import packed, unpacked

SECONDS = 10
MEGABYTES = 1024
FORBIDDEN = (
    "socket.", "subprocess.", "shutil.", "ftplib.", "smtplib.", "urllib.", "http.", "webbrowser.", "winreg.", "pty.",
    "ctypes.call_function", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile",
    "os.kill", "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod",
    "os.chown", "os.utime", "os.setxattr", "os.removexattr", "os.chflags",
)


def limit():
    try:
        import resource
    except ImportError:
        return
    for kind, most in (
        ("RLIMIT_AS", MEGABYTES << 20),
        ("RLIMIT_CPU", SECONDS),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_NPROC", 0),
    ):
        try:
            resource.setrlimit(getattr(resource, kind), (most, most))
        except (AttributeError, ValueError, OSError):
            pass


def guard(event, args):
    if event.startswith(FORBIDDEN):
        raise PermissionError(f"{event} is not allowed here")
    if event == "open":
        _, mode, flags = args
        writes = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
        if (isinstance(mode, str) and set(mode) & set("wax+")) or (isinstance(flags, int) and flags & writes):
            raise PermissionError("files are not written here")


def channel():
    """What the tests send and get; the program itself finds its input empty and its output nowhere."""
    calls = os.fdopen(os.dup(0), "r", encoding="utf-8")
    results = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    return calls, results


def main():
    calls, results = channel()
    program, name = json.loads(calls.readline())

    def send(message):
        results.write(json.dumps(message) + "\n")
        results.flush()

    limit()
    sys.addaudithook(guard)
    names = {"__name__": "__main__"}
    exec(compile(program, "answer", "exec"), names)
    function = names[name]
    send(["ready"])
    for line in calls:
        args, named = json.loads(line)
        try:
            value = function(*[unpacked(arg) for arg in args], **{key: unpacked(arg) for key, arg in named.items()})
            message = ["value", packed(value)]
        except Exception as error:
            message = ["error", type(error).__name__, str(error)[:1000]]
        send(message)


main()

"""Runs one script of the worker on the host of the play, through the connection that Ansible has to it."""

from __future__ import annotations

import base64
import os
import socket

from ansible.errors import AnsibleError
from ansible.plugins.action import ActionBase

# More than the worker reads before it gives a script up; nobody holds an endless flood in memory.
CAP_BYTES = 17 * 1048576

# Constant, and the only command that a login shell ever reads. Both streams are cut at the cap: head of its own each,
# the output of the shell through descriptor 4, its errors through 3.
SHELL = (
    "{ { /bin/sh -s 2>&3 3>&- 4>&- | head -c %(cap)d >&4 3>&- 4>&-; } 3>&1 | head -c %(cap)d >&2 4>&-; } 4>&1"
    % {"cap": CAP_BYTES}
)

# Does nothing on the host, but fails where there is no way to it.
NOTHING = ":"


class ActionModule(ActionBase):
    """The dialogue with the worker: it says "next", we open the way and say "open", it sends the script and no more.

    It closes the connection without "next" when there will be no more scripts, and after "open" without a script where
    the script must not be run after all.
    """

    TRANSFERS_FILES = False

    def run(self, tmp=None, task_vars=None):
        result = super().run(tmp, task_vars)
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as worker:
            worker.connect(os.environ["ETLAAS_SCRIPTS"])
            if worker.recv(5, socket.MSG_WAITALL) != b"next\n":
                return dict(result, is_last=True)
            self._open_way()
            worker.sendall(b"open\n")
            script = _read_all(worker)
        if not script:
            return dict(result, is_last=False)
        answer = self._execute(SHELL, script)
        return dict(
            result,
            is_last=False,
            # Base64: bytes as they came, and nothing in them that a template could be.
            output=base64.b64encode(_to_bytes(answer["stdout"])).decode("ascii"),
            errors=base64.b64encode(_to_bytes(answer["stderr"])).decode("ascii"),
        )

    def _open_way(self):
        """Connects and becomes the OS user, or raises: then no script was sent."""
        answer = self._execute(NOTHING, b"\n")
        if answer["rc"] != 0:
            raise AnsibleError("the way to the host is closed: %s" % answer["stderr"][:500])

    def _execute(self, command, data):
        return self._low_level_execute_command(command, in_data=data, encoding_errors="surrogateescape")


def _read_all(connection):
    chunks = []
    while True:
        chunk = connection.recv(65536)
        if not chunk:
            return b"".join(chunks)
        chunks.append(chunk)


def _to_bytes(text):
    return text.encode("utf-8", "surrogateescape")

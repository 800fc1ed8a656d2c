"""Tells the worker what happens, as JSON lines on stdout, and nothing else."""

from __future__ import annotations

import json
import os
import sys

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
name: etlaas_events
type: stdout
short_description: JSON lines for the worker of etlaas
description: One object a line, with the member event.
"""


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "stdout"
    CALLBACK_NAME = "etlaas_events"

    def v2_playbook_on_task_start(self, task, is_conditional):
        _say(event="task-begun")

    def v2_runner_retry(self, result):
        _tell_end(result._result)

    def v2_runner_on_ok(self, result):
        _tell_end(result._result)

    def v2_runner_on_failed(self, result, ignore_errors=False):
        if "output" in result._result:
            # The last of the retries: the script ran, and "until" was never true.
            _tell_end(result._result)
        else:
            _say(event="failed", message=_message(result))

    def v2_runner_on_unreachable(self, result):
        _say(event="unreachable", message=_message(result))


def _tell_end(answer):
    """The answer of etlaas_script; what it did not run has no output."""
    if "output" in answer:
        _say(event="script-ended", output=answer["output"], errors=answer["errors"])
    else:
        _say(event="nothing-run", isLast=answer.get("is_last", True))


def _message(result):
    return str(result._result.get("msg", ""))[:2000]


def _say(**event):
    try:
        sys.stdout.write(json.dumps(event) + "\n")
        sys.stdout.flush()
    except OSError:
        # Nobody listens any more: the worker died. What runs on the host is journalled there.
        os._exit(1)

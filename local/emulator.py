"""Runs the local cloud for as long as the program that started it lives.

Its standard input is a pipe from that program. The pipe ends when the program does, even by SIGKILL, and then the whole
process group goes: this emulator and the Lambda workers it started.
"""

import os
import signal
import sys
import threading

from ministack.app import main


def die_with_parent() -> None:
    sys.stdin.buffer.read()
    os.killpg(0, signal.SIGKILL)


threading.Thread(target=die_with_parent, daemon=True).start()
main()

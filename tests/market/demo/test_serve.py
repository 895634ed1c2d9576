import signal
import subprocess
import sys
import time

WAITING = """
import subprocess, sys
from market.demo.serve import wait
child = "import signal, time; signal.signal(15, lambda *_: time.sleep(1) or exit(0));"
child += "print('up', flush=True); time.sleep(60)"
sys.exit(wait([subprocess.Popen([sys.executable, "-c", child])]))
"""


def test_two_signals_in_a_row_stop_the_demo_without_a_word():
    demo = subprocess.Popen(
        [sys.executable, "-c", WAITING], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert demo.stdout.readline() == b"up\n"

    for _ in range(2):
        demo.send_signal(signal.SIGTERM)
        time.sleep(0.5)

    _, said = demo.communicate(timeout=20)
    assert said == b""
    assert demo.returncode == 0

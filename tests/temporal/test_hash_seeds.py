"""Every process orders sets of words in its own way, and all of them must read a text alike."""

import os
import subprocess
import sys

# Two readings cover as many words of it.
TEXT = "It rained for a week later that month."
CODE = "import sys; from transforms.temporal import normalize; print([m.text for m in normalize(sys.argv[1], None)])"


def test_equals_are_told_apart_alike_in_every_process() -> None:
    read = {
        subprocess.run(
            [sys.executable, "-c", CODE, TEXT],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "3", "7")
    }
    assert read == {"['a week', 'that month']\n"}

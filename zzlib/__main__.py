"""`python -m zzlib` is `zz`."""

import sys


def run() -> int:
    """Run a command; heed whoever asks to stop from the first moment on, and no more when the command is done."""
    from zzlib import stopping

    stopping.heed()
    try:
        from zzlib.cli import main

        code = main()
    except stopping.Stopped:  # while the program was still being loaded
        sys.stderr.write("已中断，没有完成；原有输出未动\n")
        code = 3
    stopping.ignore()
    return code


if __name__ == "__main__":
    sys.exit(run())

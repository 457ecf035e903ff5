"""Run the command as `python -m interview_coder`."""

from interview_coder.cli import main

if __name__ == "__main__":
    main()

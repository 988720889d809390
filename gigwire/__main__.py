"""`python -m gigwire`: the same as the `gigwire` command."""

from gigwire.cli import main

if __name__ == "__main__":
    main()

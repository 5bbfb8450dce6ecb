"""What two or more of the function folders need."""

__version__ = "0.1.0"

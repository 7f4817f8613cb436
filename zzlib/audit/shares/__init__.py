"""Parts in a whole: 占…的 p%, lists of shares, two halves, rates of two numbers."""

"""One way to write each exercise, in the form of its cell: the key that answers are judged against."""


def identity(a):
    return a


def weighted_rows(x, w):
    return x @ w

"""One way to write each exercise, in the form of its cell: the key that answers are judged against."""


def identity(a):
    y = a
    return y


def count_numbers(x):
    return x.shape[0] * x.shape[1]


def weighted_rows(x, w):
    return x @ w

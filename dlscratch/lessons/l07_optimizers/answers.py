"""One way to write each exercise, in the form of its cell: the key that answers are judged against."""


def momentum_step(a):
    return 2 * a  # write me

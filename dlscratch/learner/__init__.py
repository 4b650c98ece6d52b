"""What somebody else wrote: how long it may run, whose function it is, and its errors in words."""

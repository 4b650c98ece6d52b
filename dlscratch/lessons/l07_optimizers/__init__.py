"""Lesson 07: Optimizers."""

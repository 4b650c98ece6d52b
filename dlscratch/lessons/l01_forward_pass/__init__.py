"""Lesson 01: the forward pass."""

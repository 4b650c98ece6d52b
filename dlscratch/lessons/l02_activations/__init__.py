"""Lesson 02: activations."""

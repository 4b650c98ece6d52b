"""Lesson 05: backpropagation."""

"""Lesson 08: Where weights start."""

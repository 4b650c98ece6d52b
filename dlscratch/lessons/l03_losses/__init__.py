"""Lesson 03: outputs and losses."""

"""Lesson 04: numerical differentiation."""

"""Lesson 06: training on MNIST."""

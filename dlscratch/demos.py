"""Live demos, one file a lesson: each call shows a picture with its controls. `from dlscratch import demos`."""

from .lessons.l00_start_here.health import health, line
from .lessons.l01_forward_pass.neuron import network_size, neuron
from .lessons.l01_forward_pass.shapes import shapes
from .lessons.l02_activations.activation import activation, depth, saturation
from .lessons.l02_activations.dead_units import dead_units
from .lessons.l03_losses.softmax_bars import binary_loss, large_scores, softmax_bars, two_losses
from .lessons.l04_numerical_differentiation.cost_clock import cost_clock
from .lessons.l04_numerical_differentiation.descent import descent, valley
from .lessons.l04_numerical_differentiation.secant import error_against_h, secant
from .lessons.l05_backpropagation.check_gradient import check_gradient
from .lessons.l05_backpropagation.fruit_graph import fruit_graph, price_graph
from .lessons.l05_backpropagation.gradient_race import gradient_race
from .lessons.l05_backpropagation.worked_example import network_graph, worked_example
from .lessons.l06_mnist_training.cockpit import cockpit
from .lessons.l06_mnist_training.confusion import confusion
from .lessons.l06_mnist_training.draw_digit import draw_digit
from .lessons.l06_mnist_training.gradient_noise import gradient_noise
from .lessons.shared.playground import playground

__all__ = [
    "activation", "binary_loss", "check_gradient", "cockpit", "confusion", "cost_clock", "dead_units", "depth",
    "descent", "draw_digit", "error_against_h", "fruit_graph", "gradient_noise", "gradient_race", "health",
    "large_scores", "line", "network_graph", "network_size", "neuron", "playground", "price_graph", "saturation",
    "secant", "shapes", "softmax_bars", "two_losses", "valley", "worked_example",
]

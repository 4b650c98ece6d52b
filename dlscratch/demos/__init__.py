"""Live demos, one file a lesson: each call shows a picture with its controls. `from dlscratch import demos`."""

from .activations import activation, depth, saturation
from .backpropagation import fruit_graph, price_graph
from .check_gradient import check_gradient
from .confusion import confusion
from .cost_clock import cost_clock
from .dead_units import dead_units
from .descent import descent, valley
from .draw_digit import draw_digit
from .forward_pass import network_size, neuron
from .gradient_noise import gradient_noise
from .gradient_race import gradient_race
from .losses import binary_loss, large_scores, softmax_bars, two_losses
from .mnist_training import cockpit
from .numerical_differentiation import error_against_h, secant
from .playground import playground
from .shape_tracer import shapes
from .start_here import health, line
from .worked_example import network_graph, worked_example

__all__ = [
    "activation", "binary_loss", "check_gradient", "cockpit", "confusion", "cost_clock", "dead_units", "depth",
    "descent", "draw_digit", "error_against_h", "fruit_graph", "gradient_noise", "gradient_race", "health",
    "large_scores", "line", "network_graph", "network_size", "neuron", "playground", "price_graph", "saturation",
    "secant", "shapes", "softmax_bars", "two_losses", "valley", "worked_example",
]

"""Neural networks from the first multiplication to MNIST, in NumPy: what the lessons build up, written once.

    import dlscratch as dl

The modules stand in the order of the lessons, and each imports only from those before it:

    arrays -> threads -> functions -> gradient -> layers -> measured -> networks -> storage -> schedules
    -> optimizers -> idx -> mapped -> datasets -> records -> steps -> training -> svg -> plots -> learner -> live
    -> lessons -> checking -> classroom -> demos -> exercises

From `svg` on they are imported by name: they load matplotlib and ipywidgets.
"""

from .arrays import one_hot
from .datasets import blobs, circles, linear, load_mnist, moons, plane, spiral, xor
from .functions import (
    binary_cross_entropy,
    cross_entropy_error,
    identity,
    leaky_relu,
    log_softmax,
    mean_squared_error,
    relu,
    sigmoid,
    sigmoid_cross_entropy,
    softmax,
    softmax_cross_entropy,
    step,
    tanh,
)
from .gradient import (
    directional_check,
    gradient_check,
    gradient_descent,
    numerical_diff,
    numerical_gradient,
    relative_error,
)
from .layers import (
    Add,
    Affine,
    Identity,
    IdentityWithLoss,
    LeakyReLU,
    Multiply,
    ReLU,
    Sigmoid,
    SigmoidWithLoss,
    SoftmaxWithLoss,
    Tanh,
)
from .networks import MultiLayerNet, TwoLayerNet
from .optimizers import SGD, Adadelta, AdaGrad, Adam, Momentum, Nesterov, RMSProp
from .records import Epoch
from .schedules import cosine, step_decay, warm_up
from .storage import load_network, save_network
from .training import confusion_matrix, minibatches, train

__version__ = "0.1.0"

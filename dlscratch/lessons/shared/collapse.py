"""When has a network collapsed? Not finite, every unit of a layer dead, or mostly no better than a guess."""

import math
from collections import deque

import numpy as np

from ... import live
from ...networks import MultiLayerNet

PATIENCE = 100  # steps that are looked at: one lucky batch among them says nothing
SEEN = 200  # test samples for which a unit is looked at


class Watch:
    """Looks at each step of a trainer; raises live.Stop, once for each kind of collapse, with step, layer, setting.

    `since` is the step at which it collapsed, None once it has recovered: then a new collapse is told again.
    """

    def __init__(self, classes):
        self.guess = math.log(classes)  # the loss of a network that gives every class the same probability
        self.recent = deque(maxlen=PATIENCE)
        self.fell = False  # a network that has never left the guess, nor leapt from it, is slow: it has not collapsed
        self.told, self.since, self.last_move = set(), None, None

    def moved(self, name, value, step):
        """Note the setting that moved last."""
        shown = f"{value:g}" if isinstance(value, float) else value
        self.last_move = f"{name.replace('_', ' ')} was set to {shown} at step {step:,}"

    def look(self, trainer, x):
        """Look at the step that was taken, on the batch x."""
        loss = trainer.loss
        self.recent.append(loss)
        self.fell = self.fell or not 0.8 * self.guess < loss < 2 * self.guess
        if not math.isfinite(loss) or trainer.step % 10 == 0 and not _finite(trainer.net.params):
            self._tell_not_finite(trainer)
        if loss >= 0.9 * self.guess and "dead" not in self.told:
            self._tell_dead(trainer, x)
        if len(self.recent) == PATIENCE:
            self._look_back(trainer)

    def _look_back(self, trainer):
        """Look at the last steps together: are most no better than a guess, or are they good again?"""
        usual, bad = float(np.median(self.recent)), 0.98 * self.guess
        if self.told and usual < 0.8 * self.guess:
            self.told, self.since = set(), None
        if self.fell and not self.told and usual >= bad:
            count = sum(loss >= bad for loss in self.recent)
            what = f"in {count} of the last {PATIENCE} steps the loss was not below {bad:.2f}, and a guess, the same "
            what += f"probability for every class, has {self.guess:.2f}"
            self._tell("stuck", trainer, what + _worst_layer(trainer))

    def _tell_not_finite(self, trainer):
        bad = [key for key, param in trainer.net.params.items() if not np.isfinite(param).all()]
        where = f"{bad[0]} holds values that are not numbers any more" if bad else "the parameters are still finite"
        remedy = "It cannot recover: press Reset for new weights."
        self._note("not finite", trainer)
        raise live.Stop(self._sentence(trainer, f"the loss is {trainer.loss:g}, and {where}", remedy))

    def _tell_dead(self, trainer, x):
        if getattr(trainer.net, "activation", "") != "relu":
            return
        if _dead_layer(trainer.net, x) is None:
            return
        x = trainer.probe(trainer.train)[0]
        # The picture, which counts others, is not to say that one of them lives.
        layer = _dead_layer(trainer.net, np.concatenate([x, seen(trainer)]))
        if layer is not None:
            units = trainer.net.sizes[layer]
            what = f"all {units} units of hidden layer {layer} are dead: they give 0 for each of "
            if units == 1:
                what = f"the only unit of hidden layer {layer} is dead: it gives 0 for each of "
            what += f"{len(x):,} training samples, so hardly any gradient comes through"
            self._tell("dead", trainer, what)

    def _tell(self, kind, trainer, what):
        if kind not in self.told:
            self._note(kind, trainer)
            raise live.Stop(self._sentence(trainer, what))

    def _note(self, kind, trainer):
        self.told.add(kind)
        self.since = self.since or trainer.step
        self.recent.clear()  # whether it recovers is seen from here on

    def words(self):
        """Return a sentence for a network that has collapsed and goes on, "" for any other."""
        return f" It collapsed at step {self.since:,} and has not recovered." if self.since else ""

    def _sentence(self, trainer, what, remedy="Press Play to see whether it recovers, or Reset for new weights."):
        since = f", after {self.last_move}" if self.last_move else f", at learning rate {trainer.learning_rate:g}"
        if trainer.gradient is not None or not isinstance(trainer.net, MultiLayerNet):
            remedy += " A wrong gradient does the same: compare it with dl.gradient_check."
        return f"Collapsed at step {trainer.step:,}{since}: {what}. {remedy}"


def seen(trainer):
    """Return the samples (SEEN, D) for which the cockpit shows and counts the units."""
    return trainer.probe(trainer.test, SEEN)[0]


def _dead_layer(net, x):
    """Return the number of the first hidden layer that gives 0 for every row of x, or None."""
    return next((i for i, z in enumerate(net.activations(x)[:-1], start=1) if not z.any()), None)


def constant_units(z):
    """Return how many units (columns) of z (N, H) give the same for every sample: they neither say nor learn."""
    return int((z == z[:1]).all(axis=0).sum())


def _worst_layer(trainer):
    """Return in words which hidden layer has most dead units; nothing where there is none, or no way to know."""
    if not hasattr(trainer.net, "activations"):
        return ""
    layers = trainer.net.activations(seen(trainer))[:-1]
    counts = [constant_units(z) for z in layers]
    if not any(counts):
        return ""
    worst = int(np.argmax(counts))
    return f"; {counts[worst]} of {layers[worst].shape[1]} units of hidden layer {worst + 1} are dead"


def _finite(params):
    return all(np.isfinite(np.sum(param)) for param in params.values())

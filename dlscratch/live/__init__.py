"""Pictures that move: a model that computes, a picture of it, and around both a thin shell of controls and a clock.

A demo is one call, `Demo(picture, controls, settings)`. Without a model, `picture(**settings)` is drawn again whenever
a control moves. With a model, an object that is made from the settings, `picture(model)` is drawn, and the model may
have

    tick(seconds)     go on for that long, at least one step (`keep_on`); the demo then has Play, Step and Reset
    set(**changed)    take a new setting without starting again; without it, a moved control makes the model anew
    begin()           go on to where the demo opens, once: after Reset it starts from the very beginning

Models and pictures know no widget. The clock is in the browser, so that a slider answers while a network trains.
"""

from .clock import keep_on
from .controls import button, log_slider, menu, number, slider, toggle
from .demo import Demo, Stop

__all__ = ["Demo", "Stop", "button", "keep_on", "log_slider", "menu", "number", "slider", "toggle"]

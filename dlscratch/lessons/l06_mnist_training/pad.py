"""A pad to draw on, made of core widgets: pen, mouse, finger and arrow keys draw in the browser, at its own speed.

The pad is SVG in an HTML widget whose handlers write the drawing, as text, into the field of a Text widget beside it.
From there it reaches Python as if it had been typed, on every notebook that shows core widgets.
"""

from html import escape

import ipywidgets as widgets

from .handwriting import PAD, PEN

LABEL = (
    "Pad. Arrow keys move the pen, the space bar puts it down and lifts it, "
    "Backspace takes the last line back, Delete clears the pad."
)
HANDLER = """
const pad = this, path = pad.querySelector('path'), pen = pad.querySelector('circle');
const field = pad.closest('.dl-pad').querySelector('input');
const show = (d) => {
  path.setAttribute('d', d); field.value = d; field.dispatchEvent(new Event('input', {bubbles: true}));
};
const drawn = () => {
  if (pad.dataset.example) { delete pad.dataset.example; return ''; }
  return path.getAttribute('d') || '';
};
const place = () => [+pen.getAttribute('cx'), +pen.getAttribute('cy')];
const move = (x, y) => {
  const inside = (v) => Math.round(Math.min(SIZE - 6, Math.max(6, v)));
  pen.setAttribute('cx', inside(x)); pen.setAttribute('cy', inside(y));
};
const put = () => { const p = place().join(' '); show(drawn() + 'M' + p + 'L' + p); };
const follow = () => show(drawn() + 'L' + place().join(' '));
const stroke = (down) => {
  if (down) { pad.dataset.down = 1; put(); } else { delete pad.dataset.down; }
  pen.setAttribute('fill-opacity', down ? 0.9 : 0.2);
};
const box = pad.getBoundingClientRect();
const [x, y] = [(event.clientX - box.left) / box.width * SIZE, (event.clientY - box.top) / box.height * SIZE];
if (event.type === 'pointerdown') {
  pad.setPointerCapture(event.pointerId); pad.focus(); move(x, y); stroke(true); event.preventDefault();
} else if (event.type === 'pointermove') {
  const [px, py] = place();
  if (pad.dataset.down && Math.hypot(x - px, y - py) >= 4) { move(x, y); follow(); }
} else if (event.type === 'keydown') {
  const way = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]}[event.key];
  const [px, py] = place();
  if (way) { move(px + 10 * way[0], py + 10 * way[1]); if (pad.dataset.down) { follow(); } }
  else if (event.key === ' ') { stroke(!pad.dataset.down); }
  else if (event.key === 'Delete') { stroke(false); drawn(); show(''); }
  else if (event.key === 'Backspace') {
    stroke(false); const d = drawn(); show(d.slice(0, Math.max(0, d.lastIndexOf('M'))));
  }
  else { return; }
  event.preventDefault(); event.stopPropagation();
} else { stroke(false); }
"""
EVENTS = ("pointerdown", "pointermove", "pointerup", "pointercancel", "keydown", "blur")


class Pad(widgets.VBox):
    """A square pad; `drawing` is the Text widget that holds what is drawn, and may be set.

    An `example` given at the start is wiped away by the first line that is drawn.
    """

    def __init__(self, example=""):
        self._paper, self._refreshed = widgets.HTML(), 0
        self._ink = widgets.Text(example, layout={"display": "none"})
        self.undo = widgets.Button(description="Undo", icon="undo")
        self.clear = widgets.Button(description="Clear", icon="eraser")
        super().__init__([self._paper, self._ink, widgets.HBox([self.undo, self.clear])])
        self.add_class("dl-pad")
        self._refresh(example, is_example=bool(example))

    @property
    def drawing(self):
        return self._ink.value

    def on_change(self, callback):
        """Call `callback(drawing)` whenever the pen has moved."""
        self._ink.observe(lambda change: callback(change["new"]), "value")

    def show(self, drawing):
        """Put a drawing on the pad, unless it is what the pad shows."""
        if drawing != self._ink.value:
            self._ink.value = drawing
            self._refresh(drawing)

    def _refresh(self, drawing, is_example=False):
        self._refreshed += 1  # a new text each time, or the browser would keep the pad as it is
        self._paper.value = paper(drawing, is_example, self._refreshed)


def paper(drawing, is_example=False, number=0):
    """Return the pad as HTML, with a drawing on it."""
    code = escape(" ".join(HANDLER.replace("SIZE", str(PAD)).split()), quote=True)
    handlers = " ".join(f'on{name}="{code}"' for name in EVENTS)
    example = 'data-example="1" ' if is_example else ""
    return (
        f'<svg viewBox="0 0 {PAD} {PAD}" data-number="{number}" {example}tabindex="0" role="application" '
        f'aria-label="{escape(LABEL)}" data-lm-suppress-shortcuts="true" style="display:block;width:{PAD}px;'
        f'max-width:100%;background:#f2f2ef;border:2px solid #8c8c8c;touch-action:none;cursor:crosshair" {handlers}>'
        f'<path d="{escape(drawing)}" fill="none" stroke="#101010" stroke-width="{PEN}" stroke-linecap="round" '
        f'stroke-linejoin="round"/><circle cx="{PAD // 2}" cy="{PAD // 2}" r="{PEN // 2}" fill="#D55E00" '
        f'fill-opacity="0.2" stroke="#D55E00" stroke-width="2" pointer-events="none"/></svg>'
    )

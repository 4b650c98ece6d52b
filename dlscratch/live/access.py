"""What a screen reader, a keyboard, a finger or forced colours need, and what core widgets do not give of themselves.

ipywidgets has no hook for names and values in words. So a piece of HTML that stands among the controls carries a small
script; it runs when the page shows it, and stays with its own demo or box of buttons. Where a page allows no scripts,
everything works as before, without these words.
"""

from html import escape

import ipywidgets as widgets

# A class of Python's, and what the script makes of it:
LOCKED = "dl-locked"  # a button that does nothing now: it says so, and keeps the focus
ANSWER = "dl-answer"  # HTML that is announced when it changes, as the sentence under a picture is

REST = 600  # milliseconds without a change until a sentence is announced
WIPE = 5000  # milliseconds until its second copy is gone: who reads on by arrow keys shall not meet it twice

SCRIPT = """
const root = this.closest('.dl-live, .dl-box');
if (!root || root.dlIsNamed) { return; }
root.dlIsNamed = true;
const ICONS = {'fa-play': 'Play', 'fa-pause': 'Pause', 'fa-stop': 'Stop', 'fa-retweet': 'Repeat'};
const words = (node) => node ? node.textContent.replace(/\\u200b/g, '').trim() : '';
const put = (node, name, value) => {
  if (value === '') { node.removeAttribute(name); }
  else if (node.getAttribute(name) !== value) { node.setAttribute(name, value); }
};
const nameSlider = (row) => {
  const name = words(row.querySelector('.widget-label'));
  const readout = row.querySelector('.widget-readout');
  for (const handle of row.querySelectorAll('.noUi-handle, .ui-slider-handle')) {
    put(handle, 'aria-label', name);
    put(handle, 'aria-valuetext', words(readout));
    put(handle, 'aria-disabled', row.querySelector('[disabled], .ui-slider-disabled') ? 'true' : '');
    if (handle.matches('.ui-slider-handle')) {
      const has = {role: 'slider', 'aria-valuemin': '0', 'aria-valuemax': '100', 'aria-orientation': 'horizontal',
        'aria-valuenow': String(Math.round(parseFloat(handle.style.left) || 0))};
      Object.entries(has).forEach(([key, value]) => put(handle, key, value));
    }
  }
  if (readout) {
    const typed = readout.isContentEditable;
    put(readout, 'role', typed ? 'textbox' : '');
    put(readout, 'aria-label', typed ? name + ', as a number' : '');
  }
};
const namePlay = (play) => {
  const buttons = [...play.querySelectorAll('button')];
  for (const button of buttons) {
    const icon = Object.keys(ICONS).find((name) => button.querySelector('.' + name));
    if (icon) { put(button, 'aria-label', ICONS[icon]); }
  }
  const pair = buttons.filter((button) => button.querySelector('.fa-play, .fa-pause'));
  const spent = (button) => button.disabled || button.matches('.mod-active');
  if (pair.some((button) => spent(button) && button === document.activeElement)) {
    pair.filter((button) => !spent(button)).forEach((button) => button.focus());
  }
};
const nameAll = () => {
  root.querySelectorAll('.widget-hslider').forEach(nameSlider);
  root.querySelectorAll('.widget-play').forEach(namePlay);
  root.querySelectorAll('[title=null]').forEach((node) => node.removeAttribute('title'));
  root.querySelectorAll('i.fa').forEach((icon) => put(icon, 'aria-hidden', 'true'));
  root.querySelectorAll('.jupyter-button').forEach((button) => {
    if (!button.closest('.widget-play')) { put(button, 'aria-disabled', button.matches('.LOCKED') ? 'true' : ''); }
  });
  root.querySelectorAll('.ANSWER [role=status]').forEach((card) => card.removeAttribute('role'));
};
const region = root.querySelector('.dl-said');
const sentence = () => {
  const answer = root.querySelector('.ANSWER .widget-html-content, p.dl-words:not(.dl-trouble)');
  return answer ? answer.innerText.trim() : '';
};
let timer = 0, wiping = 0, used = false, said = sentence();
const rest = () => {
  if (root.querySelector('.widget-play button:not([disabled]) .fa-pause')) { return; }
  const now = sentence();
  if (used && now !== said) {
    region.textContent = now;
    clearTimeout(wiping); wiping = setTimeout(() => { region.textContent = ''; }, WIPE);
  }
  said = now;
};
for (const kind of ['pointerdown', 'keydown', 'click', 'input', 'change']) {
  root.addEventListener(kind, () => { used = true; }, true);
}
new MutationObserver((records) => {
  const elements = records.map((record) => record.target.nodeType === 1 ? record.target : record.target.parentElement);
  const changed = elements.filter((element) => element && element !== region);
  if (!changed.length) { return; }
  clearTimeout(timer); timer = setTimeout(rest, REST);
  if (changed.some((element) => !element.closest('.widget-html') || element.closest('.ANSWER'))) { nameAll(); }
}).observe(root, {subtree: true, childList: true, characterData: true, attributes: true,
  attributeFilter: ['class', 'disabled', 'contenteditable', 'aria-valuetext']});
nameAll();
"""

OURS = ":is(.dl-live, .dl-box)"
CSS = """
OURS { position: relative; --dl-ring: #0072B2; --jp-widgets-input-border-color: #777; }
:is([data-jp-theme-light=false], html[theme=dark]) OURS { --dl-ring: #56B4E9; }
OURS .dl-access { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); }
OURS :is(button, select, input, [tabindex], [contenteditable]):focus-visible {
  outline: 3px solid var(--dl-ring) !important; outline-offset: 2px !important; }
OURS :is(select, input:not([type=checkbox])):focus-visible { outline-offset: -2px !important; }
OURS .LOCKED { opacity: .5; cursor: default; box-shadow: none !important; }
.dl-live :is(.noUi-connects, .ui-slider) { background: #777 !important; border-color: #777 !important; }
.dl-live :is(.noUi-handle, .ui-slider-handle) { border: 2px solid #777 !important; }
.dl-live :is(.widget-html, .widget-html-content) { min-width: 0; }
@media (pointer: coarse) {
  .dl-live .noUi-touch-area, .dl-live .ui-slider-handle::after { content: ""; position: absolute; width: auto;
    height: auto; inset: -12px; }
  .dl-live .widget-checkbox label { min-height: 40px; display: flex; align-items: center; }
  .dl-box .jupyter-button { height: 40px; min-width: 44px; line-height: 40px; }
}
@media (forced-colors: active) {
  OURS { --dl-ring: Highlight; }
  .dl-live :is(.noUi-connects, .ui-slider) { forced-color-adjust: none; background: CanvasText !important; }
  .dl-live :is(.noUi-handle, .ui-slider-handle) { forced-color-adjust: none; background: ButtonFace !important;
    border-color: ButtonText !important; }
  .dl-live select { forced-color-adjust: none; color: FieldText; background-color: Field; }
  OURS :is(button, select, input, [contenteditable=true]) { border: 1px solid ButtonText !important; }
  OURS :is(:disabled, .LOCKED) { opacity: 1; color: GrayText; border-color: GrayText !important; }
  .dl-live svg text { forced-color-adjust: none; }
}
@media (prefers-reduced-motion: reduce) {
  OURS * { transition: none !important; animation: none !important; }
}
"""


def helper():
    """Return the widget that carries script and style; one belongs into each demo and each box of buttons."""
    widget = widgets.HTML(
        f'<style onload="{escape(_filled(SCRIPT), quote=True)}">{_filled(CSS)}</style>'
        '<div class="dl-said" role="status"></div>'
    )
    widget.add_class("dl-access")
    return widget


def _filled(template):
    """Return script or style on one line, with the names and times of this file put in."""
    names = {"OURS": OURS, "LOCKED": LOCKED, "ANSWER": ANSWER, "REST": REST, "WIPE": WIPE}
    for name, value in names.items():
        template = template.replace(name, str(value))
    return " ".join(template.split())


def lock(button, locked=True):
    """Make a button one that does nothing now, or undo that; unlike a disabled one it keeps the focus.

    >>> button = widgets.Button()
    >>> lock(button)
    >>> is_locked(button)
    True
    """
    (button.add_class if locked else button.remove_class)(LOCKED)


def is_locked(button):
    """Say whether `lock` has locked it."""
    return LOCKED in button._dom_classes

"""How a demo looks: one screen, one grid, one scale of type, targets a finger can hit, the ink of the page.

From 800 px of its own width on, the controls stand beside the picture, below that above it. No height follows the
window's: a picture has at most 480 units of height (440 with a clock), so that it fits the smallest projector
together with its words, and an output frame that grows with its content finds nothing that answers by shrinking.
"""

GAP = 20  # units between the panels of a row

CSS = """<style>
.dl-live { container: dl / inline-size; width: 100%; max-width: 1080px; overflow: visible; padding: 2px;
  --dl-unit: 1px; --dl-least: .54px; --dl-text: 15px; --dl-foot: 66px; --dl-edge: #858585; --dl-strong: #0072B2;
  --jp-widgets-font-size: 15px; --jp-widgets-inline-height: 34px; --jp-widgets-slider-handle-size: 22px;
  --jp-widgets-slider-track-thickness: 4px; }
.dl-live.dl-clocked { --dl-foot: 192px; }
.dl-live .widget-box, .dl-live .jupyter-widget-box, .dl-live .widget-html-content { overflow: visible; }
.dl-live .widget-label, .dl-live label, .dl-live select, .dl-live input, .dl-live .widget-readout { font-size: 15px; }
.dl-stage, .dl-main, .dl-side { display: flex; flex-flow: column; gap: 12px; width: 100%; margin: 0; }
.dl-main { gap: 8px; min-width: 0; }
.dl-side { gap: 6px; }

.dl-view { container-type: inline-size; display: flex; flex-flow: column; gap: 16px; width: 100%; margin: 0; }
.dl-panels { display: flex; flex-flow: row wrap; gap: 16px 0; align-items: flex-start; margin: 0; }
.dl-panels > .widget-html { margin: 0; width: auto; height: auto; flex: none; }
.dl-panels .widget-html-content { line-height: 0; margin: 0; }
.dl-panels svg { display: block; height: auto;
  width: calc(var(--w) * max(var(--dl-least), min(100cqi / var(--w), var(--dl-unit)))); }
@container (min-width: 560px) {
  .dl-panels { flex-wrap: nowrap; column-gap: min(100cqi / 35, 20 * var(--dl-unit)); }
  .dl-panels svg { width: calc(var(--w) * min(100cqi / max(var(--row), 700), var(--dl-unit))); }
}
.dl-foot { margin: 0; width: 100%; height: auto; min-height: var(--dl-foot); }
.dl-foot .widget-html-content, .dl-foot > div { width: 100%; margin: 0; }
.dl-live .dl-words { font-size: var(--dl-text); line-height: 1.4; margin: 0; max-width: 88ch; }
.dl-live .dl-trouble { border-left: 6px solid #D55E00; padding: 2px 0 2px 10px; margin-top: 4px; }

.dl-buttons { display: flex; flex-flow: row wrap; gap: 6px; margin: 0; align-items: stretch; }
.dl-live .widget-button, .dl-live .widget-play button { height: 44px; min-width: 0; width: auto; margin: 0;
  padding: 0 10px; font-size: 15px; line-height: 42px; flex: 1 1 auto; border: 1px solid var(--dl-edge);
  border-radius: 4px; background: transparent; color: inherit; box-shadow: none; }
.dl-live .dl-buttons > .widget-button:first-child, .dl-live .dl-buttons > .widget-play:first-child button {
  background: var(--dl-strong); border-color: var(--dl-strong); color: #fff; font-weight: 600; }
.dl-live .widget-play { display: flex; width: auto; height: 44px; margin: 0; flex: 1.4 1 auto; }
.dl-live .widget-play button:has(.fa-stop), .dl-live .widget-play button:has(.fa-retweet),
.dl-live .widget-play button:has(.fa-repeat), .dl-live .widget-play button:disabled,
.dl-live .widget-play button.mod-active:has(.fa-play) { display: none; }
.dl-live .widget-play i::after { font-family: system-ui, sans-serif; font-weight: 600; margin-left: 8px; }
.dl-live .widget-play i.fa-play::after { content: "Play"; }
.dl-live .widget-play i.fa-pause::after { content: "Pause"; }

.dl-grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(230px, 100%), 1fr)); gap: 2px 24px;
  margin: 0; align-items: center; }
.dl-grid > * { width: auto; max-width: none; min-width: 0; margin: 0; }
.dl-grid > .widget-label { grid-column: 1 / -1; height: auto; line-height: 1.3; width: auto; white-space: normal;
  border-top: 1px solid var(--dl-edge); padding-top: 5px; margin-top: 3px; opacity: .85; }
.dl-grid .widget-hslider { display: grid; width: auto; height: 46px; margin: 0; align-items: center;
  grid-template: "label readout" 20px "slider slider" 26px / 1fr auto; overflow: visible; }
.dl-grid .widget-hslider > .widget-label { grid-area: label; width: auto; height: auto; text-align: left;
  line-height: 20px; margin: 0; white-space: nowrap; overflow: visible; }
.dl-grid .widget-hslider > .slider-container { grid-area: slider; display: flex; align-items: center; margin: 0 12px;
  min-width: 0; height: 26px; }
.dl-live .dl-grid .widget-hslider > .slider-container > * { flex: 1 1 auto; margin: 0; }
.dl-grid .widget-hslider > .ui-slider { grid-area: slider; }
.dl-live .widget-readout, .dl-live .dl-typed input { grid-area: readout; box-sizing: border-box; width: 72px;
  min-width: 72px; max-width: 72px; height: 22px; line-height: 20px; padding: 0 5px; margin: 0; text-align: right;
  border: 1px solid var(--dl-edge); border-radius: 3px; background: transparent; color: inherit; overflow: hidden;
  white-space: nowrap; font-family: inherit; appearance: textfield; }
.dl-live input::-webkit-inner-spin-button { display: none; }
.dl-typed { display: grid; grid-template-areas: "all"; overflow: visible; }
.dl-typed > * { grid-area: all; margin: 0; width: auto; }
.dl-typed > .widget-text { justify-self: end; align-self: start; width: 72px; height: 22px; }
.dl-typed > .widget-text > .widget-label { position: absolute; clip-path: inset(50%); width: 1px; height: 1px;
  overflow: hidden; }
.dl-live .dl-grid .slider-container .noUi-target, .dl-live .dl-grid .slider-container .noUi-connects,
.dl-live .dl-grid .slider-container .ui-slider { background: var(--dl-edge); border: 0; box-shadow: none; }
.dl-live .noUi-connect { background: var(--dl-strong); }
.dl-live .noUi-handle, .dl-live .ui-slider .ui-slider-handle { background: var(--dl-strong);
  border: 2px solid #fff; box-shadow: 0 0 0 1px var(--dl-strong); }

.dl-grid .widget-dropdown { display: grid; grid-template-columns: 100px minmax(0, 1fr); height: 36px;
  align-items: center; }
.dl-grid .widget-dropdown > .widget-label { width: auto; text-align: left; margin: 0 8px 0 0; height: auto;
  line-height: 1.2; white-space: normal; }
.dl-live .widget-dropdown > select { width: 100%; height: 34px; line-height: 20px; padding: 0 24px 0 8px; margin: 0;
  border: 1px solid var(--dl-edge); border-radius: 3px; color: inherit; background-color: transparent;
  background-position: right 13px center, right 8px center; background-size: 5px 5px; background-repeat: no-repeat;
  background-image: linear-gradient(45deg, transparent 50%, currentColor 50%),
  linear-gradient(-45deg, transparent 50%, currentColor 50%); }
.dl-live .widget-dropdown option { color: #111; background: #fff; }
.dl-grid .widget-checkbox { display: flex; align-items: center; height: 32px; }
.dl-live .widget-checkbox .widget-label-basic { width: auto; height: auto; display: flex; align-items: center; }
.dl-live .widget-checkbox input { width: 22px; height: 22px; flex: none; margin: 0 8px 0 0; }
.dl-live .widget-checkbox span { white-space: normal; line-height: 1.2; }

.dl-matrices { display: flex; flex-flow: row wrap; gap: 8px 24px; margin: 0; }
.dl-matrix { display: grid; gap: 4px 6px; margin: 0; overflow: visible; align-content: start; }
.dl-matrix > .widget-label { height: 20px; line-height: 20px; margin: 0; text-align: left; width: auto; }
.dl-matrix > .dl-matrix-name { grid-column: 1 / -1; }
.dl-matrix > .widget-text, .dl-matrix > .widget-dropdown { position: relative; width: auto; height: 32px; margin: 0;
  overflow: visible; }
.dl-matrix > * > .widget-label { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
.dl-matrix input { appearance: textfield; width: 100%; height: 32px; margin: 0; padding: 0 6px; text-align: right;
  border: 1px solid var(--dl-edge); border-radius: 3px; background: transparent; color: inherit;
  box-sizing: border-box; }
.dl-live .dl-matrix select { height: 32px; padding: 0 16px 0 6px; }

.dl-pad { width: 280px; max-width: 100%; margin: 0; gap: 6px; }
.dl-pad .widget-html { margin: 0; width: 100%; }
.dl-pad .widget-hbox { gap: 6px; }
.dl-pad svg:focus-visible { outline-offset: -5px; }

.dl-live .dl-settings { display: flex; width: 100%; height: 34px; margin: 10px 0 0; align-items: center; }
.dl-live .dl-settings .widget-label { width: auto; flex: none; opacity: .85; }
.dl-live .dl-settings input { font-family: monospace; height: 32px; border: 1px solid var(--dl-edge);
  border-radius: 3px; background: transparent; color: inherit; }
.dl-live :disabled, .dl-live [disabled] { opacity: .5; }
.dl-live :focus-visible { outline: 3px solid var(--dl-strong); outline-offset: 2px; }

@container dl (min-width: 800px) {
  .dl-stage { display: grid; grid-template-columns: 228px minmax(0, 1fr); column-gap: 12px; align-items: start; }
  .dl-stage > .dl-main:only-child { grid-column: 1 / -1; }
  .dl-side .dl-grid { grid-template-columns: minmax(0, 1fr); }
  .dl-matrices { flex-flow: column; }
  .dl-side .dl-buttons .widget-button, .dl-side .dl-buttons .widget-play button { padding: 0 5px; }
}
@container dl (min-width: 1000px) {
  .dl-stage { grid-template-columns: 280px minmax(0, 1fr); column-gap: 24px; }
  .dl-side .dl-grid { row-gap: 4px; }
  .dl-stage { --dl-text: 16px; --dl-foot: 68px; }
  .dl-clocked .dl-stage { --dl-foot: 152px; }
}
@media (pointer: coarse) {
  .dl-grid .widget-dropdown, .dl-live .dl-settings { height: 42px; }
  .dl-live select, .dl-live .widget-dropdown > select, .dl-live .dl-settings input { height: 40px; }
}
@media (min-width: 1600px) {
  .dl-live { max-width: 1200px; --dl-unit: 1.2px; }
}
</style>"""

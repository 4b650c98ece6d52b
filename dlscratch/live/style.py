"""How a demo looks: readable from the back row, targets a finger can hit, a clear focus, the ink of the page."""

CSS = """<style>
.dl-live { --jp-widgets-inline-height: 44px; --jp-widgets-font-size: 15px; --jp-widgets-slider-handle-size: 24px;
  max-width: 1050px; }
.dl-live .dl-row { display: flex; flex-flow: row wrap; align-items: center; overflow: visible; }
.dl-live .dl-grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(270px, 100%), 1fr)); gap: 0 20px;
  overflow: visible; }
.dl-live .dl-grid > * { width: auto; max-width: none; margin: 0 2px; }
.dl-live .dl-grid > .widget-label { grid-column: 1 / -1; height: 32px; line-height: 32px; width: auto; opacity: .8; }
.dl-live .widget-label, .dl-live label, .dl-live select, .dl-live input { font-size: 15px; }
.dl-live .dl-grid > * > .widget-label { width: 112px; flex: none; text-align: left; white-space: normal;
  line-height: 1.2; align-self: center; height: auto; }
.dl-live .widget-readout { min-width: 58px; width: 58px; font-size: 15px; }
.dl-live .widget-checkbox { display: flex; align-items: center; }
.dl-live .widget-checkbox .widget-label-basic { width: auto; height: auto; display: flex; align-items: center; }
.dl-live .widget-checkbox input { width: 22px; height: 22px; flex: none; margin: 0 8px 0 0; }
.dl-live .widget-checkbox span { white-space: normal; line-height: 1.2; }
.dl-live .widget-dropdown > select { background-position: right 15px center, right 10px center;
  background-size: 5px 5px; background-image: linear-gradient(45deg, transparent 50%, currentColor 50%),
  linear-gradient(-45deg, transparent 50%, currentColor 50%); }
.dl-live .widget-text { width: calc(100% - 4px); }
.dl-live .widget-text .widget-label { width: auto; }
.dl-live .widget-text input { font-family: monospace; }
.dl-live .widget-button, .dl-live .widget-play button { height: 44px; min-width: 88px; width: auto; padding: 0 16px;
  margin: 2px 8px 2px 2px; font-size: 15px; line-height: 44px; }
.dl-live .widget-play button { min-width: 106px; }
.dl-live .widget-play { width: auto; height: 48px; margin: 0; align-items: center; }
.dl-live .widget-play button:has(.fa-stop), .dl-live .widget-play button:has(.fa-retweet) { display: none; }
.dl-live .widget-play i::after { font-family: system-ui, sans-serif; font-weight: 400; margin-left: 8px; }
.dl-live .widget-play i.fa-play::after { content: "Play"; }
.dl-live .widget-play i.fa-pause::after { content: "Pause"; }
@media (max-width: 800px) {
  .dl-live .dl-grid > .widget-hslider { flex-wrap: wrap; height: auto; }
  .dl-live .dl-grid > .widget-hslider > .widget-label { width: 100%; }
}
.dl-live :disabled, .dl-live [disabled] { opacity: .5; }
.dl-live :focus-visible { outline: 3px solid #0072B2; outline-offset: 2px; }
.dl-live .dl-words { font-size: 16px; line-height: 1.5; margin: 4px 0; max-width: 70ch; }
.dl-live .dl-trouble { border-left: 6px solid #D55E00; padding: 6px 12px; }
</style>"""

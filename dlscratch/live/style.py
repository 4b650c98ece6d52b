"""How a demo looks: readable from the back row, targets a finger can hit, a clear focus, the ink of the page."""

CSS = """<style>
.dl-live { --jp-widgets-inline-height: 44px; --jp-widgets-font-size: 15px; --jp-widgets-slider-handle-size: 24px;
  max-width: 1050px; }
.dl-live .dl-row { flex-flow: row wrap; align-items: center; gap: 0 12px; overflow: visible; }
.dl-live .widget-label, .dl-live label, .dl-live select, .dl-live input { font-size: 15px; }
.dl-live .widget-hslider { width: 330px; max-width: 100%; }
.dl-live .widget-hslider .widget-label { width: 128px; flex: none; text-align: left; }
.dl-live .widget-readout { min-width: 56px; width: 56px; font-size: 15px; }
.dl-live .widget-dropdown { width: 330px; max-width: 100%; }
.dl-live .widget-dropdown .widget-label { width: 128px; flex: none; text-align: left; }
.dl-live .widget-checkbox { width: auto; min-width: 150px; }
.dl-live .widget-checkbox input { width: 20px; height: 20px; }
.dl-live .widget-text { width: 100%; }
.dl-live .widget-text input { font-family: monospace; }
.dl-live .widget-button, .dl-live .widget-play button { height: 44px; min-width: 88px; width: auto; padding: 0 16px;
  font-size: 15px; line-height: 44px; }
.dl-live .widget-play { width: auto; height: 48px; }
.dl-live .widget-play button:has(.fa-stop), .dl-live .widget-play button:has(.fa-retweet) { display: none; }
.dl-live .widget-play i::after { font-family: system-ui, sans-serif; font-weight: 400; margin-left: 8px; }
.dl-live .widget-play i.fa-play::after { content: "Play"; }
.dl-live .widget-play i.fa-pause::after { content: "Pause"; }
.dl-live :focus-visible { outline: 3px solid #0072B2; outline-offset: 2px; }
.dl-live .dl-words { font-size: 16px; line-height: 1.5; margin: 4px 0; max-width: 70ch; }
.dl-live .dl-trouble { border-left: 6px solid #D55E00; padding: 6px 12px; }
</style>"""

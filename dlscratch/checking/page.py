"""How answers look: one card for everything, in the page's own ink, readable on light and dark.

A colour never stands alone: each state has a mark and a word.
"""

from html import escape

import ipywidgets as widgets

# Okabe-Ito colours, told apart by colour-blind readers too.
MARKS = {"right": ("✓", "#009E73"), "not yet": ("✗", "#D55E00"), "waiting": ("…", "#56B4E9"), "note": ("•", "#56B4E9")}
CODE = "font-family:var(--jp-code-font-family,monospace);font-size:14px"


def card(state, title, *parts):
    """Return a card as HTML: a coloured edge, a mark, a bold title, and parts of HTML below it.

    >>> card("right", "Right: relu.").startswith("<div")
    True
    """
    mark, colour = MARKS[state]
    body = "".join(f"<div style='margin-top:.35em'>{part}</div>" for part in parts if part)
    return (
        f"<div role='status' style='border-left:5px solid {colour};padding:.3em .9em;margin:.3em 0;"
        "font-size:15px;line-height:1.5;max-width:46em;white-space:normal'>"
        f"<b><span aria-hidden='true'>{mark}</span> {text(title)}</b>{body}</div>"
    )


def text(sentence):
    """Return a sentence as HTML; what stands between backticks becomes code.

    >>> text("look at `a < b`").endswith("a &lt; b</code>")
    True
    """
    parts = escape(_sendable(sentence)).split("`")
    for i in range(1, len(parts), 2):
        parts[i] = f"<code style='{CODE};padding:0 .15em'>{parts[i]}</code>"
    return "".join(parts)


def _sendable(words):
    """Return words without the halves of letters that no page can be sent: they are written out as escapes."""
    return words.encode("utf-8", "backslashreplace").decode()


def code(source):
    """Return lines of Python as highlighted HTML, in the colours of JupyterLab's own cells where there are any."""
    from pygments.lexers import PythonLexer

    parts = [
        _coloured(kind, value) for kind, value in PythonLexer(stripnl=False).get_tokens(_sendable(source).rstrip("\n"))
    ]
    return (
        f"<pre style='{CODE};margin:.2em 0;padding:.4em .7em;line-height:1.45;color:inherit;"
        "white-space:pre-wrap;word-break:normal;overflow-wrap:anywhere;"
        f"background:rgba(128,128,128,.13)'>{''.join(parts).rstrip()}</pre>"
    )


def _coloured(kind, value):
    from pygments.token import Comment, Keyword, Number, Operator, String

    colours = {Keyword: "keyword", Operator.Word: "keyword", String: "string", Number: "number"}
    if kind in Comment:  # the values of a call stand in comments: JupyterLab's own colour is too faint on dark
        return f"<span style='opacity:.8'>{escape(value)}</span>"
    for family, name in colours.items():
        if kind in family:
            weight = ";font-weight:bold" if name == "keyword" else ""
            return f"<span style='color:var(--jp-mirror-editor-{name}-color,inherit){weight}'>{escape(value)}</span>"
    return escape(value)


class Page:
    """A text for people: HTML where a page can show it, plain words elsewhere."""

    def __init__(self, plain, html):
        self.plain, self.html = plain, html

    def __repr__(self):
        return self.plain

    def _repr_html_(self):
        return self.html


class Box(widgets.VBox):
    """A column of controls whose stored form is a text, for pages where no kernel runs."""

    def __init__(self, children, plain):
        super().__init__(children, layout=widgets.Layout(max_width="48em", padding="0 0 0.5em"))
        self.plain = plain

    if hasattr(widgets.VBox, "_repr_mimebundle_"):  # ipywidgets 8

        def _repr_mimebundle_(self, **kwargs):
            return (super()._repr_mimebundle_(**kwargs) or {}) | {"text/plain": self.plain}

    else:  # ipywidgets 7

        def _ipython_display_(self, **kwargs):
            from IPython.display import display

            view = {"version_major": 2, "version_minor": 0, "model_id": self._model_id}
            display({"text/plain": self.plain, "application/vnd.jupyter.widget-view+json": view}, raw=True)
            self._handle_displayed(**kwargs)


def row(label, description, html):
    """Return a button and the text beside it, as (button, text, row); `description` is read out with the button."""
    button = widgets.Button(
        description=label, tooltip=description, layout=widgets.Layout(width="44px", flex="0 0 auto")
    )
    words = widgets.HTML(html, layout=widgets.Layout(flex="1 1 auto", min_width="0", margin="2px 2px 2px 8px"))
    return button, words, widgets.HBox([button, words], layout=widgets.Layout(align_items="center"))


def html(value):
    """Return a piece of HTML as a widget that keeps to the width of its column."""
    return widgets.HTML(value, layout=widgets.Layout(width="auto", max_width="100%"))


def button(label):
    """Return a button as wide as its words."""
    return widgets.Button(description=label, layout=widgets.Layout(width="auto", align_self="flex-start"))


def heading(sentence):
    """Return the question of a box as HTML."""
    style = "font-size:16px;font-weight:600;line-height:1.4;white-space:normal;max-width:46em"
    return f"<div style='{style}'>{text(sentence)}</div>"


def choice(sentence, right=False, yours=False):
    """Return a choice as HTML, with what is known about it in words."""
    marks = " <b>✓ right</b>" * right + " <i>(your guess)</i>" * yours
    return (
        f"<div style='font-size:15px;line-height:1.4;white-space:normal;max-width:44em'>{text(sentence)}{marks}</div>"
    )


def program(lines, length):
    """Return the program that is being put together, with the lines that are still to come as dots."""
    return "<div style='font-size:15px'>Your program:</div>" + code("\n".join(lines + ["# …"] * (length - len(lines))))


def table(rows):
    """Return rows (name, state, bold) as an HTML table."""
    cells = "".join(
        f"<tr style='font-weight:{600 if bold else 400}'><th scope='row' style='text-align:left;font-weight:inherit;"
        f"padding-right:1.5em'>{text(name)}</th><td style='text-align:left'>{text(state)}</td></tr>"
        for name, state, bold in rows
    )
    return f"<table style='font-size:15px;margin:.3em 0'>{cells}</table>"

"""A class report and a learner's marks as pages: one file each, no network, no script, to read and to print."""

from html import escape

from ..checking import page
from ..lessons.course import LESSONS
from .tables import LEGEND, MARKS, worth_a_look

MOST = 10  # are shown at length

STYLE = """
:root { color-scheme: light; --ink: #1b1f24; --soft: #57606a; --line: #d0d7de; --ground: #f6f8fa; --blue: #0b5394;
  --right: #00664a; --stuck: #a33c00; --trying: #7a5b00; }
* { box-sizing: border-box }
body { margin: 0; background: white; color: var(--ink); font: 16px/1.5 system-ui, "Segoe UI", sans-serif }
main { max-width: 68rem; margin: 0 auto; padding: 2.5rem 1.5rem 4rem }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .3rem }
h2 { font-size: 1.25rem; margin: 2.8rem 0 .6rem }
p { margin: .4rem 0; max-width: 46rem }
.soft { color: var(--soft) } .legend { white-space: pre-wrap; max-width: none }
ol.again { list-style: none; margin: 0; padding: 0 }
ol.again li { display: grid; grid-template-columns: 7.5rem minmax(0, 1fr); gap: 0 1.2rem; padding: 1rem 0;
  border-top: 1px solid var(--line); break-inside: avoid }
.count { font-size: 2rem; font-weight: 600; line-height: 1.1; color: var(--blue) }
.count small { display: block; font-size: .82rem; font-weight: 400; line-height: 1.35; color: var(--soft) }
.sentence { font-size: 1.08rem }
code { font: .92em ui-monospace, Consolas, monospace; background: var(--ground); padding: .1em .3em }
details { margin-top: .3rem } summary { cursor: pointer; color: var(--soft) }
summary:focus-visible, .scroll:focus-visible { outline: 3px solid var(--blue); outline-offset: 2px }
.scroll { overflow-x: auto; position: relative }
table { border-collapse: collapse; font-size: .92rem }
caption { text-align: left; font-weight: 600; padding: .4rem 0 }
th, td { padding: .28rem .5rem; text-align: center; border-bottom: 1px solid var(--line); white-space: nowrap }
thead th { vertical-align: bottom; font-weight: 500 }
thead th.turned span { writing-mode: vertical-rl; transform: rotate(180deg); max-height: 13rem }
tbody th, tfoot th, thead th:first-child, td.words { text-align: left; font-weight: 500 }
td.words { white-space: normal; max-width: 40rem; overflow-wrap: anywhere }
td.right { color: var(--right) } td.stuck { color: white; background: var(--stuck) }
td.wrong { color: var(--stuck); font-weight: 700 }
td.trying { color: var(--trying) } td.not { color: var(--soft) }
td small { font-size: .8em } tfoot td, tfoot th { font-weight: 600; border-bottom: none }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
section.mark { border-left: 5px solid var(--stuck); padding: .1rem 0 .1rem 1rem; margin: 1.4rem 0; break-inside: avoid }
section.mark.right { border-color: var(--right) } section.mark h2 { margin: 0; font-size: 1.1rem }
@media (max-width: 40rem) { ol.again li { grid-template-columns: 1fr } }
@media print { main { max-width: none; padding: 0 } body { font-size: 11pt } .scroll { overflow: visible }
  td.stuck { color: black; background: none; font-weight: 700; outline: 1.5pt solid }
  thead { display: table-header-group }
  tr { break-inside: avoid } @page { size: A4 landscape; margin: 12mm } }
"""


def document(title, *parts):
    """Return a whole page as HTML."""
    return (
        "<!doctype html>\n<html lang='en'>\n<head>\n<meta charset='utf-8'>\n"
        "<meta name='viewport' content='width=device-width, initial-scale=1'>\n"
        f"<title>{_text(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(filter(None, parts))
        + "\n</main>\n</body>\n</html>\n"
    )


def _text(words):
    return escape(str(words).encode("utf-8", "backslashreplace").decode())


# a report


def report_page(report):
    """Return a Report as a page: first what to explain again, then who stands where, then what was found odd."""
    count = len(report.learners)
    lessons = ", ".join(f"{lesson} {LESSONS[lesson].TITLE}" for lesson in report.lessons) or "no lesson"
    return document(
        "Class report",
        f"<h1>Class report</h1><p class='soft'>{count} learners · {_text(lessons)}</p>",
        _again(report),
        _asked(report),
        *(_standing(report, lesson) for lesson in report.lessons),
        f"<p class='soft legend'>{_text(LEGEND)}   h2 two hints   * solution seen</p>" if report.lessons else "",
        _faults(report.learners),
    )


def _again(report):
    head = "<h2>Explain this again</h2>"
    if not report.again:
        return f"{head}<p>No record names a wrong answer that the course knows.</p>"
    first = [one for one in report.again if one.need][:MOST] or report.again[:MOST]
    items = "".join(map(_again_item, first))
    said = "<p class='soft'>What most of the class still needs comes first.</p>"
    rows = "".join(
        f"<tr><td>{len(one.need)}</td><td>{len(one.met)}</td><th scope='row'>{_text(one.exercise)}</th>"
        f"<td class='words'>{page.text(one.sentence)}</td></tr>"
        for one in report.again
        if one not in first
    )
    return f"{head}{said}<ol class='again'>{items}</ol>{_more(rows, ('need it', 'met it', 'exercise', 'it says'))}"


def _more(rows, head):
    """Return rows that come behind the first ones, folded up."""
    names = "".join(f"<th scope='col'>{name}</th>" for name in head)
    table = f"<table><thead><tr>{names}</tr></thead><tbody>{rows}</tbody></table>"
    return f"<details><summary>The others</summary><div class='scroll'>{table}</div></details>" if rows else ""


def _again_item(one):
    show = f"<p>Show: <code>{_text(one.demo)}</code></p>" if one.demo else ""
    who = f"<details><summary>Who</summary><p>{_text(', '.join(one.need))}</p></details>" if one.need else ""
    return (
        f"<li><div class='count'>{len(one.need)}<small>need it,<br>{len(one.met)} met it</small></div>"
        f"<div><p class='sentence'>{page.text(one.sentence)}</p>"
        f"<p class='soft'>{_text(one.exercise)}: {_text(one.name.replace('-', ' '))}</p>{show}{who}</div></li>"
    )


def _asked(report):
    if not report.asked:
        return ""
    items = []
    for one in report.asked[:MOST]:
        taken = "".join(
            f"<p>{count} took: {page.text(choice)}<br><span class='soft'>{page.text(sentence)}</span></p>"
            for choice, count, sentence in one.taken
        )
        items.append(
            f"<li><div class='count'>{len(one.wrong)}<small>wrong at first,<br>{one.answered} answered</small></div>"
            f"<div><p class='sentence'>{page.text(one.text)}</p><p class='soft'>{_text(one.id)}</p>{taken}</div></li>"
        )
    rows = "".join(
        f"<tr><td>{len(one.wrong)}</td><td>{one.answered}</td><th scope='row'>{_text(one.id)}</th>"
        f"<td class='words'>{page.text(one.text)}</td></tr>"
        for one in report.asked[MOST:]
    )
    rest = _more(rows, ("wrong at first", "answered", "question", "it asks"))
    return f"<h2>Guessed wrong</h2><ol class='again'>{''.join(items)}</ol>{rest}"


def _standing(report, lesson):
    names = [exercise.name for exercise in LESSONS[lesson].EXERCISES]
    title = f"{lesson} {LESSONS[lesson].TITLE}"
    head = "".join(f"<th scope='col' class='turned'><span>{_text(name)}</span></th>" for name in names)
    body = "".join(
        f"<tr><th scope='row'>{_text(learner.name)}</th>{''.join(_cell(states[name]) for name in names)}</tr>"
        for learner, states in zip(report.learners, report.states, strict=True)
    )
    right = "".join(f"<td>{report.count(name, 'right')}</td>" for name in names)
    return (
        f"<h2>Who stands where: {_text(title)}</h2><div class='scroll' tabindex='0' role='region'"
        f" aria-label='Table of lesson {lesson}'><table><caption class='hidden'>{_text(title)}</caption>"
        f"<thead><tr><th scope='col'>learner</th>{head}</tr></thead><tbody>{body}</tbody>"
        f"<tfoot><tr><th scope='row'>right</th>{right}</tr></tfoot></table></div>"
    )


def _cell(state):
    attempts = f" <small>{state.attempts}</small>" if state.attempts else ""
    helped = f"{state.hints} hints" * bool(state.hints) + " solution seen" * state.solution
    kind = state.word.split()[0]
    spoken = f"<span class='hidden'>{state.word}{', ' + helped.strip() if helped else ''}</span>"
    star = f"<small>{f' h{state.hints}' if state.hints else ''}{'*' * state.solution}</small>"
    star = f"<span aria-hidden='true'>{star}</span>" if helped else ""
    title = f" title='{helped.strip()}'" if helped else ""
    return f"<td class='{kind}'{title}><span aria-hidden='true'>{MARKS[state.word]}</span>{spoken}{attempts}{star}</td>"


def _faults(learners):
    rows = "".join(
        f"<tr><th scope='row'>{_text(learner.name)}</th><td class='words'>{page.text(fault)}</td></tr>"
        for learner in learners
        for fault in learner.faults
    )
    table = f"<table><caption class='hidden'>What was found odd</caption><tbody>{rows}</tbody></table>"
    return f"<h2>What was found odd</h2>{table}" if rows else ""


# marks


def marks_page(marks):
    """Return all marks as a page."""
    head = "".join(f"<th scope='col' class='turned'><span>{_text(name)}</span></th>" for name in marks.exercises)
    rows = ""
    for place, learner in enumerate(marks.learners):
        cells = "".join(_point(mark) for mark in marks.marks[place].values())
        rows += f"<tr><th scope='row'>{_text(learner.name)}</th><td>{marks.total(place)}</td>{cells}</tr>"
    notes = "".join(
        f"<tr><th scope='row'>{_text(name)}</th><td class='words'>{page.text(note)}</td></tr>"
        for name, note in worth_a_look(marks)
    )
    lessons = ", ".join(marks.lessons) or "none"
    scroll = "<div class='scroll' tabindex='0' role='region' aria-label='Marks'>"
    top = f"<thead><tr><th scope='col'>learner</th><th scope='col'>points</th>{head}</tr></thead>"
    look = "<h2>Worth a look</h2><table><caption class='hidden'>Worth a look</caption>"
    return document(
        "Marks",
        f"<h1>Marks</h1><p class='soft'>Lessons {lessons} · {len(marks.exercises)} points</p>",
        f"{scroll}<table><caption class='hidden'>Marks</caption>{top}<tbody>{rows}</tbody></table></div>",
        f"{look}<tbody>{notes}</tbody></table>" if notes else "",
        _faults(marks.learners),
        f"<p class='soft'>{_text(marks.bounds)}</p>",
        f"<p class='soft'>The same again: <code>--seed {marks.seed}</code></p>",
    )


def _point(mark):
    kind, sign, word = ("right", "✓", "right") if mark.points else ("wrong", "✗", "not right")
    if not mark.points and not mark.result.attempted:
        kind, sign, word = "not", "·", "not attempted"
    return f"<td class='{kind}'><span aria-hidden='true'>{sign}</span><span class='hidden'>{word}</span></td>"


def learner_page(learner, own):
    """Return the page that a learner gets: points, and what the checker says of each answer."""
    total = sum(mark.points for mark in own.values())
    odd = "".join(f"<p>{page.text(fault)}</p>" for fault in learner.faults)
    return document(
        f"{learner.name}: {total} of {len(own)}",
        f"<h1>{_text(learner.name)}</h1><p class='soft'>{total} of {len(own)} points</p>",
        *(_answer(mark.result) for mark in own.values()),
        f"<h2>What was found odd</h2>{odd}" if odd else "",
    )


def _answer(result):
    sign = "✓" if result.passed else "✗" if result.attempted else "·"
    lines = [result.call] if result.call else []
    lines += [f"# yours:  {result.got}"] if result.got else []
    lines += [f"# wanted: {result.wanted}"] if result.wanted else []
    shown = page.code("\n".join(lines).replace("\n ", "\n#  ")) if lines else ""
    return (
        f"<section class='mark{' right' * result.passed}'><h2><span aria-hidden='true'>{sign}</span> "
        f"{_text(result.title)}</h2><p>{page.text(result.message)}</p>{shown}</section>"
    )

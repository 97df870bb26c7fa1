"""Documents on A4: the same document gives the same bytes."""

from collections.abc import Iterator, Sequence
from datetime import UTC
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

from mockxero.accounting.papers import Named, Paper

if TYPE_CHECKING:
    from fpdf import FPDF

_LEFT, _WIDE, _BOTTOM = 18, 174, 22
"""Millimetres."""
_LINE, _INK = (150, 150, 150), (40, 40, 40)
_LINES_A_ROW = 30
_ADVISED = 44
"""How wide the answers on the slip are."""
_LONG_AGO = 3_000_000_000
"""A moment of 1999, in seconds since 1904, as fonts count."""
_WIDTHS = {5: (74, 22, 28, 22, 28), 6: (58, 20, 27, 21, 20, 28)}
"""How wide the columns are, by how many there are."""


def printed(paper: Paper) -> bytes:
    """A document as a PDF."""
    from fpdf import FPDF

    paper = _clean(paper)
    pdf = FPDF(format="A4")
    pdf.set_creation_date(paper.moment.replace(tzinfo=UTC))
    pdf.set_producer("mockxero")
    pdf.set_title(" ".join((paper.title, *(fact.text for fact in paper.facts[:1]))))
    pdf.set_margins(_LEFT, 18, _LEFT)
    pdf.set_auto_page_break(auto=True, margin=_BOTTOM)
    _Sheet(pdf, _family(pdf, paper)).fill(paper)
    return bytes(pdf.output())


def _clean(value: Any) -> Any:
    """The same with blanks in place of what cannot be printed."""
    if isinstance(value, str):
        return "".join(one if one.isprintable() or one == "\n" else " " for one in value)
    if isinstance(value, Paper | Named):
        return type(value)(*map(_clean, value))
    return tuple(map(_clean, value)) if isinstance(value, tuple) else value


def _letters(value: Any) -> set[str]:
    """Every letter that there is to print."""
    if isinstance(value, tuple):
        return set[str]().union(*map(_letters, value))
    return set(value) if isinstance(value, str) else set()


def _family(pdf: "FPDF", paper: Paper) -> str:
    """A font that has the letters: one that every reader has, or one that travels along.

    Loading the second takes ten times as long as everything else.
    """
    letters = {ord(letter) for letter in _letters(paper)}
    if max(letters) < 256:
        return "Helvetica"
    with as_file(files("mockxero.wire") / "fonts" / "DejaVuSans.ttf") as path:
        for style in ("", "B"):
            pdf.add_font("DejaVu", style, path)
    known: Any = pdf.fonts["dejavu"]  # of the two kinds of font that it may be, this one
    if missing := letters - known.cmap.keys() - {ord("\n")}:
        _add_boxes(pdf, missing)
    return "DejaVu"


def _add_boxes(pdf: "FPDF", letters: set[int]) -> None:
    """A font of empty boxes for letters that the other has not: whoever copies them gets them."""
    from tempfile import TemporaryDirectory

    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    names = {letter: f"box{letter:x}" for letter in sorted(letters)}
    pen = TTGlyphPen(None)
    for left, low, right, high in ((80, 0, 880, 800), (140, 60, 820, 740)):
        corners = [(left, low), (left, high), (right, high), (right, low)]
        pen.moveTo(corners[0])
        for corner in corners[1:] if low == 0 else corners[:0:-1]:
            pen.lineTo(corner)
        pen.closePath()
    box = pen.glyph()
    order = [".notdef", *names.values()]
    font = FontBuilder(1000)
    font.setupGlyphOrder(order)
    font.setupCharacterMap(names)
    font.setupGlyf(dict.fromkeys(order, box))
    font.setupHorizontalMetrics(dict.fromkeys(order, (960, 80)))
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupNameTable({"familyName": "Boxes", "styleName": "Regular", "psName": "Boxes"})
    font.setupOS2(sTypoAscender=800, sTypoDescender=-200)
    font.setupPost()
    with TemporaryDirectory() as folder:
        path = f"{folder}/boxes.ttf"
        font.font["head"].created = font.font["head"].modified = _LONG_AGO
        font.font.recalcTimestamp = False
        font.save(path)
        for style in ("", "B"):
            pdf.add_font("Boxes", style, path)
    pdf.set_fallback_fonts(["Boxes"], exact_match=False)


class _Sheet:
    """Puts one document on its pages, from the top down."""

    def __init__(self, pdf: "FPDF", family: str) -> None:
        self._pdf = pdf
        self._family = family

    def fill(self, paper: Paper) -> None:
        """Everything that stands on it."""
        self._pdf.add_page()
        self._head(paper)
        for note in paper.opening:
            self._note(note)
        self._table(paper)
        self._sums(paper.sums)
        for note in paper.notes:
            self._note(note)
        if paper.advice:
            self._advice(paper)
        if paper.mark:
            self._mark(paper.mark)

    def _font(self, size: float, style: str = "") -> None:
        self._pdf.set_font(self._family, style, size)
        self._pdf.set_text_color(*_INK)

    def _mark(self, mark: str) -> None:
        """Across every page: this is not to be paid."""
        pdf = self._pdf
        self._font(110, "B")
        for number in pdf.pages:
            pdf.page = number
            with pdf.local_context(fill_opacity=0.12), pdf.rotation(45, 105, 150):
                pdf.text(105 - pdf.get_string_width(mark) / 2, 160, mark)

    def _text(self, width: float, text: str, height: float = 5, align: str = "L") -> None:
        """Text that breaks where the column ends; the next thing stands below."""
        self._pdf.multi_cell(
            width, height, text, align=align, new_x="LEFT", new_y="NEXT", padding=0
        )

    def _lines(self, width: float, text: str) -> int:
        """How many lines a text takes."""
        lines: Any = self._pdf.multi_cell(width, 5, text, dry_run=True, output="LINES")
        return max(len(lines), 1)

    def _head(self, paper: Paper) -> None:
        pdf = self._pdf
        self._font(22, "B")
        self._text(_WIDE, f"{paper.mark} {paper.title}".strip(), 12)
        top = pdf.get_y() + 4
        ends = []
        for left, width, lines in (
            (_LEFT, 62, paper.recipient),
            (_LEFT + 66, 50, [line for fact in paper.facts for line in (*fact, "")]),
            (_LEFT + 120, 54, paper.sender),
        ):
            pdf.set_xy(left, top)
            is_facts = lines is not paper.recipient and lines is not paper.sender
            for number, line in enumerate(lines):
                self._font(9, "B" if number == 0 or (is_facts and number % 3 == 0) else "")
                self._text(width, line, 2 if is_facts and not line else 4.6)
            ends.append(pdf.get_y())
        pdf.set_xy(_LEFT, max(ends) + 8)

    def _table(self, paper: Paper) -> None:
        pdf = self._pdf
        self._font(9)
        pdf.set_draw_color(*_LINE)
        widths = _WIDTHS[len(paper.columns)]
        with pdf.table(
            col_widths=widths,
            width=_WIDE,
            align="LEFT",
            text_align=("LEFT", *["RIGHT"] * (len(widths) - 1)),
            v_align="TOP",
            borders_layout="HORIZONTAL_LINES",
            line_height=5,
            padding=1.2,
        ) as table:
            table.row(paper.columns)
            for row in paper.rows:
                for piece in self._pieces(row, widths[0]):
                    table.row(piece)
        pdf.set_y(pdf.get_y() + 2)

    def _pieces(self, row: tuple[str, ...], width: float) -> Iterator[tuple[str, ...]]:
        """A row, or several where its description would not fit on a page."""
        description, *figures = row
        lines: Any = self._pdf.multi_cell(width - 4, 5, description, dry_run=True, output="LINES")
        for first in range(0, max(len(lines), 1), _LINES_A_ROW):
            piece = "\n".join(lines[first : first + _LINES_A_ROW])
            yield (piece, *(figures if first == 0 else [""] * len(figures)))

    def _sums(self, sums: Sequence[Named]) -> None:
        pdf = self._pdf
        for name, text in sums:
            if pdf.will_page_break(6):
                pdf.add_page()
            self._font(9, "B" if name.isupper() else "")
            pdf.set_x(_LEFT + 84)
            pdf.cell(58, 6, name, align="R")
            pdf.cell(32, 6, text, align="R", new_x="LMARGIN", new_y="NEXT")
        pdf.set_y(pdf.get_y() + 6)

    def _note(self, note: Named) -> None:
        self._pdf.set_x(_LEFT)
        if note.name:
            self._font(9, "B")
            self._text(_WIDE, note.name)
        self._font(9)
        self._text(_WIDE, note.text)
        self._pdf.set_y(self._pdf.get_y() + 3)

    def _advice(self, paper: Paper) -> None:
        """The slip at the foot of the last page, behind a line to cut along."""
        pdf = self._pdf
        self._font(9)
        more = [self._lines(_ADVISED, text) - 1 for _, text in paper.advice]
        height = 62 + 5 * sum(more)
        if pdf.get_y() > pdf.h - _BOTTOM - height:
            pdf.add_page()
        top = pdf.h - _BOTTOM - height
        pdf.set_draw_color(*_LINE)
        pdf.set_dash_pattern(2, 2)
        pdf.line(_LEFT, top, _LEFT + _WIDE, top)
        pdf.set_dash_pattern()
        pdf.set_xy(_LEFT, top + 6)
        self._font(15, "B")
        self._text(80, "PAYMENT ADVICE", 8)
        self._font(9)
        self._text(80, "\n".join(("", f"To: {paper.sender[0]}", *paper.sender[1:])))
        pdf.set_y(top + 8)
        for name, text in paper.advice:
            pdf.set_x(_LEFT + 96)
            self._font(9, "B")
            pdf.cell(34, 5, name)
            self._font(9)
            if text:
                self._text(_ADVISED, text, 5, "R")
                pdf.set_y(pdf.get_y() + 2)
            else:
                pdf.cell(_ADVISED, 5, border="B")

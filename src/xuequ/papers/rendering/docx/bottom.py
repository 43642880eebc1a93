"""A box at the bottom of the page, which Word and LibreOffice both keep there."""

from __future__ import annotations

from typing import Any

from docx.oxml import parse_xml
from docx.shared import Mm, Pt

from ...engine import standard
from .text import Type, Writer

WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DRAWN = "http://schemas.openxmlformats.org/drawingml/2006"
SHAPES = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
NAMES = (
    f"xmlns:w='{WORDS}' xmlns:wp='{DRAWN}/wordprocessingDrawing' xmlns:a='{DRAWN}/main' "
    f"xmlns:wps='{SHAPES}'"
)
ROW = 1.7  # height of a row, in sizes of its type
BOX = """
<w:r {names}><w:drawing><wp:anchor distT='0' distB='0' distL='0' distR='0' simplePos='0'
 relativeHeight='2' behindDoc='0' locked='0' layoutInCell='1' allowOverlap='0'>
<wp:simplePos x='0' y='0'/>
<wp:positionH relativeFrom='margin'><wp:align>left</wp:align></wp:positionH>
<wp:positionV relativeFrom='margin'><wp:align>bottom</wp:align></wp:positionV>
<wp:extent cx='{width}' cy='{height}'/><wp:wrapTopAndBottom/>
<wp:docPr id='900' name='record'/>
<a:graphic><a:graphicData uri='{shapes}'><wps:wsp><wps:cNvSpPr txBox='1'/>
<wps:spPr><a:xfrm><a:off x='0' y='0'/><a:ext cx='{width}' cy='{height}'/></a:xfrm>
<a:prstGeom prst='rect'><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>
<wps:txbx><w:txbxContent/></wps:txbx>
<wps:bodyPr lIns='0' tIns='0' rIns='0' bIns='0' anchor='b'><a:noAutofit/></wps:bodyPr>
</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>
"""


def put_at_bottom(writer: Writer, made: Any, *, rows: int) -> None:
    """Put a table into a box at the bottom of the last page, as high as so many rows."""
    anchor, end = (writer.say(("", Type("plain", 1))) for _ in range(2))
    height = Pt(ROW * standard.SMALL * rows + 1)
    box = parse_xml(BOX.format(names=NAMES, width=Mm(writer.width), height=height, shapes=SHAPES))
    content = next(box.iter(f"{{{WORDS}}}txbxContent"))
    content.append(made)
    content.append(end._p)  # a cell, a box and a page end with a paragraph
    anchor._p.append(box)

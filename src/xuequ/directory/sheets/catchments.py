"""The sheet of catchments: places and doors, school by school."""

from __future__ import annotations

from xuequ.kernel.sheet import Sheet, SheetColumn
from xuequ.kernel.text import Text

from .shared import NEEDS, SCHOOL, SCHOOL_CODE, STAGES

CATCHMENTS = Sheet(
    code="catchments",
    title=Text("施教区表", "Catchments"),
    version=1,
    needs=NEEDS,
    take="xuequ.directory.services.taking.catchments.take_catchments",
    writes=("directory.DraftedCatchment", "directory.CatchmentDraft"),
    give="xuequ.directory.queries.giving.catchments.give_catchments",
    shown_at="directory:catchment_list",
    notes=(
        Text(
            "每个地点一行。导入后写入草案，征求意见并公布后才生效；还没有草案的，按导入时选的日期新建。",
            "One row per place. It goes into the draft and holds once that is published after "
            "opinions were asked; without a draft one is begun for the day chosen at the import.",
        ),
        Text(
            "表中出现的学校，其清单整个换成表中的；表中没有的学校不变。",
            "The list of a school that the sheet names is replaced as a whole; other schools stay "
            "as they are.",
        ),
        Text(
            "导出时，有草案的学段给出草案，其他学段给出现行清单。",
            "Given out is the draft of a stage where there is one, else what is in force.",
        ),
    ),
    columns=(
        SCHOOL_CODE,
        SCHOOL,
        SheetColumn("stage", Text("学段", "Stage"), "choice", required=True,
                    choices={code: STAGES[code] for code in ("primary", "junior")},
                    example="小学"),
        SheetColumn("place", Text("小区、道路或村", "Estate, road or village"), required=True,
                    longest=60, also=("地点", "小区", "小区名称", "路段", "村", "地段", "服务地段"),
                    example="益田村"),
        SheetColumn("first", Text("起号", "From number"), "integer", also=("门牌起", "起始门牌号"),
                    example="1", note=Text("不限的留空", "empty: from the beginning")),
        SheetColumn("last", Text("止号", "To number"), "integer", also=("门牌止", "终止门牌号"),
                    example="99", note=Text("不限的留空", "empty: to the end")),
        SheetColumn("side", Text("单双号", "Side"), "choice",
                    choices={"all": Text("全部", "all"), "odd": Text("单号", "odd numbers"),
                             "even": Text("双号", "even numbers")},
                    example="单号", note=Text("留空即全部", "empty: all")),
        SheetColumn("unit", Text("号别", "What is numbered"), "choice",
                    choices={"号": Text("号", "doors"), "栋": Text("栋", "blocks"),
                             "弄": Text("弄", "lanes"), "组": Text("组", "groups of a village")},
                    note=Text("留空即门牌号", "empty: doors")),
        SheetColumn("area", Text("共同服务的片区", "Served together as"), longest=40,
                    also=("片区", "共享学区"),
                    note=Text("几所学校共同服务的填写同一名称",
                              "the same name for schools that are served together")),
        SheetColumn("children", Text("适龄儿童数", "Children of age"), "integer",
                    also=("适龄儿童", "摸底人数"),
                    note=Text("摸底得到的人数；没有的留空", "as counted; empty: not counted")),
        SheetColumn("note", Text("说明", "Note"), longest=100, also=("备注",)),
    ),
)  # fmt: skip

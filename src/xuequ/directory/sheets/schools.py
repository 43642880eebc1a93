"""Sheets of schools and their teaching points."""

from __future__ import annotations

from xuequ.kernel.sheet import Sheet, SheetColumn
from xuequ.kernel.text import Text
from xuequ.standards.phones import read_phone

from .shared import NEEDS, SCHOOL, SCHOOL_CODE, SINCE, UNTIL

STAGES = {
    "primary": Text("小学", "primary"),
    "junior": Text("初中", "junior"),
    "nine_year": Text("九年一贯制", "nine-year"),
    "senior": Text("高中", "senior"),
    "complete": Text("完全中学", "junior and senior"),
    "twelve_year": Text("十二年一贯制", "twelve-year"),
}
UNKNOWN = Text("不清楚请留空", "leave empty if not known")

SCHOOLS = Sheet(
    code="schools",
    title=Text("学校信息表", "Schools"),
    version=1,
    needs=NEEDS,
    take="xuequ.directory.services.taking.schools.take_schools",
    writes=("directory.School", "directory.SchoolStanding", "directory.SchoolName",
            "directory.Section", "directory.Campus"),
    give="xuequ.directory.queries.giving.schools.give_schools",
    shown_at="directory:school_list",
    notes=(
        Text(
            "每所学校一行；有几个校区的，每个校区一行，其他栏只填第一行。",
            "One row per school; a school of several campuses has a row for each, and the other "
            "columns are filled in once.",
        ),
        Text(
            "按学校标识码认定学校：标识码相同、名称不同的，自变更日期起更名。空格表示不变。",
            "The code says which school it is: the same code with another name renames it from "
            "the day of change. An empty cell changes nothing.",
        ),
    ),
    columns=(
        SheetColumn("code", Text("学校标识码", "School code"), longest=30, example="2145000001",
                    also=("学校代码", "标识码", "学校（机构）标识码", "学校(机构)标识码",
                          "机构代码"),
                    note=Text("10位数字；不清楚请留空", "ten digits; empty if not known")),
        SheetColumn("name", Text("学校名称", "Name of the school"), required=True, longest=80,
                    example="虹桥路小学", also=("学校", "校名", "单位名称", "机构名称")),
        SheetColumn("stages", Text("办学类型", "Stages taught"), "choice", choices=STAGES,
                    also=("学段", "办学类别", "学校类别", "学校类型"), example="小学",
                    note=UNKNOWN),
        SheetColumn("ownership", Text("办学性质", "Ownership"), "choice",
                    choices={"public": Text("公办", "public"), "private": Text("民办", "private")},
                    also=("性质", "举办者性质"), example="公办", note=UNKNOWN),
        SheetColumn("strength", Text("办学水平", "Strength"), "choice",
                    choices={"quality": Text("优质", "quality"),
                             "ordinary": Text("一般", "ordinary"),
                             "weak": Text("薄弱", "relatively weak")},
                    also=("水平",), note=UNKNOWN),
        SheetColumn("locality", Text("城乡类别", "Locality"), "choice",
                    choices={"city": Text("城区", "city"), "town": Text("乡镇", "town"),
                             "village": Text("村", "village")},
                    also=("城乡类型", "城乡分类", "所在地城乡类型"), example="城区", note=UNKNOWN),
        SheetColumn("township", Text("乡镇（街道）", "Township"), longest=40,
                    also=("乡镇", "街道", "所属乡镇", "乡镇街道"), example="民生街道"),
        SheetColumn("newly_built", Text("是否新建", "Newly built"), "yes",
                    also=("新建学校", "新建"),
                    note=Text("是或否；不清楚请留空", "yes or no; empty if not known")),
        SheetColumn("plaque", Text("加挂牌子", "Additional plaques"), longest=200,
                    also=("加挂校牌",),
                    note=Text("几个之间用顿号隔开", "several are parted by commas")),
        SheetColumn("alias", Text("别名", "Other names"), longest=200, also=("简称", "曾用名"),
                    note=Text("几个之间用顿号隔开", "several are parted by commas")),
        SheetColumn("campus", Text("校区", "Campus"), longest=80, also=("校区名称",),
                    note=Text("只有一个校区的可留空", "may be empty where there is one")),
        SheetColumn("address", Text("地址", "Address"), longest=200,
                    also=("学校地址", "详细地址", "校区地址"), example="民生路1号"),
        SheetColumn("phone", Text("办公电话", "Telephone of the office"), longest=40,
                    reads=read_phone,
                    also=("电话", "联系电话", "学校电话"), example="0771-5551234"),
        SheetColumn("longitude", Text("经度", "Longitude"), "decimal", example="108.366129"),
        SheetColumn("latitude", Text("纬度", "Latitude"), "decimal", example="22.817746"),
        SheetColumn("datum", Text("坐标系", "Datum"), "choice",
                    choices={"wgs84": Text("WGS-84", "WGS-84"),
                             "cgcs2000": Text("CGCS2000", "CGCS2000"),
                             "gcj02": Text("GCJ-02", "GCJ-02")},
                    also=("坐标系统", "坐标基准"), example="GCJ-02",
                    note=Text("填写经纬度的必须写明", "required with coordinates")),
        SheetColumn("opened", Text("设立日期", "Registered from"), "date",
                    also=("建校日期", "建校时间", "建校年月", "成立日期"), example="2018-09-01",
                    note=Text("新登记的学校自该日起；留空即导入时选的日期",
                              "of a school that is new; empty: the day chosen at the import")),
        SheetColumn("since", Text("变更日期", "Holds from"), "date", also=("起始日期", "生效日期"),
                    note=Text("变更自该日起；留空即导入时选的日期",
                              "changes hold from it; empty: the day chosen at the import")),
        SheetColumn("source", Text("出处", "Source"), longest=200, also=("备注", "依据")),
    ),
)  # fmt: skip

FEEDERS = Sheet(
    code="feeders",
    title=Text("对口升学表", "Next schools"),
    version=1,
    needs=NEEDS,
    take="xuequ.directory.services.taking.feeders.take_feeders",
    writes=("directory.Feeder",),
    give="xuequ.directory.queries.giving.feeders.give_feeders",
    shown_at="directory:school_list",
    notes=(
        Text(
            "每所有毕业生升入他校的学校一行；本校续读下一年级的（如九年一贯制的小学毕业生）不用填写。",
            "One row for each school whose leavers go on to another; who goes on within the "
            "school, as in one with nine grades, needs none.",
        ),
    ),
    columns=(
        SCHOOL_CODE,
        SCHOOL,
        SheetColumn("next_code", Text("升入学校标识码", "Code of the next school"), longest=30,
                    also=("对口学校标识码",)),
        SheetColumn("next_school", Text("升入学校", "Next school"), longest=80,
                    example="虹桥路中学", also=("对口学校", "对口升入学校", "对口初中")),
        SINCE,
    ),
)  # fmt: skip

TEACHING_POINTS = Sheet(
    code="teaching-points",
    title=Text("教学点信息表", "Teaching points"),
    version=1,
    needs=NEEDS,
    take="xuequ.directory.services.taking.points.take_points",
    writes=("directory.TeachingPoint",),
    give="xuequ.directory.queries.giving.schools.give_points",
    shown_at="directory:school_list",
    notes=(
        Text(
            "每个教学点一行，写明所属学校；撤销的填写终止日期，表中没有的不受影响。",
            "One row per teaching point with its parent school; give the day on which one ends. "
            "What is not listed stays as it is.",
        ),
    ),
    columns=(
        SheetColumn("name", Text("教学点", "Teaching point"), required=True, longest=80,
                    example="六村教学点", also=("教学点名称",)),
        SCHOOL_CODE,
        SCHOOL,
        SINCE,
        UNTIL,
    ),
)  # fmt: skip

"""A sheet of two thousand teachers, and thirty mistakes planted in it."""

from __future__ import annotations

from xuequ.directory.engine.identity import check_digit

HEADS = (
    "姓名", "证件类型", "证件号码", "学校", "学段", "学科", "职称", "起始日期", "荣誉称号",
    "荣誉级别", "荣誉起始日期",
)  # fmt: skip
SCHOOLS = ("东一小", "东二小", "东三小", "西一小", "西二小", "孤小")
SUBJECTS = ("语文", "数学", "英语", "科学", "音乐")
ROWS = 2_000
Row = list[str]


def number(n: int) -> str:
    """A resident number that could be somebody's, another one for each n."""
    first = f"450103{1970 + n // 9_000:04d}{1 + n // 1_000 % 9:02d}01{n % 1_000:03d}"
    return first + check_digit(first)


def teachers() -> list[Row]:
    """Two thousand sound rows below their headings."""
    rows = [list(HEADS)]
    for n in range(ROWS):
        school, subject = SCHOOLS[n % len(SCHOOLS)], SUBJECTS[n % len(SUBJECTS)]
        title = ("一级教师", "二级教师", "高级教师")[n % 3]
        rows.append([f"教{n:04d}", "", number(n), school, "小学", subject, title] + [""] * 4)
    return rows


PLANTED: tuple[tuple[int, str, str, str], ...] = (  # line, column, what stands there, why not
    (3, "姓名", "", "必填，不能为空。"),
    (5, "姓名", "名" * 61, "共61字，最多60字。"),
    (40, "学校", "", "必填，不能为空。"),
    (77, "学校", "东一", "没有登记名为“东一”的学校。请核对校名，或先登记学校。"),
    (130, "学段", "幼儿园", "“幼儿园”不在可选值中：小学、初中、高中。"),
    (131, "学段", "", "必填，不能为空。"),
    (200, "学科", "", "必填，不能为空。"),
    (201, "学科", "数" * 21, "共21字，最多20字。"),
    (300, "职称", "讲师", "“讲师”不在可选值中：未定职称、三级教师、二级教师、一级教师、高级教师、正高级教师。"),  # noqa: E501
    (350, "起始日期", "去年秋天", "“去年秋天”不是日期，请写成 2018-09-01。"),
    (351, "起始日期", "2026-13-01", "没有“2026-13-01”这一天，请核对月和日。"),
    (400, "起始日期", "2019-09-01", "“东三小”自2020-09-01起才有登记。请改为该日或更晚。"),
    (512, "荣誉称号", "骨干教师", "荣誉称号和级别须同时填写，或都留空。"),
    (513, "荣誉级别", "县级", "荣誉称号和级别须同时填写，或都留空。"),
    (514, "荣誉称号", "劳模", "“劳模”不在可选值中：骨干教师、学科带头人、教学能手、教坛新星、名师、特级教师。"),  # noqa: E501
    (515, "荣誉级别", "镇级", "“镇级”不在可选值中：校级、县级、市级、省级、国家级。"),
    (600, "荣誉起始日期", "2026年", "“2026年”只有年份。请写全年月日，如 2018-09-01。"),
    (700, "证件号码", "4.50103E+17", "被Excel改成了科学记数法，后面几位已丢失。请把该列设为“文本”格式，再重新输入号码。"),  # noqa: E501
    (701, "证件号码", number(699)[:-1], "号码应为18位：前17位为数字，末位为数字或X。"),
    (702, "证件号码", number(700)[:-1] + "A", "号码应为18位：前17位为数字，末位为数字或X。"),
    (703, "证件号码", number(701)[:17] + ("0" if number(701)[17] != "0" else "1"), "末位校验码不符，可能有一位填错，请核对。"),  # noqa: E501
    (704, "证件号码", "450103700101001", "这是15位的旧号码，已停用；请填写18位号码。"),
    (705, "证件号码", "45010319800231001X", "号码中的出生日期不存在或在今天之后，请核对。"),
    (706, "证件号码", number(10), "第12行的“教0010”也是这个证件号码。请核对。"),
    (900, "姓名", "甲\x07乙", "含有不可见的控制字符，请重新输入。"),
    (1000, "姓名", "=A1&B1", "是公式，不能导入。请只保留结果（选择性粘贴为“数值”）。"),
    (1001, "学科", "#N/A", "单元格是 Excel 的错误“#N/A”。请改成实际内容。"),
    (1200, "证件类型", "驾驶证", "“驾驶证”不在可选值中：居民身份证、港澳台居民居住证、护照、其他证件。"),  # noqa: E501
    (1500, "证件类型", "护照", "号码应为5至30个字符。"),
    (2001, "证件类型", "港澳台居民居住证", "号码与证件类型不符：81、82、83开头的是港澳台居民居住证。"),  # noqa: E501
)  # fmt: skip


ELSEWHERE = {512: "荣誉级别", 513: "荣誉称号", 1500: "证件号码", 2001: "证件号码"}


def expected() -> list[tuple[int, str, str]]:
    """Line, column and sentence of every mistake, in the order of the lines."""
    return [(line, ELSEWHERE.get(line, column), why) for line, column, _, why in PLANTED]


def with_mistakes() -> list[Row]:
    """The same rows with the mistakes in them."""
    rows = teachers()
    for line, column, value, _ in PLANTED:
        rows[line - 1][HEADS.index(column)] = value
    rows[1499][HEADS.index("证件号码")] = "E12"
    return rows

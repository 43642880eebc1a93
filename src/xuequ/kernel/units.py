"""The units in which rules count; a verdict names one of these codes."""

from __future__ import annotations

from .text import Text

UNITS: dict[str, Text] = {
    "schools": Text("所", "schools"),
    "members": Text("所成员校", "member schools"),
    "leads": Text("所龙头学校", "lead schools"),
    "consortia": Text("个", "consortia"),
    "points": Text("个教学点", "teaching points"),
    "groups": Text("个集团", "groups"),
    "slots": Text("项", "requirements"),
    "pairings": Text("种搭配", "pairings"),
    "principles": Text("条原则", "principles"),
    "share": Text("占比", "share"),
    "facts": Text("项", "facts"),
    "people": Text("人", "people"),
    "posts": Text("个岗位", "posts"),
    "bodies": Text("个机构", "bodies"),
    "subjects": Text("个学科", "subjects"),
    "pairs": Text("对师徒", "pairs"),
    "items": Text("项", "items"),
    "documents": Text("份文件", "documents"),
    "fields": Text("个领域", "fields"),
    "layers": Text("个层级", "layers"),
    "aims": Text("项目标", "aims"),
    "meetings": Text("种会议", "kinds of meeting"),
}

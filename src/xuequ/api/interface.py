"""The interface for programs, put together from what every package offers in its `api`."""

from __future__ import annotations

from functools import cache
from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from xuequ.kernel.discovery import declared

from .problems import TYPE, handle

DESCRIPTION = """\
读取学区、学校、成员关系、条款、政策配置与判定结果，导入表格。可见范围和权限与页面完全一致。
请求头 Accept-Language: en 可得英文错误说明。

Read districts, schools, memberships, clauses, policy profiles and verdicts; bring in sheets. It
shows and allows what the same identity may see and do on the pages. Errors are problem details
(RFC 9457); long lists come a page at a time (`limit`, `cursor`).
"""


class Interface(NinjaAPI):
    """The interface, describing its errors by their own media type."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        schema = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        for methods in schema["paths"].values():
            for operation in methods.values():
                for status, answer in operation["responses"].items():
                    if int(status) >= 400 and "application/json" in answer.get("content", {}):
                        answer["content"] = {TYPE: answer["content"]["application/json"]}
        return schema


@cache
def interface() -> Interface:
    """The interface with every package's operations."""
    made = Interface(
        title="学区 Xuequ",
        version="1",
        description=DESCRIPTION,
        docs_url=None,
        openapi_url="openapi.json",
        urls_namespace="api",
    )
    handle(made)
    for _, module in declared("api"):
        made.add_router("", module.router)
    return made

"""Errors as problem details (RFC 9457), in the language the program asks for."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from xuequ.kernel.text import Text

TYPE = "application/problem+json"
TITLES = {
    400: Text("请求有误", "Bad request"),
    401: Text("需要登录或访问令牌", "A session or a token is needed"),
    403: Text("当前身份没有此项权限", "This identity may not do that"),
    404: Text("没有这一项，或不在可见范围内", "There is no such thing in your scope"),
    405: Text("这个地址不接受这种请求方法", "This address does not answer that method"),
    422: Text("参数不合要求", "The parameters do not fit"),
    429: Text("请求过于频繁", "Too many requests"),
    500: Text("服务器出错，已记入日志", "The server failed; the log says why"),
}
DETAILS = {
    401: Text(
        "请在请求头加入 Authorization: Bearer 令牌；令牌在“登录与安全”页面签发，"
        "可能已过期、已撤销，或所属职务已结束。",
        "Send the header Authorization: Bearer TOKEN. Tokens are issued on the security page; "
        "this one may have expired, been revoked, or its post has ended.",
    ),
    403: Text("需要权限：{needs}。", "Permission needed: {needs}."),
    404: Text("请核对编号、日期和当前身份。", "Check the number, the day and the identity."),
}


class Misfit(Schema):
    """One parameter that does not fit."""

    field: str
    message: str
    line: int | None = None  # of a file that was sent, as its author counts


class Problem(Schema):
    """What went wrong."""

    type: str
    title: str
    status: int
    detail: str = ""
    errors: list[Misfit] = []


def language(request: HttpRequest) -> str:
    """English if the program asks for it first, else Chinese."""
    return "en" if request.headers.get("Accept-Language", "").lower().startswith("en") else "zh"


def problem(
    request: HttpRequest, status: int, detail: str = "", errors: list[dict[str, Any]] | None = None
) -> JsonResponse:
    """The answer that says what went wrong."""
    chosen = language(request)
    body: dict[str, Any] = {
        "type": f"about:blank#{status}",
        "title": TITLES.get(status, TITLES[400]).say(chosen),
        "status": status,
        "detail": detail,
        "errors": errors or [],
    }
    answer = JsonResponse(body, status=status, content_type=TYPE)
    answer["Content-Language"] = "en" if chosen == "en" else "zh-hans"
    answer["Cache-Control"] = "no-store"
    if status == 401:
        answer["WWW-Authenticate"] = "Bearer"
    return answer


def handle(interface: NinjaAPI) -> None:
    """Let `interface` answer every error with a problem."""

    def usual(request: HttpRequest, status: int, **facts: str) -> JsonResponse:
        words = DETAILS.get(status)
        detail = words.say(language(request)).format(**facts) if words else ""
        return problem(request, status, detail)

    def other(request: HttpRequest, error: Any) -> JsonResponse:
        return problem(request, error.status_code, str(error))

    def unfit(request: HttpRequest, error: Any) -> JsonResponse:
        return problem(request, 422, errors=[_misfit(each) for each in error.errors])

    interface.add_exception_handler(AuthenticationError, lambda request, _: usual(request, 401))
    interface.add_exception_handler(Http404, lambda request, _: usual(request, 404))
    interface.add_exception_handler(
        PermissionDenied, lambda request, error: usual(request, 403, needs=str(error))
    )
    interface.add_exception_handler(HttpError, other)
    interface.add_exception_handler(ValidationError, unfit)


def _misfit(error: dict[str, Any]) -> dict[str, str]:
    place = [str(part) for part in error["loc"] if part not in {"query", "path", "paging"}]
    return {"field": ".".join(place), "message": str(error["msg"])}

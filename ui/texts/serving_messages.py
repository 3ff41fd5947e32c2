"""What the server itself says, to programs and to people, in both languages."""

from collections.abc import Mapping

from ui.texts import messages

SENTENCES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "sign_in": "Sign in: send name:password as a bearer token or as basic credentials.",
        "no_model": "There is no model {model!r} here. There are: {names}.",
        "no_question": "The messages hold no question. The last message of the role user is what is asked.",
        "one_choice": "One answer is given for each question. Leave n out or set it to 1.",
        "bad_request": "The request cannot be read: {where}: {what}.",
        "bad_json": "The request is not JSON.",
        "no_address": "Nothing is served at this address. There are /v1/models and /v1/chat/completions.",
        "wrong_method": "This address does not take that method.",
        "disk_full": "The server's disk is full. Whoever runs Wenju has to make room; nothing was lost.",
        "failed": "Something went wrong on the server. It goes on working: please try again.",
        "foreign_host": "This server does not answer to that host name.",
        "foreign_site": "Requests from another site are not answered.",
        "closed": "This address is closed.",
        "bad_length": "The length of the request is not a number.",
        "too_large": "The request is too large.",
    },
    "zh": {
        "sign_in": "请先登录：用 Bearer 令牌（用户名:密码）或 Basic 认证发送用户名和密码。",
        "no_model": "这里没有模型 {model!r}。可用的有：{names}。",
        "no_question": "消息里没有问题。角色为 user 的最后一条消息即为所问。",
        "one_choice": "每个问题只给一个回答，请不写 n 或把它设为 1。",
        "bad_request": "请求无法读取：{where}：{what}。",
        "bad_json": "请求不是 JSON。",
        "no_address": "这个地址没有内容。可用的有 /v1/models 和 /v1/chat/completions。",
        "wrong_method": "这个地址不接受该方法。",
        "disk_full": "服务器磁盘已满，请运行问据的人腾出空间；数据没有丢失。",
        "failed": "服务器出了差错，但仍可继续使用，请再试一次。",
        "foreign_host": "本服务器不以该主机名提供服务。",
        "foreign_site": "不接受来自其他网站的请求。",
        "closed": "这个地址已关闭。",
        "bad_length": "请求的长度不是数字。",
        "too_large": "请求过大。",
    },
}


def sentence(name: str, language: str, **values: object) -> str:
    """One sentence in one language."""
    return SENTENCES.get(language, SENTENCES[messages.DEFAULT_LANGUAGE])[name].format(**values)


def in_both(name: str, **values: object) -> str:
    """The sentence in each language, for where nothing tells which one the reader has."""
    return " ".join(sentence(name, language, **values) for language in SENTENCES)

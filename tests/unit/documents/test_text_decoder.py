"""Encodings are told apart, damage is never silent, and what is no text is refused with its reason."""

import gzip
import io
import random
import time
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.documents.text_decoder import decode
from qa.errors import DocumentUnreadable
from tests.properties import cases
from tests.time_limits import at_most

SIMPLIFIED = """
市审计局对全市十二家医院的药品采购进行了专项审计，发现问题三十七个，已督促整改三十一个。
老城区的自来水管网建于上世纪八十年代，漏损率一直偏高，去年冬天先后爆管九次。
县农业农村局组织技术员下乡，手把手教农户给果树剪枝、施肥、防虫。
这座桥全长一千二百米，双向六车道，预计明年六月底建成通车。
参加比赛的学生来自二十三所中学，年龄最小的只有十三岁。
图书馆每周一闭馆，其余时间从上午九点开放到晚上八点半。
医生提醒，流感高发季节要勤洗手、多通风，出现发热症状应及时就诊。
公司今年第三季度营业收入同比增长百分之十八，净利润却下降了两成。
村里修了新路以后，收购蔬菜的货车可以一直开到地头。
专家组认为，这一带的岩石形成于两亿多年前，含有丰富的海洋生物化石。
法院审理认为，双方签订的租赁合同合法有效，被告应当支付拖欠的租金。
台风登陆前，沿海三个乡镇共转移群众八千余人，渔船全部回港避风。
她从小喜欢画画，大学毕业后在一家出版社做插图编辑。
纪检组约谈了项目负责人，要求在十五日内提交书面整改报告。
博物馆新展出的青铜器中，有一件铸有铭文四十六字，记载了一次祭祀。
物业公司没有按照合同约定清运垃圾，居民多次拨打热线投诉。
高铁开通之后，从省城到海边只要一个半小时，周末游客明显增多。
实验结果表明，新材料在零下四十度的环境中仍能保持良好的韧性。
信访办收到群众来信二百余封，其中反映征地补偿问题的占一半以上。
气象台预计，今天夜间到明天白天阴有小雨，气温十二到十七度。
""".replace("\n", "")
TRADITIONAL = """
市議會昨日通過明年度預算案，教育經費比今年增加三億元，創下歷年新高。
這間老書店開業六十多年，店主說租約到期後打算退休。
氣象局指出，鋒面通過後氣溫將明顯下降，山區民眾要注意保暖。
捷運新線全長十二公里，共設九個車站，預計後年年底通車。
醫院表示，接受檢查的一百四十名病人中，有二十三人需要進一步治療。
漁民說今年的烏魚比往年來得早，價錢也比較好。
圖書館舉辦親子閱讀活動，吸引了兩百多個家庭參加。
法官認為被告的說法前後矛盾，因此駁回他的上訴。
學校附近的十字路口經常發生車禍，家長希望加裝紅綠燈。
政府公布最新的失業率數字，第三季為百分之三點六。
這座橋樑建於日治時期，去年被列為歷史建築。
環保團體批評開發案沒有經過完整的環境影響評估。
工程師檢查後發現，水管破裂是因為材料老化。
農會推廣有機種植，目前已有五十八戶農民加入。
她在電視台工作了二十年，主持過許多談話節目。
消防隊接獲報案後十分鐘內趕到現場，撲滅了火勢。
運輸署表示，隧道將於週末晚上封閉進行維修工程。
立法會議員要求當局交代公屋輪候時間為何延長。
研究團隊在論文中說明，樣本來自七個不同的國家。
颱風過後，果園損失慘重，縣府開放申請補助。
""".replace("\n", "")
BOTH = (SIMPLIFIED, TRADITIONAL)
ENCODINGS = {
    "utf-8": BOTH,
    "utf-8-sig": BOTH,
    "utf-16": BOTH,
    "utf-16-le": BOTH,
    "utf-16-be": BOTH,
    "utf-32": BOTH,
    "gb2312": (SIMPLIFIED,),
    "gbk": BOTH,
    "gb18030": BOTH,
    "big5": (TRADITIONAL,),
    "big5hkscs": (TRADITIONAL,),
    "hz": (SIMPLIFIED,),
}


def _windows(text: str, length: int) -> list[str]:
    text *= length // len(text) + 1
    step = max(1, (len(text) - length) // 60)
    return [text[at : at + length] for at in range(0, len(text) - length, step)]


def _share_right(encoding: str, length: int) -> float:
    windows = [window for text in ENCODINGS[encoding] for window in _windows(text, length)]
    right = sum(_decoded(window.encode(encoding)) == window for window in windows)
    return right / len(windows)


def _decoded(data: bytes) -> str:
    try:
        return decode(data)
    except DocumentUnreadable as error:
        return str(error)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(("length", "bar"), [(8, 0.9), (20, 0.99), (60, 0.99), (110, 0.99), (1000, 0.99)])
def test_an_encoding_is_told_from_a_few_characters(encoding: str, length: int, bar: float) -> None:
    assert _share_right(encoding, length) >= bar


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16-le", "utf-8"])
def test_rare_characters_of_four_bytes_are_read(encoding: str) -> None:
    text = "户籍登记中的生僻字㐂、㒨、𠮷、𠀀都应当能够正确显示。"
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    "text",
    [
        "The café on Königstraße serves crème brûlée.",
        "He paid £25 for the début novel – “a fair price”, she said.",
        "caf\u00e9",
    ],
)
def test_western_letters_are_read(text: str) -> None:
    assert decode(text.encode("cp1252")) == text


@pytest.mark.parametrize(("encoding", "text"), [("gb18030", "要防虫。参加比赛"), ("big5", "家庭參加。法官認")])
def test_a_few_chinese_words_in_a_page_of_ascii_are_read(encoding: str, text: str) -> None:
    page = f'<p class="text" id="a1">{text}</p>\r\nhttp://example.org/a?b=1\r\n' + "2022-05-26 INFO start\r\n" * 40
    assert decode(page.encode(encoding)) == page


def test_accents_in_a_row_and_braces_of_programs_are_left_as_they_are() -> None:
    assert decode("The letters äöüß are German.".encode("cp1252")) == "The letters äöüß are German."
    assert decode(b"rm ~{a,b}/c ~} and x = ~{y}") == "rm ~{a,b}/c ~} and x = ~{y}"


def test_lines_and_latin_letters_among_chinese_do_not_mislead() -> None:
    text = "标题 Title 2022\r\n一、总体情况\r\n全市共检查PM2.5监测点42个。\r\n"
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gbk"):
        assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "gb18030", "utf-16-le", "utf-16"])
@pytest.mark.parametrize("cut", [1, 2])
def test_a_file_cut_off_in_its_last_character_keeps_the_rest(encoding: str, cut: int) -> None:
    text = decode(SIMPLIFIED.encode(encoding)[:-cut])
    assert len(SIMPLIFIED) - 2 <= len(text) < len(SIMPLIFIED)
    assert SIMPLIFIED.startswith(text)


def test_one_damaged_place_in_a_long_file_is_let_through_and_marked() -> None:
    text = SIMPLIFIED * 8
    data = bytearray(text.encode())
    data[2400] = 0xFF
    read = decode(bytes(data))
    assert 1 <= read.count("\ufffd") <= 0.001 * len(text)
    assert read[-500:] == text[-500:]


def test_many_damaged_places_are_refused() -> None:
    data = bytearray(SIMPLIFIED.encode())
    data[::50] = b"\xff" * len(data[::50])
    # A lost byte of GBK would shift all that follows.
    shifted = (SIMPLIFIED * 8).encode("gbk")[:2401] + (SIMPLIFIED * 8).encode("gbk")[2402:] + b"\xff\xff end"
    for damaged in (
        shifted,
        bytes(data),
        b"\xef\xbb\xbf" + bytes(data),
        SIMPLIFIED.encode() + SIMPLIFIED.encode("gbk"),
    ):
        with pytest.raises(DocumentUnreadable, match="UTF-8"):
            decode(damaged)


def _zip() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", "text")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\xff\xfe", "empty"),
        (b"\x00" * 1000, "empty"),
        (b" \r\n\t", "empty"),
        (b"%PDF-1.7\n...", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (_zip(), "zip"),
        (gzip.compress(b"text", mtime=0), "gzip"),
        (b"SQLite format 3\x00", "database"),
        (b"a\x00b\x01c\x02d\x03" * 20, "binary"),
        (b"plain words \x01\x02\x03 and more" * 20, "binary"),
    ],
)
def test_what_is_no_text_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentUnreadable, match=reason):
        decode(data)


def test_random_bytes_are_refused_quickly() -> None:
    source = random.Random(7)
    with at_most(4, time.process_time):
        for size in (100, 1000, 10_000, 1_000_000):
            for data in (source.randbytes(size), bytes(byte for byte in source.randbytes(size) if byte)):
                with pytest.raises(DocumentUnreadable):
                    decode(data)


@cases(300, same=True)
@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        text = decode(data)
    except DocumentUnreadable:
        return
    assert text.encode("utf-8")


@cases(500, same=True)
@given(st.text(st.characters(codec="utf-8", min_codepoint=32, exclude_characters="\ufeff\x7f"), min_size=1))
def test_any_text_in_utf8_comes_back_as_it_was(text: str) -> None:
    data = text.encode() + b" text"
    if text.strip() and not any("\x7f" <= character <= "\x9f" for character in text):
        assert _decoded(b"text " + data) == f"text {text} text"


def test_chinese_behind_much_ascii_is_still_told() -> None:
    for padding in (9_999, 10_000):
        for encoding, text in (("gb18030", SIMPLIFIED), ("big5hkscs", TRADITIONAL)):
            assert decode(b"a" * padding + text[:100].encode(encoding)) == "a" * padding + text[:100]

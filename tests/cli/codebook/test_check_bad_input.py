"""What researchers really type, save and paste: `codebook check` says where it is and what to do, for each."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]

HEAD = "codes:\n  a:\n    definition: x\n"
SINGLE = "Use single quotes, where \\ is an ordinary character."
NO_ALIAS = "aliases (*name) are not allowed. Write the text out, or quote a leading *."
NO_ANCHOR = "anchors (&name) are not allowed. Write the text out, or quote a leading &."
NO_TAG = "tags (!name) are not allowed. Remove the tag, or quote a leading !."
ANEW = "Delete it and type the line anew."
EMPTY = "Start with `codes:` and one theme."
LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{two}: &{two} [*{one}, *{one}]\n" for one, two in zip("abcdefg", "bcdefgh", strict=True)
)
MANY = "codes:\n" + "".join(
    f"  code{number}:\n    definition: A code that is one of very many, {number}.\n" for number in range(20_000)
)

# A row of the catalogue, an input, and what is said: `line:column what. fix.`, with the kind before it where it is a
# finding and no mistake. Nothing said: the codebook is read as typed.
TABLE: list[tuple[str, str | bytes, list[str]]] = [
    *(
        (f"words that YAML may take for something else: {typed[:10]}", f"{HEAD}    name: {typed}\n", [])
        for typed in [
            *("no", "NO", "off", "y", "n", "on", "yes"),
            *("12:30", "010", "2024-01-02", "1_000", "0x1F", "1e3"),
        ]
    ),
    *(
        (
            f"nothing: {typed}",
            f"{HEAD}    name: {typed}\n",
            [f'4:11 {typed} means nothing in YAML. Quote it if it is a word: "{typed}".'],
        )
        for typed in ("~", "null", "NULL")
    ),
    (
        "nothing as a key",
        "codes:\n  ~: {definition: x}\n",
        ['2:3 ~ means nothing in YAML. Quote it if it is a word: "~".'],
    ),
    (
        "duplicate key",
        f"{HEAD}    name: x\n    name: y\n",
        ["5:5 name stands here and in line 4. Keep one, or rename one."],
    ),
    (
        "duplicate code",
        f"{HEAD}  b: {{definition: x}}\n  a: {{definition: x}}\n",
        ["5:3 a stands here and in line 2. Keep one, or rename one."],
    ),
    *(
        (
            f"duplicate code but for {how}",
            f"codes:\n  {one}: {{definition: x}}\n  {other}: {{definition: x}}\n",
            [f"3:3 this id differs from {one} in line 2 only in case or width. Rename one."],
        )
        for how, one, other in [
            ("case", "Fund", "fund"),
            ("width", "fund", "ｆｕｎｄ"),
            ("NFC", "caf\u00e9", "cafe\u0301"),
        ]
    ),
    *(
        (
            f"duplicate name but for {how}",
            f"codes:\n  a: {{definition: x, name: {one}}}\n  b: {{definition: x, name: {other}}}\n",
            ["3:3 this code has the same name as a in line 2. Give one another name."],
        )
        for how, one, other in [
            ("nothing", "Money", "Money"),
            ("case", "No money", "no Money"),
            ("width", "经费1", "经费１"),
            ("NFC", "caf\u00e9", "cafe\u0301"),
            ("spaces", "No money", "' No  money '"),
        ]
    ),
    ("tab as indent", "codes:\n\ta: {}\n", ["2:1 tab used as indentation. Use spaces."]),
    (
        "full-width colon far above",
        "title: x\nunit：sentence\n\n# c\n\ncodes:\n  a: {}\n",
        ["2:5 full-width colon ： after a key. Use : and a space."],
    ),
    ("full-width colon", "codes:\n  a：\n    name：x\n", ["2:4 full-width colon ： after a key. Use : and a space."]),
    (
        "full-width colons alone",
        "codes：\n  a：x\n",
        [f"{at} full-width colon ： after a key. Use : and a space." for at in ("1:6", "2:4")],
    ),
    (
        "no-break space as indent",
        "codes:\n\u00a0\u00a0a: {}\n",
        ["2:1 no-break space (U+00A0) used as indentation. Indent with ordinary spaces."],
    ),
    (
        "ideographic space as indent",
        "codes:\n\u3000a: {}\n",
        ["2:1 ideographic space (U+3000) used as indentation. Indent with ordinary spaces."],
    ),
    (
        "full-width comma",
        f"{HEAD}    rules: [经费，资金]\n",
        [
            "4:13 full-width-mark: full-width ， is looked for as written in 经费，资金."
            ' Write OR, or begin another list entry; quote it if it is meant: "经费，资金".'
        ],
    ),
    (
        "full-width dash",
        f"{HEAD}    rules: [校－企]\n",
        [
            "4:13 full-width-mark: full-width － is looked for as written in 校－企."
            ' Delete it or write the plain mark; quote it if it is meant: "校－企".'
        ],
    ),
    (
        "single smart quotes",
        f"{HEAD}    rules: [‘钱’]\n",
        [
            "4:13 full-width-mark: ‘ does not quote: it is taken for a part of the word in ‘钱’."
            ' Use double quotes: "钱".'
        ],
    ),
    ("double smart quotes", f"{HEAD}    rules: [“没钱” AND x]\n", ['4:13 full-width “. Use " instead.']),
    ("full-width parentheses", f"{HEAD}    rules: [（钱 OR 经费） AND x]\n", ["4:13 full-width （. Use ( instead."]),
    ("backspace", f'{HEAD}    rules: ["\\bword\\b"]\n', [f"4:13 control character U+0008 in the text. {SINGLE}"]),
    ("unknown escape", f'{HEAD}    rules: ["\\dword"]\n', [f"4:15 found unknown escape character 'd'. {SINGLE}"]),
    *(
        (
            f"leading {typed}",
            f"{HEAD}    name: {typed}\n",
            [f"4:11 found character '{typed[0]}' that cannot start any token. Put the text in single quotes."],
        )
        for typed in ("@x", "%d", "`x`")
    ),
    (
        "colon in a text",
        f"{HEAD}    name: b: c\n",
        [
            "4:12 mapping values are not allowed here."
            " Quote text that holds a colon and a space; indent what belongs to a key."
        ],
    ),
    (
        "unclosed quote",
        f"{HEAD}    name: 'b\n    memo: c\n",
        ["4:11 ' is not closed. Close it where the text or the list ends."],
    ),
    (
        "unclosed quote, closed by the next",
        f"{HEAD}    name: 'b\n    memo: 'c'\n",
        ["5:12 text goes on behind a closing quote. Put the whole text in single quotes, and write '' for a ' in it."],
    ),
    ("python tag", f"{HEAD}    name: !!python/object/apply:os.system ['touch ran']\n", [f"4:11 {NO_TAG}"]),
    ("python tag at the top", "!!python/object/apply:os.system ['touch ran']\n", [f"1:1 {NO_TAG}"]),
    ("anchor and alias", "x: &x {}\ncodes: {a: *x}\n", [f"1:4 {NO_ANCHOR}"]),
    ("alias alone", f"{HEAD}    name: *x\n", [f"4:11 {NO_ALIAS}"]),
    ("merge key", "x: &x {}\ncodes: {a: {<<: *x}}\n", [f"1:4 {NO_ANCHOR}"]),
    ("billion laughs", LAUGHS, [f"1:4 {NO_ANCHOR}"]),
    ("cycle", "a: &x [*x]\n", [f"1:4 {NO_ANCHOR}"]),
    ("5,000 deep in brackets", "codes: " + "[" * 5000, ["1:59 nested more than 50 deep. Flatten the file."]),
    (
        "5,000 deep in keys",
        "\n".join(" " * depth + "a:" for depth in range(1500)),
        ["51:51 nested more than 50 deep. Flatten the file."],
    ),
    ("1.6 MB with 20,000 codes", MANY, ["10002:3 more than 5,000 keys in one table. Split the codebook."]),
    ("too large", "#" * 2_000_001, ["the file is larger than 2,000,000 characters. Split the codebook."]),
    (
        "NUL",
        f"{HEAD}    name: b\0c\n",
        ["4:12 NUL character, as binary files and UTF-16 hold. Save the codebook as UTF-8."],
    ),
    *(
        (
            f"control character {ord(character):02X}",
            f"{HEAD}    name: b{character}c\n",
            [f"4:12 control character U+{ord(character):04X}. {ANEW}"],
        )
        for character in "\a\x1b\x85\u2028"
    ),
    ("byte-order mark first", f"\ufeff{HEAD}", []),
    ("byte-order mark inside", f"{HEAD}  \ufeffb: {{}}\n", [f"4:3 control character U+FEFF. {ANEW}"]),
    (
        "half a character, escaped",
        f'{HEAD}    name: "\\uD800"\n',
        [f"4:11 control character U+D800 in the text. {SINGLE}"],
    ),
    (
        "half a character, in the bytes",
        f"{HEAD}    name: ".encode() + b"\xed\xa0\x80\n",
        ["4:11 half a character (lone surrogate), as binary files and UTF-16 hold. Save the codebook as UTF-8."],
    ),
    ("a: -_", f"{HEAD}    name: -_\n", []),
    ("5,000 digits", f"{HEAD}    memo: {'9' * 5000}\n", []),
    ("empty", b"", [f"the file is empty. {EMPTY}"]),
    ("spaces", " \n\n", [f"the file is empty. {EMPTY}"]),
    ("comments only", "# a codebook\n", [f"the codebook is empty. {EMPTY}"]),
    ("list on top", "- a\n- b\n", ["1:1 expected `key: value` lines at the top. Start with `codes:`."]),
    ("text on top", "a codebook\n", ["1:1 expected `key: value` lines at the top. Start with `codes:`."]),
    ("many documents", f"{HEAD}---\n{HEAD}", ["4:1 a second document begins (---). Keep one codebook in a file."]),
    (
        "codes are text",
        "codes: x\n",
        ["1:8 expected keys under codes, found text. Write `key: value` lines, indented."],
    ),
    (
        "rules are text",
        f"{HEAD}    rules: x\n",
        ["4:12 expected a list for rules, found text. Begin each entry with - on a line of its own."],
    ),
    (
        "a name is a list",
        f"{HEAD}    name: [x]\n",
        ["4:11 expected text for name, found a list. Write it on one line, or quote it."],
    ),
    ("unknown key", "codes:\n  a:\n    defintion: x\n", ["3:5 unknown key defintion. Did you mean definition."]),
    ("missing key", "title: x\n", ["1:1 no codes stand here. Write `codes:` with one theme below it."]),
    *(
        (f"encoded as {encoding}", "codes:\n  经费不足:\n    definition: 没有钱，也没有人管。\n".encode(encoding), [])
        for encoding in ("utf-16", "utf-16-le", "gbk", "gb18030")
    ),
    (
        "encoded as Latin-1",
        "codes:\n  études:\n    definition: très tôt, à côté\n".encode("latin-1"),
        ["the encoding cannot be told from the bytes. Save the codebook as UTF-8."],
    ),
    (
        "cut in a character",
        f"{HEAD}    name: 经费".encode()[:-1],
        ["4 valid UTF-8 up to byte 43, line 4. Save the codebook as UTF-8."],
    ),
    ("odd characters in a name", f"{HEAD}    name: 'a/b \\ c: [d] <e> = f'\n", []),
    *(
        (
            f"{character} in an id",
            f"codes:\n  b{character}c: {{definition: x}}\n",
            [f"2:3 a code's id cannot hold a {name}. Use letters, digits, _ and -; `name:` is free."],
        )
        for character, name in [
            ("/", "solidus"),
            ("\\", "reverse solidus"),
            (":", "colon"),
            ("[", "left square bracket"),
            ("]", "right square bracket"),
            ("<", "less-than sign"),
            ("=", "equals sign"),
        ]
    ),
    (
        "10,000 characters in a name",
        f"{HEAD}    name: {'x' * 10_000}\n",
        ["4:5 this name is longer than 200 characters. Shorten it; `memo:` is free."],
    ),
    (
        "10,000 characters in an id",
        f"codes:\n  {'x' * 1000}: {{definition: x}}\n",
        ["2:3 this id is longer than 200 characters. Shorten it; `name:` is free."],
    ),
    (
        "bidi in a name",
        f"{HEAD}    name: b\u202ec\n",
        ["4:5 a name cannot hold a right-to-left override. Delete it: it cannot be seen."],
    ),
    (
        "zero width in a name",
        f"{HEAD}    name: b\u200bc\n",
        ["4:5 a name cannot hold a zero width space. Delete it: it cannot be seen."],
    ),
    (
        "homoglyph pair of ids",
        "codes:\n  money: {definition: x}\n  m\u043eney: {definition: x}\n",
        [
            "3:3 look-alike: m\u043eney looks like a name in line 2, but has letters of another alphabet."
            " Type one of them anew, or give it another name."
        ],
    ),
    (
        "homoglyph pair of names",
        "codes:\n  a: {definition: x, name: Money}\n  b: {definition: x, name: \u039coney}\n",
        [
            "3:3 look-alike: \u039coney looks like a name in line 2, but has letters of another alphabet."
            " Type one of them anew, or give it another name."
        ],
    ),
]


@pytest.mark.parametrize(("data", "expected"), [pytest.param(*row[1:], id=row[0]) for row in TABLE])
def test_check_bad_input_is_shown_with_its_place_and_a_remedy(
    data: str | bytes, expected: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("c.yaml").write_bytes(data.encode() if isinstance(data, str) else data)
    code, out, err = run("codebook", "check", "c.yaml", "--json")
    found = json.loads(out)
    assert [said(entry) for entry in found] == expected
    errors = any(entry["kind"] == "error" for entry in found)
    assert (code, err) == (3 if errors else 1 if found else 0, "")
    assert [path.name for path in tmp_path.iterdir()] == ["c.yaml"]
    shown = run("codebook", "check", "c.yaml")
    assert shown[0] == code
    assert shown[1].replace("\n", "").isprintable()


def said(entry: dict[str, object]) -> str:
    place = ":".join(str(entry[part]) for part in ("line", "column") if entry[part] is not None)
    kind = "" if entry["kind"] == "error" else f"{entry['kind']}: "
    return f"{place} {kind}{entry['what']}. {entry['fix']}.".strip()

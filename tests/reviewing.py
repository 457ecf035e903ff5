"""A reviewer at work: edits of an exported Word file as Word writes them, by other code than reads them."""

from __future__ import annotations

import io
import zipfile

from docx.oxml.ns import qn
from lxml import etree

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")
_RELATIONS = "word/_rels/document.xml.rels"
_EXTENDED = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"


class Reviewer:
    """Opens a file, does what a reviewer does to its comments, and saves it with other numbers for them."""

    def __init__(self, data: bytes, name: str = "Dr. Wang") -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            self._parts = {each: package.read(each) for each in package.namelist()}
        self.name, self._written = name, 0
        self.body = etree.fromstring(self._parts["word/document.xml"])
        self.comments = etree.fromstring(self._parts["word/comments.xml"])
        self._threads = etree.Element(f"{{{W15}}}commentsEx", nsmap={"w15": W15})

    def comment(self, key: str) -> etree._Element:
        """Return the comment that was exported with a key."""
        (found,) = (each for each in self.comments if each.get(qn("w:initials")) == key)
        return found

    def write(self, key: str, *lines: str) -> None:
        """Write other lines in the place of the first one."""
        comment = self.comment(key)
        comment.remove(comment[0])
        for at, line in enumerate(lines):
            comment.insert(at, _paragraph(line))

    def delete(self, key: str) -> None:
        """Delete a comment with its marks, as Word does."""
        self._remove_marks(self.comment(key).get(qn("w:id"), ""))
        self.comments.remove(self.comment(key))

    def delete_words(self, key: str) -> None:
        """Delete the words a comment stands at, which takes comment and bookmark with them."""
        (start,) = [each for each in self.body.iter(qn("w:bookmarkStart")) if each.get(qn("w:name")) == f"_{key}"]
        paragraph = start.getparent()
        assert paragraph is not None
        for each in list(paragraph):
            paragraph.remove(each)
        self.comments.remove(self.comment(key))

    def reply(self, key: str, *lines: str, resolved: bool = False) -> None:
        """Answer a comment; without lines, only mark it as resolved."""
        parent = self.comment(key)
        parent_id = _identify(parent)
        thread = etree.SubElement(self._threads, f"{{{W15}}}commentEx", {f"{{{W15}}}paraId": parent_id})
        thread.set(f"{{{W15}}}done", str(int(resolved)))
        if lines:
            answer = self._new(*lines)
            for tag in _MARKS:
                self._copy_mark(tag, parent.get(qn("w:id"), ""), answer.get(qn("w:id"), ""))
            ids = {f"{{{W15}}}paraId": _identify(answer), f"{{{W15}}}paraIdParent": parent_id}
            etree.SubElement(self._threads, f"{{{W15}}}commentEx", ids)

    def add(self, words: str, *lines: str) -> None:
        """Write a new comment on the first place of some words, which must lie within one run."""
        (run, text), *_ = [
            (run, each)
            for run in self.body.iter(qn("w:r"))
            for each in run.iter(qn("w:t"))
            if words in (each.text or "")
        ]
        before, _, after = (text.text or "").partition(words)
        id = self._new(*lines).get(qn("w:id"), "")
        start, end, reference = (etree.Element(qn(f"w:{tag}"), {qn("w:id"): id}) for tag in _MARKS)
        signed = etree.Element(qn("w:r"))
        signed.append(reference)
        for piece in (_run(before), start, _run(words), end, signed, _run(after)):
            run.addprevious(piece)
        parent = run.getparent()
        assert parent is not None
        parent.remove(run)

    def replace(self, old: str, new: str) -> None:
        """Rewrite some words of the text, without tracking."""
        text = next(each for each in self.body.iter(qn("w:t")) if old in (each.text or ""))
        text.text = (text.text or "").replace(old, new, 1)

    def strike(self, words: str, inserted: str = "") -> None:
        """Delete a run that is these words, and insert others, as tracked changes."""
        (run,) = [run for run in self.body.iter(qn("w:r")) if "".join(run.itertext()) == words]
        deleted, added = etree.Element(qn("w:del")), etree.Element(qn("w:ins"))
        run.addprevious(deleted)
        deleted.addnext(added)
        added.append(_run(inserted))
        deleted.append(run)
        for text in run.iter(qn("w:t")):
            text.tag = qn("w:delText")

    def saved(self) -> bytes:
        """Return the file with the comments renumbered from 50,000 on, in another order."""
        for number, comment in enumerate(self.comments):
            old, new = comment.get(qn("w:id"), ""), str(50_000 + number)
            for tag in _MARKS:
                for mark in self.body.iter(qn(f"w:{tag}")):
                    if mark.get(qn("w:id")) == old:
                        mark.set(qn("w:id"), new)
            comment.set(qn("w:id"), new)
        self.comments[:] = reversed(list(self.comments))
        parts = {**self._parts, "word/document.xml": etree.tostring(self.body)}
        parts |= {"word/comments.xml": etree.tostring(self.comments)}
        parts |= {"word/commentsExtended.xml": etree.tostring(self._threads)}
        relation = f'<Relationship Id="x1" Type="{_EXTENDED}" Target="commentsExtended.xml"/></Relationships>'
        parts[_RELATIONS] = parts[_RELATIONS].replace(b"</Relationships>", relation.encode())
        modified = f"<cp:lastModifiedBy>{self.name}</cp:lastModifiedBy>".encode()
        core = parts["docProps/core.xml"].replace(b"<cp:lastModifiedBy></cp:lastModifiedBy>", b"")
        core = core.replace(b"<cp:lastModifiedBy/>", b"")
        parts["docProps/core.xml"] = core.replace(b"</cp:coreProperties>", modified + b"</cp:coreProperties>")
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as package:
            for name, data in parts.items():
                package.writestr(name, data)
        return stream.getvalue()

    def _new(self, *lines: str) -> etree._Element:
        self._written += 1
        number = self._written
        who = {qn("w:author"): self.name, qn("w:initials"): "W", qn("w:id"): str(90_000 + number)}
        who[qn("w:date")] = f"2026-11-24T10:{number:02}:00Z"
        comment = etree.SubElement(self.comments, qn("w:comment"), who)
        comment.extend(map(_paragraph, lines))
        return comment

    def _copy_mark(self, tag: str, old: str, new: str) -> None:
        (mark,) = [each for each in self.body.iter(qn(f"w:{tag}")) if each.get(qn("w:id")) == old]
        copy = etree.Element(qn(f"w:{tag}"), {qn("w:id"): new})
        mark.addnext(copy)

    def _remove_marks(self, id: str) -> None:
        for tag in _MARKS:
            for mark in [each for each in self.body.iter(qn(f"w:{tag}")) if each.get(qn("w:id")) == id]:
                parent = mark.getparent()
                assert parent is not None
                parent.remove(mark)


def _run(text: str) -> etree._Element:
    run = etree.Element(qn("w:r"))
    etree.SubElement(run, qn("w:t"), {XML_SPACE: "preserve"}).text = text
    return run


def _paragraph(text: str) -> etree._Element:
    paragraph = etree.Element(qn("w:p"))
    paragraph.append(_run(text))
    return paragraph


def _identify(comment: etree._Element) -> str:
    id = f"{int(comment.get(qn('w:id'), '0')):08X}"
    comment[-1].set(f"{W14}paraId", id)
    return id

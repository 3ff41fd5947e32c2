"""The pages of an open source: whoever sees its text on this page may see them, and nobody else."""

import logging
from itertools import count

from qa import PagePictures, WenjuError
from ui.assistants import AskableCollections, KeepsFiles
from ui.chat.page_html import is_paged, lost_page, page_view
from ui.chat.page_state import Session
from ui.chat.question_under_way import open_source
from ui.chat.turns import Cited, Turn

LOG = logging.getLogger("wenju.ui")


class SourcePages:
    """Shows pages of the sources that the conversation of a page cites."""

    def __init__(self, collections: AskableCollections, pictures: PagePictures | None = None) -> None:
        self._collections = collections
        self._pictures = pictures or PagePictures()
        self._drawings = count()

    def show(self, session: Session, turn_id: object, number: object, page: object = None) -> str:
        """The page on which a citation stands, or another one of its document; without one, what hides the view.

        No two answers are alike, for the browser redraws only what differs from what it shows.
        """
        shown = self._shown(session, turn_id, number, page)
        return f'<div class="page-answer" data-drawn="{next(self._drawings)}">{shown}</div>'

    def _shown(self, session: Session, turn_id: object, number: object, page: object) -> str:
        turn = next((turn for turn in session.turns if turn.id == turn_id), None)
        cited = turn.citation(number) if turn else None
        if turn is None or cited is None or not is_paged(cited):
            return ""
        wanted = int(page) if isinstance(page, str | int) and str(page).isdecimal() and len(str(page)) < 7 else 0
        try:
            return self._drawn(turn, cited, wanted)
        except WenjuError as error:
            LOG.warning("a page cannot be shown: %s", error)
            return lost_page()

    def _drawn(self, turn: Turn, cited: Cited, page: int) -> str:
        assistant = self._collections.assistant(turn.collection)
        document = open_source(lambda: assistant, cited).document
        data = assistant.original(cited.document_id) if isinstance(assistant, KeepsFiles) else None
        if document is None or data is None:
            return ""
        answer = (cited.answer_start, cited.answer_end)
        places = [(cited.start, cited.end)]
        if answer[0] is not None and answer[1] is not None:
            places.append((answer[0], answer[1]))
        return page_view(self._pictures.draw(document, data, places, page), cited, turn)

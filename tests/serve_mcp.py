"""An MCP server over the assistant that knows one document; what it prints besides, no client may see."""

from tests.serving import TalkingAssistant
from ui.logs import log_in_sentences
from ui.programs.mcp_tools import server_over


class Chatterbox(TalkingAssistant):
    """Prints while it works, as a library may."""

    def documents(self):  # type: ignore[no-untyped-def]
        print("loading weights: 100%")
        return super().documents()


if __name__ == "__main__":
    log_in_sentences()
    server_over(Chatterbox()).run("stdio")

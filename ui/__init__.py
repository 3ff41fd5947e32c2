"""The chat in the browser. It sees only the public `qa`; `ui.app` is the command `qa-chat`."""

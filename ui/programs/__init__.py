"""Endpoints for programs: OpenAI's protocol and MCP."""

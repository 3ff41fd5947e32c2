"""Endpoints for programs: OpenAI's API and MCP."""

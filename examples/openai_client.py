"""Ask a running server through OpenAI's client; start one with: qa-chat --index my-index

python examples/openai_client.py http://127.0.0.1:7860/v1 "how many people were held accountable in Jilin"
"""

import sys

from openai import OpenAI
from openai.types.chat import ChatCompletionUserMessageParam


def main(address: str, question: str) -> None:
    """Print the answer and the quotes it rests on."""
    client = OpenAI(base_url=address, api_key="none")  # with logins: api_key="name:password"
    message: ChatCompletionUserMessageParam = {"role": "user", "content": question}
    completion = client.chat.completions.create(model="wenju", messages=[message])
    print(completion.choices[0].message.content)
    for citation in (completion.model_extra or {})["citations"]:  # a field beyond OpenAI's own
        print(f"[{citation['number']}] {citation['title']}: {citation['quote']}")


if __name__ == "__main__":
    main(*sys.argv[1:3])

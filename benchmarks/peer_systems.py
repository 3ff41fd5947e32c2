"""One peer at a time, put together as its own guide says: run by benchmarks/peers.py in an environment of its own.

    python benchmarks/peer_systems.py NAME MODEL_FOLDER ROWS.jsonl QUESTIONS.json

prints one JSON object: seconds to index, seconds for each question, and the ids of the documents found, best first. The
model is multilingual-e5-small for all, with its two prompts; passages are cut where the guide's splitter cuts them.
"""

import importlib.metadata
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

DEPTH = 30  # passages asked for, so that ten different documents are among them
QUERY, PASSAGE = "query: ", "passage: "
Search = Callable[[str], list[str]]
Rows = Sequence[dict[str, str]]


def langchain(model: str, rows: Rows) -> Search:
    """A splitter and FAISS: https://python.langchain.com/docs/tutorials/rag/."""
    from langchain_community.vectorstores import FAISS
    from langchain_core.documents import Document
    from langchain_huggingface import HuggingFaceEmbeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    embeddings = HuggingFaceEmbeddings(
        model_name=model,
        encode_kwargs={"prompt": PASSAGE, "normalize_embeddings": True},
        query_encode_kwargs={"prompt": QUERY, "normalize_embeddings": True},
    )
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    documents = [Document(page_content=row["text"], metadata={"id": row["doc_id"]}) for row in rows]
    store = FAISS.from_documents(splitter.split_documents(documents), embeddings)
    return lambda question: [found.metadata["id"] for found in store.similarity_search(question, k=DEPTH)]


def llama_index(model: str, rows: Rows) -> Search:
    """Its vector index beside BM25, fused: https://docs.llamaindex.ai/en/stable/examples/retrievers/bm25_retriever/."""
    from llama_index.core import Document, VectorStoreIndex
    from llama_index.core.llms import MockLLM
    from llama_index.core.node_parser import SentenceSplitter
    from llama_index.core.retrievers import QueryFusionRetriever
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding
    from llama_index.retrievers.bm25 import BM25Retriever

    embed = HuggingFaceEmbedding(model_name=model, query_instruction=QUERY, text_instruction=PASSAGE)
    documents = [Document(text=row["text"], metadata={"id": row["doc_id"]}) for row in rows]
    nodes = SentenceSplitter(chunk_size=512).get_nodes_from_documents(documents)
    dense = VectorStoreIndex(nodes, embed_model=embed).as_retriever(similarity_top_k=DEPTH)
    words = BM25Retriever.from_defaults(nodes=nodes, similarity_top_k=min(DEPTH, len(nodes)))
    both = QueryFusionRetriever(
        [dense, words],
        llm=MockLLM(),
        similarity_top_k=DEPTH,
        num_queries=1,
        mode="reciprocal_rerank",
        use_async=False,
    )
    return lambda question: [found.node.metadata["id"] for found in both.retrieve(question)]


def haystack(model: str, rows: Rows) -> Search:
    """Embeddings and BM25 joined: https://haystack.deepset.ai/tutorials/33_hybrid_retrieval."""
    from haystack import Document, Pipeline
    from haystack.components.joiners import DocumentJoiner
    from haystack.components.preprocessors import DocumentSplitter
    from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
    from haystack.document_stores.in_memory import InMemoryDocumentStore
    from sentence_transformers import SentenceTransformer

    encoder = SentenceTransformer(model)
    store = InMemoryDocumentStore(embedding_similarity_function="dot_product")
    splitter = DocumentSplitter(split_by="word", split_length=512, split_overlap=32)
    split = splitter.run([Document(content=row["text"], meta={"id": row["doc_id"]}) for row in rows])["documents"]
    texts = [document.content for document in split]
    for document, vector in zip(split, encoder.encode(texts, prompt=PASSAGE, normalize_embeddings=True), strict=True):
        document.embedding = vector.tolist()
    store.write_documents(split)
    pipeline = Pipeline()
    pipeline.add_component("dense", InMemoryEmbeddingRetriever(store, top_k=DEPTH))
    pipeline.add_component("words", InMemoryBM25Retriever(store, top_k=DEPTH))
    pipeline.add_component("joined", DocumentJoiner(join_mode="reciprocal_rank_fusion"))
    pipeline.connect("dense", "joined")
    pipeline.connect("words", "joined")

    def search(question: str) -> list[str]:
        vector = encoder.encode(question, prompt=QUERY, normalize_embeddings=True).tolist()
        found = pipeline.run({"dense": {"query_embedding": vector}, "words": {"query": question}})
        return [document.meta["id"] for document in found["joined"]["documents"]]

    return search


def txtai(model: str, rows: Rows) -> Search:
    """Its hybrid index: https://neuml.github.io/txtai/embeddings/configuration/scoring/."""
    from txtai import Embeddings

    index = Embeddings(path=model, hybrid=True, instructions={"query": QUERY, "data": PASSAGE})
    # Its guide leaves splitting to the user; paragraphs are what its own segmentation makes.
    parts = [(row["doc_id"], part) for row in rows for part in row["text"].split("\n\n") if part.strip()]
    index.index((number, text, None) for number, (_, text) in enumerate(parts))
    return lambda question: [parts[int(found[0])][0] for found in index.search(question, DEPTH)]


PEERS: dict[str, tuple[Callable[[str, Rows], Search], str]] = {
    "langchain": (langchain, "langchain-community"),
    "llama_index": (llama_index, "llama-index-core"),
    "haystack": (haystack, "haystack-ai"),
    "txtai": (txtai, "txtai"),
}


def main() -> int:
    name, model, documents, questions = sys.argv[1:]
    build, package = PEERS[name]
    rows = [json.loads(line) for line in Path(documents).read_text("utf-8").splitlines()]
    asked: dict[str, Any] = json.loads(Path(questions).read_text("utf-8"))
    # Libraries are loaded before the clock starts; the model is opened after it.
    build(model, rows[:1])
    began = time.perf_counter()
    search = build(model, rows)
    indexed = time.perf_counter() - began
    found, seconds = {}, []
    for question in asked:
        began = time.perf_counter()
        found[question] = list(dict.fromkeys(search(question)))
        seconds.append(time.perf_counter() - began)
    version = f"{package} {importlib.metadata.version(package)}"
    print(json.dumps({"version": version, "indexed": indexed, "seconds": seconds, "found": found}, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

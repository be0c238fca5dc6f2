"""What a story's ledger and flags look like to people: plain frozen values in, text out.

    compose (digest) -> render_markdown (markdown), render_html (html, with charts), to_json (data)
    flags and ledger in the terminal: terminal

Everything that came from the web is hostile until `plain.safe` and `plain.link` have seen it.
"""

"""One invented article in the templates of many sites; the words around it are furniture."""

from dataclasses import dataclass, field

HEADLINE = "Engineers lower Corrie reservoir after cracks are found in dam wall"
DECK = "Water company says homes below the dam are safe while repairs are planned"
CAPTION = "The spillway at Corrie, seen from the east bank on Monday"
NOTICE = "Correction: an earlier version of this article gave the depth of the cracks as 40 centimetres. It is 14."
PARAGRAPHS = (
    (
        "The water level at Corrie reservoir has been lowered by six metres after divers found cracks in the "
        "dam wall, the operator said on Monday."
    ),
    (
        "Northern Catchments, which runs the dam, said the cracks were up to 14 centimetres deep and had "
        "been seen during a routine survey."
    ),
    (
        "“There is no danger to anyone downstream,” said Maud Ferrier, the company’s head of works. “We "
        "would rather be early than sorry.”"
    ),
    (
        "About 1,250 people live in the three villages below the dam. Leaflets were put through their doors "
        "at the weekend."
    ),
    "It was the second time in nine years that the reservoir had been drawn down.",
    (
        "The repairs will cost an estimated £3.4 million and should be finished by the spring, according to "
        "a plan filed with the county."
    ),
    "Anglers were less pleased. Tam Orrock, who keeps the boat shed, said that 200 permits had been refunded.",
)
ITEMS = ("Level on Monday: 61 per cent.", "Level a year ago: 88 per cent.")
ROWS = (("Month", "Level"), ("March", "88"), ("April", "74"))

FURNITURE = (
    "We and our 94 partners store cookies on your device.",
    "Sign up for the morning letter and get 5 stories a day.",
    "READ MORE: Ten walks with a view",
    "Great article, my uncle built that dam",
    "Ferry fares to rise by 8 per cent",
    "Subscribe for £1 a week",
    "Share this article on social media",
    "All rights reserved. Registered office: 3 Quay Street.",
    "Most read this week",
    "Ada Quill is our countryside correspondent.",
)

NAV = '<nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>'
COOKIES = f'<div id="cookie-banner" role="dialog"><p>{FURNITURE[0]}</p><button>Accept all</button></div>'
LETTER = f'<div class="newsletter-signup"><p>{FURNITURE[1]}</p></div>'
MORE = f'<p><a href="/walks">{FURNITURE[2]}</a></p>'
COMMENTS = f'<section id="comments"><h3>Comments</h3><p class="c">{FURNITURE[3]}</p></section>'
RELATED = f'<aside class="related"><h3>Related</h3><ul><li><a href="/ferry">{FURNITURE[4]}</a></li></ul></aside>'
OFFER = f'<div class="subscribe"><a href="/sub">{FURNITURE[5]}</a></div>'
SHARE = f'<div class="share-tools">{FURNITURE[6]}</div>'
FOOT = f"<footer><p>{FURNITURE[7]}</p></footer>"
MOST = f'<div class="sidebar"><h4>{FURNITURE[8]}</h4><ol><li><a href="/1">Owl found in organ loft</a></li></ol></div>'
AUTHOR = f'<div class="author-bio"><p>{FURNITURE[9]}</p></div>'


@dataclass(frozen=True, kw_only=True)
class Template:
    """One way of setting the article, and which of its parts this way has."""

    name: str
    html: str
    parts: tuple[str, ...] = field(default=PARAGRAPHS)


def paragraphs(tag: str = "p", *, attributes: str = "", between: str = "") -> str:
    return between.join(f"<{tag}{attributes}>{p}</{tag}>\n" for p in PARAGRAPHS)


def head(extra: str = "", title: str = f"{HEADLINE} | Catchment Courier") -> str:
    return f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{extra}</head>'


OPEN_GRAPH = (
    f'<meta property="og:title" content="{HEADLINE}"><meta property="og:site_name" content="Catchment Courier">'
)
JSON_LD = (
    '<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"CC"},'
    '{"@type":"NewsArticle","headline":"' + HEADLINE + '","datePublished":"2031-04-07T09:30:00+01:00",'
    '"dateModified":"2031-04-07T11:00:00+01:00","author":[{"@type":"Person","name":"Ada Quill"}]}]}</script>'
)
FIGURE = f'<figure><img src="a.jpg" alt="x"><figcaption>{CAPTION}</figcaption></figure>'

TEMPLATES = (
    Template(
        name="article element with figure, deck and a note in the article's footer",
        html=head(OPEN_GRAPH + JSON_LD)
        + f"""<body>{COOKIES}<header class="site">{NAV}</header><main><article><header><p class="kicker">Water</p>
        <h1>{HEADLINE}</h1><p class="standfirst">{DECK}</p>
        <p class="byline">By <a rel="author" href="/q">Ada Quill</a></p>
        </header>{FIGURE}<div class="article-body">{paragraphs()}</div>
        <footer class="article-footer"><p class="amendment">{NOTICE}</p></footer>
        </article>{COMMENTS}</main>{RELATED}{FOOT}</body></html>""",
        parts=(DECK, CAPTION, NOTICE, *PARAGRAPHS),
    ),
    Template(
        name="WordPress",
        html=head(title=f"{HEADLINE} &#8211; Catchment Courier")
        + f"""<body class="single single-post"><div id="page"><header id="masthead">
        <p class="site-title">Catchment Courier</p>
        {NAV}</header><div id="content"><article class="post type-post hentry"><header class="entry-header">
        <h1 class="entry-title">{HEADLINE}</h1>
        <div class="entry-meta">Posted on <time datetime="2031-04-07T09:30:00Z">April 7,
        2031</time> by Ada Quill</div></header><div class="entry-content"><div class="wp-caption"><img src="a.jpg">
        <p class="wp-caption-text">{CAPTION}</p></div>{paragraphs(between=MORE)}{SHARE}</div>
        <footer class="entry-footer">Filed
        under <a href="/c/news">News</a></footer></article>{COMMENTS}</div>{MOST}</div>{FOOT}</body></html>""",
        parts=(CAPTION, *PARAGRAPHS),
    ),
    Template(
        name="tables for layout, a heading of second rank",
        html=head(title=f"Catchment Courier: {HEADLINE}")
        + f"""<body bgcolor="#fff"><table width="980"><tr><td colspan="2"><font size="6">Catchment Courier</font><br>
        <a href="/">Home</a> | <a href="/news">News</a></td></tr><tr><td valign="top"><div id="text"><h2>{HEADLINE}</h2>
        <div class="by"><i>Courier newsroom</i>, 07.04.2031</div>{paragraphs()}</div></td><td valign="top">
        <b>Also in the Courier</b><ul><li><a href="/l1">{FURNITURE[4]}</a></li></ul></td></tr>
        <tr><td colspan="2"><small>{FURNITURE[7]}</small></td></tr></table></body></html>""",
    ),
    Template(
        name="div soup with line breaks",
        html=head(OPEN_GRAPH)
        + f"""<body><div class="x1"><div class="x2"><a href="/">Catchment Courier</a> <a href="/n">News</a></div>
        <div class="x3">
        <h1>{HEADLINE}</h1><div class="x4">{"<br><br>".join(PARAGRAPHS)}</div></div><div class="x5">{FURNITURE[7]}</div>
        </div></body></html>""",
    ),
    Template(
        name="one box a paragraph, hashed class names",
        html=head(OPEN_GRAPH + JSON_LD)
        + f"""<body><div id="root"><div data-component="cookies"><p>{FURNITURE[0]}</p></div>
        <main id="main-content"><article>
        <div data-component="headline-block"><h1 class="sc-8d1">{HEADLINE}</h1></div><div data-component="byline-block">
        <span>By Ada Quill</span></div><div data-component="image-block">{FIGURE}</div>"""
        + "".join(
            f'<div data-component="text-block" class="sc-1f{n}"><div class="rich"><p>{p}</p></div></div>'
            for n, p in enumerate(PARAGRAPHS)
        )
        + f"""<div data-component="links-block"><ul><li><a href="/ferry">{FURNITURE[4]}</a></li></ul></div></article>
        <section data-component="features"><h2>Features</h2><ul><li>Owl found in organ loft</li></ul></section>
        </main></div>
        <script>window.__DATA__={{"subscribe to read":1}}</script></body></html>""",
        parts=(CAPTION, *PARAGRAPHS),
    ),
    Template(
        name="microdata, lists and a table of data",
        html=head()
        + f"""<body itemscope itemtype="https://schema.org/NewsArticle"><div id="top">{NAV}</div>
        <h1 itemprop="headline">{HEADLINE}
        </h1><p itemprop="description">{DECK}</p><span itemprop="author">Ada Quill</span>
        <meta itemprop="datePublished" content="2031-04-07T09:30:00Z"><div itemprop="articleBody">{paragraphs()}
        <ul>{"".join(f"<li>{i}</li>" for i in ITEMS)}</ul>
        <table>{"".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in ROWS)}</table>
        {AUTHOR}</div>{LETTER}{FOOT}</body></html>""",
        parts=(DECK, *PARAGRAPHS, *ITEMS, "March | 88"),
    ),
    Template(
        name="promotions between the paragraphs",
        html=head(OPEN_GRAPH)
        + f"""<body><main><h1>{HEADLINE}</h1><ul class="bullets"><li>{DECK}</li></ul><div class="story-text">"""
        + paragraphs(between=f'<div class="inline-promo"><a href="/w">{FURNITURE[2]}</a></div>{LETTER}<p>Ad</p>')
        + f"""</div>{OFFER}{SHARE}</main>{RELATED}{COMMENTS}{MOST}{FOOT}</body></html>""",
        parts=(DECK, *PARAGRAPHS),
    ),
    Template(
        name="the note of correction in a box beside the text",
        html=head(OPEN_GRAPH)
        + f"""<body>{COOKIES}<article><h1>{HEADLINE}</h1><aside class="correction-box"><p>{NOTICE}</p></aside>
        <section class="prose">{paragraphs()}</section></article>{RELATED}{FOOT}</body></html>""",
        parts=(NOTICE, *PARAGRAPHS),
    ),
    Template(
        name="the title only in the head",
        html=head(OPEN_GRAPH)
        + f"""<body><div class="logo">Catchment Courier</div><div class="body">{paragraphs()}</div>{FOOT}</body>
        </html>""",
    ),
    Template(
        name="a shell of scripts with the text in JSON-LD",
        html=head(
            '<script type="application/ld+json">{"@type":"NewsArticle","headline":"'
            + HEADLINE
            + '","articleBody":"'
            + "\\n".join(PARAGRAPHS)
            + '"}</script>'
        )
        + """<body><div id="app"></div><noscript>Please enable JavaScript to run this app.</noscript></body></html>""",
    ),
    Template(
        name="the site's name as a heading of first rank, teasers of prose under the text",
        html=head(OPEN_GRAPH)
        + f"""<body class="has-sidebar"><h1 class="logo"><a href="/">Catchment Courier</a>
        </h1>{NAV}<div class="layout print-friendly">
        <div class="story share-enabled"><h1>{HEADLINE}</h1><p class="dek">{DECK}</p>{paragraphs()}</div>
        <div class="more-stories"><h3>More from News</h3><div class="card"><h4><a href="/ferry">{FURNITURE[4]}</a></h4>
        <p>The council said that the rise would pay for a second boat, which is to be built on the coast.</p></div>
        </div></div>{FOOT}</body></html>""",
        parts=(DECK, *PARAGRAPHS),
    ),
    Template(
        name="comments longer than the article",
        html=head(OPEN_GRAPH + JSON_LD)
        + f"""<body><main><article class="article"><h1>{HEADLINE}</h1><div class="content">{paragraphs()}</div>
        </article>
        <div id="disqus_thread" class="comments-area">"""
        + "".join(
            f"<article class='comment'><p>{FURNITURE[3]}, said reader {n}, and I have walked along it every day "
            f"of my life since then, "
            "and never have I seen the water as low as it was on that morning in the autumn.</p></article>"
            for n in range(40)
        )
        + f"""</div></main>{FOOT}</body></html>""",
    ),
    Template(
        name="text in two boxes with an offer between",
        html=head(OPEN_GRAPH)
        + f"""<body><article><h1>{HEADLINE}</h1><div class="part"><p>{"</p><p>".join(PARAGRAPHS[:4])}</p>
        </div>{OFFER}{LETTER}
        <div class="part"><p>{"</p><p>".join(PARAGRAPHS[4:])}</p></div>{AUTHOR}</article>{MOST}{FOOT}</body></html>""",
    ),
    Template(
        name="a first paragraph outside the text's box, a note in italics at its end",
        html=head(OPEN_GRAPH)
        + f"""<body>{NAV}<div id="main"><h1>{HEADLINE}</h1><div class="lead-paragraph"><p>{PARAGRAPHS[0]}</p></div>
        <div class="copy"><p>{"</p><p>".join(PARAGRAPHS[1:])}</p><p><em>{NOTICE}</em></p></div>
        </div>{RELATED}{FOOT}</body></html>""",
        parts=(NOTICE, *PARAGRAPHS),
    ),
    Template(
        name="AMP",
        html='<!doctype html><html amp lang="en"><head><meta charset="utf-8"><link rel="canonical" href="'
        + "https://www.catchment-courier.example/news/corrie-dam-cracks"
        + f"""">{JSON_LD}<title>{HEADLINE}</title></head><body><amp-sidebar id="s"><ul><li>Home</li></ul>
        </amp-sidebar><main>
        <h1>{HEADLINE}</h1><amp-img src="a.jpg" width="1" height="1"></amp-img>
        <section class="amp-wp-article-content">{paragraphs()}
        </section><amp-social-share type="email"></amp-social-share></main>{FOOT}</body></html>""",
    ),
    Template(
        name="blockquotes, inner headings and a pull quote",
        html=head(OPEN_GRAPH)
        + f"""<body><main><h1>{HEADLINE}</h1><div class="body"><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>
        <blockquote><p>{PARAGRAPHS[2]}</p>
        </blockquote><aside class="pullquote">“We would rather be early than sorry”</aside>
        <p>{"</p><p>".join(PARAGRAPHS[3:])}</p></div></main>{MOST}{FOOT}</body></html>""",
    ),
)

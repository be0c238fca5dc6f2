"""The mill's digest, every word of it written by somebody who wants to break the page."""

from dataclasses import replace

from pipeline.report.digest import Digest, compose
from pipeline.report.inputs import BlindPeriod, CollectedArticle, Findings, ReportedFlag
from tests.unit.report.mill import DEATHS, FLAGS, LEDGER, STORY, WEEK, an_opinion, at

ATTACK = (
    "<script>alert(1)</script><img src=x onerror=alert(2)> [bold red]markup[/] [x](javascript:alert(3)) "
    "{{ 7 * 7 }} `code` | cell | \x1b]8;;http://evil.example\x07\x1b[2J \u202egnihton\u202c \ud800 \x00 $x$ "
    "</style></title>--> ~~*_#"
)
BAD_URL = "javascript:alert('x')"


def attacked(n: int, reported: ReportedFlag, words: str) -> ReportedFlag:
    flag = replace(reported.flag, why=words, concept=words, scope=words, speaker=words, text=words)
    flag = replace(flag, sentence=f"{n} {words}")
    said = an_opinion(n, summary=words, reason=words, cited=words, model=words)
    return replace(reported, url=BAD_URL, outlet=words, title=words, flag=flag, opinion=said)


def hostile_digest(words: str = ATTACK) -> Digest:
    """A digest in which every name, title, sentence and reason is `words`, and every URL a script."""
    flags = tuple(attacked(n, f, words) for n, f in enumerate(FLAGS))
    points = tuple(
        replace(p, sentence=words, url=BAD_URL, outlet=words, voice=f"{words} {p.voice}") for p in DEATHS.points
    )
    assertions = tuple(
        replace(a, text=words, supports=tuple(replace(s, url=BAD_URL, outlet=words) for s in a.supports))
        for a in LEDGER.assertions
    )
    ledger = replace(
        LEDGER,
        series=(replace(DEATHS, name=words, scope=words, points=points),),
        assertions=assertions,
    )
    article = CollectedArticle(url=BAD_URL, outlet=words, title=words, published_at=at(4), origin_url=BAD_URL)
    findings = Findings(
        flags=flags,
        articles=(article,),
        blind=(BlindPeriod(source=words, url=BAD_URL, since=at(4), error=words),),
    )
    return compose(story=replace(STORY, name=words, seed_url=BAD_URL), ledger=ledger, findings=findings, period=WEEK)

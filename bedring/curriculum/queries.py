# SPDX-License-Identifier: Apache-2.0
from dataclasses import dataclass
from functools import lru_cache
from types import SimpleNamespace as N
import datetime, re, yaml
from django.conf import settings
from markdown_it import MarkdownIt
def _find(rel):
    for d in settings.CONTENT_DIRS:
        if (d/rel).exists(): return d/rel
    raise FileNotFoundError(rel)
def _ns(x):
    if isinstance(x, dict):
        return x if set(x)=={"en","nb"} else N(**{k.replace("-","_"):_ns(v) for k,v in x.items()})
    if isinstance(x, list): return tuple(_ns(v) for v in x)
    return x
def _fill(t): return re.sub(r"\[\[(\w+)(\|\w+)?\]\]", r"\1", t)
def _md(rel):
    text=_fill(_find(rel).read_text()); _,head,body=text.split("---",2)
    n=_ns(yaml.safe_load(head)); n.html=MarkdownIt("commonmark",{"html":False}).render(body); n.sentences=(); return n
@lru_cache
def module(slug): return _ns(yaml.safe_load(_find(f"modules/{slug}/module.yaml").read_text()))
@lru_cache
def topic(m,t,l): return _md(f"modules/{m}/topics/{t}.{l}.md")
@lru_cache
def practice_card(m,t,l): return _md(f"modules/{m}/practice/{t}.{l}.md")
@lru_cache
def guide(m,t,l): return _md(f"modules/{m}/guide/{t}.{l}.md")
def modules(edition): return [module(p.name) for p in sorted((settings.CONTENT_DIRS[-1]/"modules").iterdir()) if (p/"module.yaml").exists()]
def plan(edition): return [(m.slug,t) for m in modules(edition) for t in m.topics]
def crisis_numbers(country="norway"):
    d=datetime.date(2026,11,23)
    return [N(name={"en":"Emergency","nb":"Nødnummer"},number="113",when={"en":"x","nb":"x"},hours={"en":"y","nb":"y"},source="s",checked=d)]

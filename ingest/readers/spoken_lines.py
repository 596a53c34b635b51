"""How a line of a talk begins: who speaks, when, and the first words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.readers.session import ROLES

LONGEST = 400  # characters in which a speaker is looked for
MOST_WORDS = 4  # of a name

FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
LIST = r"(?:[-*•>]\s+)?"
NAME = r"(?P<name>@?[^\W\d_][^:*\[\]()<>#|/\"“”!?;\n]{0,39}?)"
STAMP = r"[^\[\]()<>*\n]{0,40}\d[^\[\]()<>*\n]{0,30}"
AFTER = rf"(?:\s*[\[(](?P<stamp>{STAMP})[\])])?"

STYLES = {
    # "Ana: words", "Ana (2024-03-15 10:00): words", "Ana:" above a paragraph
    "bare": re.compile(rf"{LIST}{NAME}{AFTER}\s?:(?:\s+(?P<words>\S.*)|\s*$)"),
    # "**Ana**: words", "**Ana:** words", "**Ana** (10:02)" above a paragraph
    "bold": re.compile(
        rf"{LIST}(?:\*\*|__){NAME}(?:\s*[\[(](?P<inner>{STAMP})[\])])?(?P<colon>\s?:)?(?:\*\*|__)"
        rf"{AFTER}(?(colon)|(?:\s?:|\s*$))\s*(?P<words>.*)"
    ),
    # words after "[10:02] Ana:", "2024-03-15 10:02 - Ana:", "[10:02] <ana>"
    "stamped": re.compile(
        rf"{LIST}(?:\[(?P<stamp>{STAMP})\]|\((?P<inner>{STAMP})\)"
        r"|(?P<plain>\d[\d:/., T-]{3,24}(?:\s?[ap]\.?m\.?)?))\s*[-–—|,]?\s*(?:\*\*)?"
        rf"(?:<(?P<nick>[^<>\n]{{1,40}})>|{NAME}\s?(?:\*\*)?:(?:\*\*)?)(?:\s+(?P<words>\S.*)|\s*$)",
        re.IGNORECASE,
    ),
    # "### Ana" above a paragraph
    "headed": re.compile(rf"#{{1,6}}\s+(?:\*\*)?{NAME}{AFTER}\s?:?(?:\*\*)?\s*$"),
}

# What stands before a colon and speaks to nobody.
FIELDS = set(
    re.findall(
        r"[^,]+",
        "note,notes,tip,tips,hint,warning,caution,important,subject,re,date,from,to,cc,bcc,sent,tel"
        ",phone,mobile,fax,email,e-mail,mail,address,name,title,author,price,cost,total,item,items"
        ",quantity,ingredients,method,directions,step,steps,example,examples,source,sources"
        ",location,place,time,when,where,who,what,why,how,status,todo,to do,done,summary,action"
        ",actions,result,results,question,answer,q,a,pros,cons,version,url,website,web,link,links,http,https,size"
        ",weight,colour,color,age,type,category,tags,keywords,description,details,goal,goals,task"
        ",tasks,owner,due,deadline,reason,remark,comment,comments,conclusion,definition,theorem,proof"
        ",figure,table,chapter,section,page,input,output,returns,parameters,serves,yield,yields,ps"
        ",p.s,hinweis,hinweise,anmerkung,tipp,wichtig,achtung,betreff,datum,von,an,telefon,handy"
        ",adresse,preis,summe,zutaten,zubereitung,ort,zeit,frage,antwort,beispiel,quelle,titel,autor"
        ",objet,à,de,téléphone,prix,ingrédients,remarque,lieu,asunto,fecha,para,precio,nota,lugar"
        ",oggetto,prezzo,luogo,assunto,onderwerp,opmerking,prijs,plaats",
    )
)


@dataclass(frozen=True, slots=True)
class Start:
    """The line with which somebody begins to speak."""

    style: str
    name: str = field(repr=False)
    stamp: str = field(repr=False)
    words: str = field(repr=False)

    @property
    def is_name(self) -> bool:
        """Whether it looks like a name by itself: one or two words with great letters."""
        words = self.name.split()
        if self.style in {"bare", "headed"}:
            return len(words) <= 2 and all(word.istitle() for word in words)
        return True


def start(line: str) -> Start | None:
    """Return who begins to speak with a line; None if it goes on, or is no speech."""
    line = line.strip()[:LONGEST] if len(line) < LONGEST else line[:LONGEST].strip()
    if ":" not in line and line[:1] not in {"#", "*", "_", "["}:
        return None
    for style in _styles(line):
        match = STYLES[style].match(line)
        if match and (found := _start(style, match)):
            return found
    return None


def _styles(line: str) -> tuple[str, ...]:
    first = line.lstrip("-*•> ")[:1]
    if line.startswith("#"):
        return ("headed",)
    if first in {"[", "("} or first.isdigit():
        return ("stamped",)
    return ("bold",) if "**" in line[:4] or "__" in line[:4] else ("bare",)


def _start(style: str, match: re.Match[str]) -> Start | None:
    groups = match.groupdict()
    name = (groups.get("name") or groups.get("nick") or "").strip()
    bare = name.lower().strip(".")
    if not name or len(name.split()) > MOST_WORDS or bare in FIELDS:
        return None
    if style == "headed" and not (name[0].isupper() or bare in ROLES):
        return None
    stamp = groups.get("stamp") or groups.get("inner") or groups.get("plain") or ""
    return Start(style, name, stamp, groups.get("words") or "")

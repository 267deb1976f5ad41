"""A made-up corpus of annotated readings, as a site of this program's: the same seed, the same bytes.

Readings have about 900 words in 12 paragraphs and 40 mentions of entities, which are drawn as words are in a real corpus: few
often, most seldom. There is one entity for two readings, and at least 60: half are persons, the others places and
organizations. Each reading begins with its date, annotated, so that there is a timeline.
"""

import bisect
import itertools
import pathlib
import random

WORDS, PARAGRAPHS, MENTIONS = 900, 12, 40
COMMON = (
    "the of and to a in that it was he for his with as on is had not but at be by from they which this her have all one were "
    "there she or so when we an him said their who would them been no if what out into upon could then more up now man very some "
    "me my do than its about time like only any great over such after made little must before may own men down two other good old "
    "did see day should never come way most how well us here being much through again might came himself long make"
).split()
BEGINNINGS = "b br c ch cl d dr f fl g gr h j k l m n p pl pr qu r s sh st str t th tr v w y".split()
VOWELS = "a e i o u ai ea ee ou ia io".split()
ENDINGS = ["", "", "", "l", "n", "r", "s", "t", "m", "nd", "rt", "st", "ck", "ng", "x"]
BODIES = "Society Company Guild Institute League Assembly Trust Bureau".split()
MONTHS = "January February March April May June July August September October November December".split()


class Corpus:
    def __init__(self, readings, seed=1):
        self.readings = readings
        self.random = random.Random(seed)
        self.vocabulary = COMMON + self.different(25000, lambda: self.word(1, 4), {*COMMON})
        self.frequency = zipf(len(self.vocabulary), 1.05)
        self.entities = self.make_entities(max(60, readings // 2))
        self.fame = zipf(len(self.entities), 1.0)
        self.mentioned_in = [set() for _ in self.entities]

    def write(self, folder):
        """Writes the site and returns an entity that about 30 readings mention, with these readings' numbers."""
        folder = pathlib.Path(folder)
        texts, entities = folder / "content" / "readings", folder / "content" / "entities"
        texts.mkdir(parents=True)
        entities.mkdir(parents=True)
        (folder / "glossator.toml").write_text('title = "Corpus"\nbase_url = "https://example.org"\n')
        for entity in self.entities:
            (entities / f"{entity['id']}.md").write_text(entity_file(entity))
        for number in range(self.readings):
            (texts / f"{name(number)}.md").write_text(self.reading(number))
        watched = min(range(len(self.entities)), key=lambda at: abs(len(self.mentioned_in[at]) - 30))
        return self.entities[watched], sorted(self.mentioned_in[watched])

    def reading(self, number):
        draw = self.random
        mentions = [MENTIONS // PARAGRAPHS] * PARAGRAPHS
        for _ in range(MENTIONS - sum(mentions)):
            mentions[draw.randrange(PARAGRAPHS)] += 1
        paragraphs = [self.paragraph(count, number) for count in mentions]
        title = " ".join(word.capitalize() for word in self.words(draw.randint(2, 5)))
        year, month, day = draw.randint(1600, 1999), draw.randint(1, 12), draw.randint(1, 28)
        date = f"{year:04d}-{month:02d}-{day:02d}"
        dateline = f"[{day} {MONTHS[month - 1]} {year}]{{date={date}}}"
        return f'+++\ntitle = "{title} {number}"\ndate = "{date}"\n+++\n\n' + "\n\n".join([dateline, *paragraphs]) + "\n"

    def paragraph(self, mentions, number):
        draw = self.random
        left, sentences = WORDS // PARAGRAPHS - 2 * mentions, []
        while left > 0:
            length = min(left, draw.randint(8, 24))
            left -= length
            words = self.words(length)
            words[0] = words[0].capitalize()
            if length > 10:
                words[length // 2] += ","
            sentences.append(words)
        for _ in range(mentions):
            at = self.drawn(self.fame)
            entity, sentence = self.entities[at], draw.choice(sentences)
            self.mentioned_in[at].add(number)
            words = f"[{draw.choice(entity['forms'])}]{{{entity['kind']}={entity['id']}}}"
            sentence.insert(draw.randint(1, len(sentence)), words)
        return " ".join(" ".join(words) + "." for words in sentences)

    def make_entities(self, count):
        draw, taken, entities = self.random, set(), []
        while len(entities) < count:
            kind = draw.choices(["person", "place", "organization"], weights=[5, 3, 2])[0]
            first = self.word(2, 3).capitalize()
            if kind == "person":
                last = self.word(2, 3).capitalize()
                full, forms = f"{first} {last}", [f"{first} {last}", last, f"{first[0]} {last}"]
            elif kind == "place":
                full = first + draw.choice(["ton", "burg", "mouth", "field", ""])
                forms = [full, full, f"the town of {full}"]
            else:
                body = draw.choice(BODIES)
                full, forms = f"{first} {body}", [f"{first} {body}", f"the {body}", first]
            ident = full.lower().replace(" ", "-")
            if ident in taken:
                continue
            taken.add(ident)
            prose = " ".join(" ".join(self.words(draw.randint(9, 18))).capitalize() + "." for _ in range(3))
            entity = {"id": ident, "kind": kind, "name": full, "forms": forms, "prose": prose}
            if kind == "place":
                entity["point"] = (round(draw.uniform(-60, 70), 4), round(draw.uniform(-180, 180), 4))
            entities.append(entity)
        return entities

    def words(self, count):
        return [self.vocabulary[self.drawn(self.frequency)] for _ in range(count)]

    def drawn(self, cumulative):
        return bisect.bisect_left(cumulative, self.random.random() * cumulative[-1])

    def word(self, least, most):
        length = self.random.choices(range(least, most + 1), weights=[5, 9, 3, 1][: most - least + 1])[0]
        draw = self.random.choice
        return "".join(draw(BEGINNINGS) + draw(VOWELS) + draw(ENDINGS) for _ in range(length))

    def different(self, count, make, taken):
        found = []
        while len(found) < count:
            word = make()
            if len(word) > 2 and word not in taken:
                taken.add(word)
                found.append(word)
        return found


def zipf(count, exponent, shift=2.7):
    """Returns how often the first of `count` things occur together, for each number of things."""
    return list(itertools.accumulate(1 / (rank + shift) ** exponent for rank in range(1, count + 1)))


def name(number):
    return f"reading-{number:06d}"


def entity_file(entity):
    point = "coordinates = [{}, {}]\n".format(*entity["point"]) if "point" in entity else ""
    return f'+++\nkind = "{entity["kind"]}"\nname = "{entity["name"]}"\n{point}+++\n{entity["prose"]}\n'

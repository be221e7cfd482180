"""The letters of pictures that leave GANBoard, ``ganboard/export/letters``: those that our words need, and no more.

``make letters`` runs it where Debian's package fonts-noto-cjk and fonttools are installed. The file it leaves is the same wherever
the same versions are; ``tests/test_export.py`` holds it to the words.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ganboard.datasets import DATASETS
from ganboard.exhibits import EXHIBITS
from ganboard.export.lettering import LETTERS, MADE, SECONDS, STEP
from ganboard.i18n import LANGUAGES, translations
from ganboard.methods import METHODS
from ganboard.presets import PRESETS

SOURCE = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
FAMILY = "Noto Sans CJK SC"
"""Of the fonts in that file the one whose letters have the shapes of simplified Chinese."""
# What names may have, as far as the font has it.
LATIN = "".join(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180))))
SIGNS = "λγμσ–—‘’“”…·×−→↔，。：、；！？（）《》“”％"
"""Greek letters of our settings, and signs."""


def words() -> set[str]:
    """All that we ourselves write on pictures, in every language."""
    parts = [part.title for registry in (DATASETS, METHODS, EXHIBITS) for part in registry]
    said = {STEP, SECONDS, MADE, *parts, *(preset.title for preset in PRESETS.values()), "custom"}
    return {translations(language).gettext(text) for language in LANGUAGES for text in said}


def main() -> int:
    """Make the file anew."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTCollection

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=Path, default=SOURCE)
    fonts = TTCollection(parser.parse_args().source)
    font = next(each for each in fonts if each["name"].getDebugName(1) == FAMILY)
    options = Options(layout_features=[], hinting=False, notdef_outline=True, name_IDs=[0, 1, 2, 5, 13, 14])
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "GPOS", "GSUB", "DSIG"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=map(ord, {*"".join(words()), *LATIN, *SIGNS}))
    subsetter.subset(font)
    font.recalcTimestamp = False
    font.save(LETTERS)
    sys.stdout.write(f"{LETTERS}: {len(font.getBestCmap())} letters, {LETTERS.stat().st_size:,} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The places that a tour can show, by name: where each is on its page, and what it is called there.

A place is found by a selector, not by its words, so that it is found in every language; where several match, the first that is to
be seen. ``A >> B`` is B within a part of ours (a shadow tree) that lies in A. Whoever changes a page's layout mends it here; a test
looks for every place on its page.
"""

from __future__ import annotations

from dataclasses import dataclass

from ganboard.i18n import N_

PAGES = ("start", "train", "explore", "say", "draw", "swap", "move", "quiz", "museum", "theory", "evaluate", "runs")
"""The pages that a tour can lead to, as in an address."""
WITHIN = " >> "


@dataclass(frozen=True)
class Place:
    """Something on a page that can be shown.

    Attributes:
        page: As in an address.
        css: Where; see above.
        about: What it is, for whoever writes a tour.
        label: What it is called on the page, marked for translation; "" for what has no name of its own.
        by_label: Whether only the label tells it from others that match.
        when: What must have happened before it is there; "" for what is there at once. English, for whoever writes a tour.
        behind: The place that is opened first to get there, by name; "" for none. As long as that is shut, it is shown instead.
        shut: Of such a one: where it is as long as it is shut. Who is to press it need not where it is open already.
        low: Whether what it changes stands above it, and is to stay in sight.
    """

    page: str
    css: str
    about: str
    label: str = ""
    by_label: bool = False
    when: str = ""
    behind: str = ""
    shut: str = ""
    low: bool = False

    @property
    def hideable(self) -> bool:
        """Whether a tour can take it out of sight."""
        return WITHIN not in self.css and not self.by_label


TRAINING = "a training is on the page"
ADVANCED, DETAILS = "“Advanced” is open", "“Details” is open"
STAGE, CURVES = '[class*="st-key-stage_"]', '[class*="st-key-curves_"]'
TAB = '[class*="st-key-explore-tab-"] [role="tab"]'
SHUT = "{} details:not([open]) > summary"
NEW, FORM, CLOSELY = (f'[class*="st-key-{name}-"]' for name in ("train-new", "train-advanced", "details-train"))
EXHIBIT = '[class*="st-key-museum_"]'

PLACES: dict[str, Place] = {
    "train.presets": Place(
        "train",
        '[class*="st-key-train-preset-"]',
        "what can be trained, as a row of choices",
        N_("Preset"),
        behind="train.new",
    ),
    "train.start": Place(
        "train",
        ".st-key-start button",
        "the button that starts a training",
        N_("Start training"),
        behind="train.new",
    ),
    "train.advanced": Place(
        "train", FORM, "all other settings", N_("Advanced"), behind="train.new", shut=SHUT.format(FORM)
    ),
    "train.pair": Place(
        "train",
        ".st-key-start_pair button",
        "starts a GAN and a VAE",
        N_("GAN and VAE side by side"),
        when=ADVANCED,
        behind="train.advanced",
    ),
    "train.race": Place(
        "train",
        ".st-key-race",
        "the button that sets up a race",
        N_("Race"),
        when=ADVANCED,
        behind="train.advanced",
    ),
    "train.pause": Place(
        "train", ".st-key-pause button", "the button that pauses", N_("Pause"), when="a training runs"
    ),
    "train.resume": Place(
        "train", ".st-key-resume button", "the button that goes on", N_("Resume"), when="a training is paused"
    ),
    "train.timeline": Place(
        "train", f"{STAGE} >> .scrub input", "the slider back in time", N_("Timeline"), when=TRAINING, low=True
    ),
    "train.judge": Place(
        "train", '[class*="st-key-bars_"] >> .bars', "how real the judge takes pictures to be", when=TRAINING
    ),
    "train.details": Place(
        "train",
        f"{CLOSELY} summary",
        "opens curves and single steps",
        N_("Details"),
        when=TRAINING,
        shut=SHUT.format(CLOSELY),
    ),
    "train.curves": Place("train", f"{CURVES} >> .curves", "the curves", when=DETAILS, behind="train.details"),
    "train.one": Place(
        "train", ".st-key-step_1 button", "trains one step", N_("1 step"), when=DETAILS, behind="train.details"
    ),
    "train.slow": Place(
        "train",
        '[class*="st-key-slow_"] >> button.opener',
        "shows one step slowly",
        N_("Slow motion"),
        when=DETAILS,
        behind="train.details",
    ),
    "train.doctor": Place("train", '[class*="st-key-doctor_"] >> section', "what the doctor says", when=TRAINING),
    "train.made": Place(
        "train", f"{STAGE} >> .made", "the pictures of the generator", N_("Drawn by the generator"), when=TRAINING
    ),
    "train.real": Place("train", f"{STAGE} >> .true", "real pictures", N_("Real images"), when=TRAINING),
    "train.new": Place(
        "train", NEW, "the form for another training", N_("New training"), when=TRAINING, shut=SHUT.format(NEW)
    ),
    "explore.generators": Place("explore", '[class*="st-key-explore-source-"]', "which generator is asked"),
    "explore.surprise": Place("explore", ".st-key-explore_bar >> button.primary", "another picture", N_("Surprise me")),
    "explore.classes": Place(
        "explore", ".st-key-explore_bar >> .classes", "which digit is asked for", N_("Class to show")
    ),
    "explore.picture": Place("explore", ".st-key-explore_mixer >> canvas.large", "the picture"),
    "explore.slider": Place("explore", ".st-key-explore_mixer >> .rows input[type=range]", "the first slider"),
    "explore.details": Place(
        "explore",
        ".st-key-explore_bar >> button.details",
        "shows what stands behind “Details”",
        N_("Details"),
        shut=".st-key-explore_bar >> button.details[aria-expanded=false]",
    ),
    "explore.blend": Place(
        "explore",
        ".st-key-explore_mixer >> .chooses input[type=range]",
        "the slider that blends two digits",
        when=DETAILS,
        behind="explore.details",
        low=True,
    ),
    "explore.tabs": Place("explore", '[class*="st-key-explore-tab-"] [role="tablist"]', "the tabs below"),
    "explore.map": Place("explore", ".st-key-explore_map >> .pad", "the map, on its tab", when="its tab is open"),
    "explore.arithmetic": Place("explore", TAB, "the tab of sums with pictures", N_("Arithmetic"), by_label=True),
    "explore.find": Place(
        "explore",
        TAB,
        "the tab for drawing a digit",
        N_("Find my image"),
        by_label=True,
        shut=f'{TAB}[aria-selected="false"]',
    ),
    "explore.pad": Place(
        "explore",
        ".st-key-explore_find >> canvas.pad",
        "where a digit is drawn",
        when="its tab is open",
        behind="explore.find",
    ),
    "explore.search": Place(
        "explore",
        ".st-key-explore_find >> button.primary",
        "looks for the place of a drawing",
        N_("Find"),
        when="its tab is open",
        behind="explore.find",
    ),
    "say.sentence": Place("say", ".st-key-say >> input[type=text]", "where a sentence is typed", N_("Sentence")),
    "say.words": Place("say", ".st-key-say >> .palette", "words to tap", N_("Words to tap")),
    "say.pictures": Place("say", ".st-key-say >> .pictures", "what the generator makes of it"),
    "say.fresh": Place(
        "say", ".st-key-say >> .line button:not(.primary)", "the same sentence, other pictures", N_("Other ones")
    ),
    "draw.pad": Place("draw", ".st-key-draw >> canvas.pad", "where a creature is drawn"),
    "draw.clear": Place("draw", ".st-key-draw >> .paper button:nth-child(4)", "empties the paper", N_("Clear")),
    "draw.how": Place("draw", ".st-key-draw >> .paper button.primary", "draws an example", N_("Show me how")),
    "draw.picture": Place("draw", ".st-key-draw >> canvas.picture", "what becomes of the drawing"),
    "draw.colours": Place("draw", ".st-key-draw >> .colours", "which colour it gets", N_("Colour"), low=True),
    "swap.ways": Place("swap", ".st-key-swap >> .ways", "from day to night, or back", N_("Which way?")),
    "swap.fresh": Place("swap", ".st-key-swap >> .choose button.primary", "other creatures", N_("Other ones")),
    "swap.row": Place("swap", ".st-key-swap >> .row", "creatures to choose from", N_("Choose one")),
    "swap.journey": Place("swap", ".st-key-swap >> .journey", "one of them, on the other side, and home again"),
    "swap.facts": Place("swap", ".st-key-swap >> .facts", "what judges see in it"),
    "swap.stays": Place(
        "swap",
        ".st-key-swap >> .stays",
        "how many are swapped, and how much stays",
        N_("Is it swapped, and still the same?"),
    ),
    "swap.without": Place("swap", ".st-key-swap_without", "trainings without a rule"),
    "move.clips": Place("move", ".st-key-move >> .clips", "all that a creature can do", N_("All that it can do")),
    "move.surprise": Place("move", ".st-key-move >> .buttons button.primary", "another one", N_("Surprise me")),
    "move.other": Place(
        "move", ".st-key-move >> .buttons button:nth-child(2)", "another creature", N_("Somebody else")
    ),
    "move.differently": Place(
        "move", ".st-key-move >> .buttons button:nth-child(3)", "the same one, moving otherwise", N_("Move differently")
    ),
    "move.still": Place("move", ".st-key-move >> .buttons button:nth-child(4)", "stops all clips", N_("Hold still")),
    "move.who": Place("move", ".st-key-move >> .palette", "who is seen", N_("Who is it?")),
    "move.slide": Place("move", ".st-key-move >> .aside > button", "leads to its sliders", N_("Slide it")),
    "move.without": Place("move", ".st-key-move_without", "trainings without one of the judges"),
    "quiz.pair": Place("quiz", ".st-key-quiz >> .cards", "two pictures, one of which is real"),
    "museum.hall": Place("museum", ".st-key-museum_hall >> .hall", "all exhibits", when="no exhibit is open"),
    "museum.bet": Place(
        "museum", ".st-key-museum_bet", "what the doctor will find", N_("Your bet"), when="an exhibit is open"
    ),
    "museum.first": Place(
        "museum",
        f"{EXHIBIT} >> .runs > :nth-child(1)",
        "the healthy training",
        N_("Healthy"),
        when="an exhibit is open",
    ),
    "museum.second": Place(
        "museum",
        f"{EXHIBIT} >> .runs > :nth-child(2)",
        "the spoilt training",
        N_("Sabotage"),
        when="an exhibit is open",
    ),
    "museum.third": Place(
        "museum",
        f"{EXHIBIT} >> .runs > :nth-child(3)",
        "the repaired training",
        N_("Remedy"),
        when="an exhibit is open",
    ),
    "museum.start": Place(
        "museum",
        f"{EXHIBIT} >> .runs > :nth-child(1) button",
        "starts it",
        N_("Start the training"),
        when="an exhibit is open",
    ),
    "museum.lever": Place("museum", f"{EXHIBIT} >> button.lever", "spoils it", when="an exhibit is open"),
    "museum.cure": Place(
        "museum", f"{EXHIBIT} >> .runs > :nth-child(3) button.primary", "repairs it", when="an exhibit is open"
    ),
    "theory.chapters": Place("theory", ".gb-chapters", "the list of chapters", N_("Chapters")),
    "theory.game": Place(
        "theory", ".st-key-theory_game >> .stand", "the whole game in one drawing", when="chapter=game"
    ),
    "theory.play": Place(
        "theory",
        ".st-key-theory_game >> button.play",
        "plays a round of it",
        N_("Play a round"),
        when="chapter=game",
        low=True,
    ),
    "theory.pull": Place(
        "theory",
        ".st-key-demo_gan_and_vae >> .controls input[type=range]",
        "how far apart the data are",
        N_("Distance"),
        when="chapter=vae",
    ),
    "theory.fits": Place(
        "theory", ".st-key-demo_gan_and_vae >> .plots", "a GAN and a VAE for the same data", when="chapter=vae"
    ),
    "theory.players": Place(
        "theory", ".st-key-demo_two_players >> .plots", "the game between two numbers", when="chapter=dynamics"
    ),
    "runs.together": Place("runs", ".st-key-together >> .runs", "trainings side by side", when="two are compared"),
    "runs.timeline": Place(
        "runs", ".st-key-together >> .scrub input", "the slider over their steps", when="two are compared"
    ),
}
"""All places. A name is ``PAGE.WHAT``."""

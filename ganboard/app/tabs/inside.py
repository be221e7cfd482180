"""Look inside: the texts of D's judgement and of the neuron switchboard."""

from __future__ import annotations

from ganboard.app.choices import chosen
from ganboard.app.components.explore import part
from ganboard.app.session import _


def draw() -> None:
    """Put the part on the page."""
    part("inside", smooth=chosen("explore.smooth", False), words={**_judge_words(), **_board_words()})


def _judge_words() -> dict[str, str]:
    return {
        "noJudge": _("In this training no network judges pictures: there is no judge whose opinion could be shown."),
        "judge": _("What the judge sees"),
        "meter": _("How far the judge believes that this picture is real"),
        "fake": _("Fake"),
        "real": _("Real"),
        "loading": _("The judge is looking at the picture."),
        "verdictReal": _("The judge (discriminator) takes this picture for a real one: it is {percent}% sure."),
        "verdictFake": _(
            "The judge (discriminator) takes this picture for a fake: it believes only {percent}% that it is real."
        ),
        "verdictUnsure": _("The judge (discriminator) cannot tell: it believes {percent}% that this picture is real."),
        "told": _("It was told “{name}”."),
        "comparing": _("200 real images and 200 fakes are being judged, to compare with."),
        "standing": _(
            "To the judge it looks more real than {real} of 100 real images (blue, above) and {fake} of 100 fakes (orange, below)."
        ),
        "standingFake": _("To the judge it looks more real than {fake} of 100 fakes (orange, below)."),
        "kinds": _("Show"),
        "strength": _("Pixels that matter to the judge"),
        "signed": _("Pixels for real, pixels for fake"),
        "strengthAbout": _(
            "The more a pixel is coloured, the more the judge's score changes when it gets a little lighter or darker."
        ),
        "strengthPaper": _("Saliency, Simonyan et al. 2014."),
        "signedAbout": _("Blue pixels, as they are, speak for a real image, orange ones for a fake."),
        "signedPaper": _("Gradient × input, Shrikumar et al. 2016."),
        "opacity": _("Strength of the colours"),
        "smooth": _("Less grain"),
        "smoothAbout": _(
            "The average over 16 copies of the picture with a little noise (SmoothGrad, Smilkov et al. 2017)."
        ),
    }


def _board_words() -> dict[str, str]:
    return {
        "board": _("Neuron switchboard"),
        "boardAbout": _(
            "Each small picture is a neuron of the generator, one of its many small helpers: white where it is most active. Click "
            "one to switch it off, and see what goes missing from the large picture."
        ),
        "boardPaper": _("GAN Dissection, Bau et al. 2019."),
        "block": _("Neurons of"),
        "blockOnly": _("layer {number}: {units} neurons"),
        "blockFirst": _("layer {number}, next to the noise: {units} neurons"),
        "blockInner": _("layer {number}: {units} neurons"),
        "blockLast": _("layer {number}, next to the image: {units} neurons"),
        "order": _("Order"),
        "activity": _("Strongest first"),
        "number": _("By number"),
        "all": _("All on"),
        "allAbout": _("Every neuron of every layer works again."),
        "strongest": _("Switch off the 8 strongest"),
        "strongestAbout": _("Those that are most active, of this layer's neurons that are still on."),
        "units": _("Neurons of the generator; pressed means on"),
        "unit": _("Neuron {unit}"),
        "unitAbout": _("Neuron {unit}: {activity} active on average. Click to switch it off or on."),
        "noneOff": _("All {total} neurons of this layer are on."),
        "oneOff": _("One of {total} neurons of this layer is off; the picture and all sliders go without it."),
        "someOff": _("{off} of {total} neurons of this layer are off; the picture and all sliders go without them."),
        "elsewhere": _("Neurons of other layers that are off too: {count}."),
        "place": _("{first} to {last} of {total}"),
        "before": _("Neurons before these"),
        "after": _("Next neurons"),
    }

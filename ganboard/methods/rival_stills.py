"""A step of two rivals in slow motion, in words: five stills of the discriminator, then five of the generator."""

from __future__ import annotations

from typing import Any

from ganboard.i18n import N_, message
from ganboard.methods.rival_look import RivalLook, own_generator_losses, own_losses
from ganboard.methods.still import Row, Still, Sum, Term, layers_of, moved, told_apart
from ganboard.penalties.none import NoPenalty

DISCRIMINATOR: dict[str, Any] = {"actor": message(N_("Judge (discriminator D)")), "role": "judge"}
GENERATOR: dict[str, Any] = {"actor": message(N_("Generator G")), "role": "fake"}
HARDLY = 0.0005
"""A difference that nobody sees."""
REAL, FAKE = N_("Real"), N_("Fake")
MOVED = {
    "discriminator": N_("All {count} weights of the judge moved a little, on average by {far}."),
    "generator": N_("All {count} weights of the generator moved a little, on average by {far}."),
}
"""That a network's weights moved, by its name."""


def stills(look: RivalLook) -> tuple[Still, ...]:
    """All ten, once the step has been taken that was looked at."""
    look.taken()
    of_d = (_d_made, _d_judged, _d_loss, _d_gradients, _d_moved)
    of_g = (_g_made, _g_judged, _g_loss, _g_gradients, _g_moved)
    return tuple(make(look) for make in (*of_d, *of_g))


def _d_made(look: RivalLook) -> Still:
    count = look.method.batch_size
    noise = N_(
        "The generator turns {count} lists of {size} random numbers into {count} fakes. At every step "
        "they are new ones."
    )
    drawn = N_("The generator turns {count} drawings into {count} fakes.")
    swapped = N_(
        "One generator turns {count} pictures of the first side into fakes of the second, another one {count} of the second "
        "into fakes of the first. No creature or digit is ever seen on both sides."
    )
    if "sketches" in look.found:
        title, sentence = N_("Drawings become fakes"), message(drawn, count=count)
    elif "given" in look.found:
        title, sentence = N_("Each becomes one of the other side"), message(swapped, count=count)
    else:
        title, sentence = N_("Noise becomes fakes"), message(noise, count=count, size=look.found["latents"].shape[1])
    again = N_(
        "The judge has learned from other samples already in this step ({turns}×). This is its last "
        "turn, and then it is the generator's."
    )
    return Still(
        "discriminator_made",
        lit=("noise", "generator", "fake"),
        title=message(title),
        sentences=(
            sentence,
            *([message(again, turns=look.turns)] if look.turns else []),
        ),
        rows=(_given(look), look.row("fake", N_("The fakes"), look.found["fake"])),
        **DISCRIMINATOR,
    )


def _d_judged(look: RivalLook) -> Still:
    real, fake = look.found["seen"]
    score = N_(
        "The judge gives each a score, from 0 (surely fake) to 1 (surely real). On average real ones "
        "get {real}, fakes {fake}."
    )
    value = N_(
        "The judge gives each a value: the higher, the more real. On average real ones get {real}, fakes {fake}."
    )
    aimless = N_(
        "The judge gives each a value. This loss wants those of real ones low, and asks nothing of "
        "fakes. On average real ones get {real}, fakes {fake}."
    )
    changed = N_("With these settings the judge sees all of them changed by chance.")
    means = [told_apart(float(some.mean()))[0] for some in (look.real, look.fake)]
    return Still(
        "discriminator_judged",
        lit=("real", "fake", "discriminator", "score"),
        title=message(N_("The judge looks at real and fake")),
        sentences=(
            message(
                score if look.objective.logistic else value if look.objective.teaches else aimless,
                real=means[0],
                fake=means[1],
            ),
            *([] if real is look.found["real"] else [message(changed)]),
        ),
        rows=(
            look.row("real", REAL, real, look.scale, look.real),
            look.row("fake", FAKE, fake, look.scale, look.fake),
        ),
        **DISCRIMINATOR,
    )


def _d_loss(look: RivalLook) -> Still:
    found, objective, (real, fake) = look.found, look.objective, look.found["seen"]
    of_real, of_fake = own_losses(objective, look.real_logits, look.fake_logits[: look.told])
    terms = (
        Term("real", message(N_("for real ones")), round(float(of_real.mean()), 3)),
        Term("fake", message(N_("for fakes")), round(float(of_fake.mean()), 3)),
    )
    total, penalty = sum(term.value for term in terms), float(found["penalty"])
    rest = float(found["discriminator_total"]) - float(found["discriminator_loss"]) - penalty
    more = []
    if not isinstance(look.method.penalty, NoPenalty):
        more.append(Term("plain", message(look.method.penalty.title), round(penalty, 3)))
    if abs(rest) > HARDLY:
        reads = "reading" in type(look.method).model_fields
        besides = N_("its other tasks: naming what it sees, wrong labels") if reads else N_("wrong labels")
        more.append(Term("plain", message(besides), round(rest, 3)))
    mistakes = N_("Below each stands what it adds: long bars are the judge's mistakes.")
    return Still(
        "discriminator_loss",
        lit=("score", "d_learns"),
        title=message(N_("How wrong was the judge?")),
        sentences=(
            message(
                N_("One number says it, the loss: {loss}. The smaller, the better for the judge."), loss=_exact(total)
            ),
            message(mistakes if objective.logistic else N_("Below each stands what it adds.")),
        ),
        rows=(look.row("real", REAL, real, "number", of_real), look.row("fake", FAKE, fake, "number", of_fake)),
        total=Sum(r"\judge{L_D}", objective.discriminator_formula, terms, round(total, 3), tuple(more)),
        **DISCRIMINATOR,
    )


def _d_gradients(look: RivalLook) -> Still:
    real, fake = look.found["seen"]
    return Still(
        "discriminator_gradients",
        lit=("d_learns",),
        title=message(N_("Which way is less wrong?")),
        sentences=(
            message(N_("The gradient tells the judge, for every weight, which way lowers the loss.")),
            message(
                N_(
                    "It also shows where the judge looks: changed in this way, each would make the judge more "
                    "right. Elsewhere it hardly cares."
                )
            ),
        ),
        rows=(look.row("real", REAL, real, pulls=look.pulls[0]), look.row("fake", FAKE, fake, pulls=look.pulls[1])),
        layers=layers_of("D", look.learner.judging.trainable_variables, look.found["discriminator_gradients"]),
        **DISCRIMINATOR,
    )


def _d_moved(look: RivalLook) -> Still:
    real_now, fake_now = look.scored_again()
    real, fake = look.found["seen"]
    wider = float((real_now.mean() - fake_now.mean()) - (look.real.mean() - look.fake.mean()))
    said = N_("One step changes hardly anything: training needs thousands.")
    if not look.objective.teaches:
        said = N_("This loss does not ask the judge to tell them apart.")
    elif abs(wider) > HARDLY:
        better = N_("The judge tells these apart a little better than before.")
        said = better if wider > 0 else N_("The judge tells these apart less well than before: one step can go astray.")
    reals, fakes = (
        told_apart(float(old.mean()), float(new.mean())) for old, new in ((look.real, real_now), (look.fake, fake_now))
    )
    return Still(
        "discriminator_moved",
        lit=("discriminator", "score"),
        title=message(N_("The judge moves, and looks again")),
        sentences=(
            _moved(look, "discriminator"),
            message(
                N_("The same ones, scored again: real {real} → {real_now}, fake {fake} → {fake_now}."),
                real=reals[0],
                real_now=reals[1],
                fake=fakes[0],
                fake_now=fakes[1],
            ),
            message(said),
        ),
        rows=(
            look.row("real", REAL, real, look.scale, real_now, look.real),
            look.row("fake", FAKE, fake, look.scale, fake_now, look.fake),
        ),
        **DISCRIMINATOR,
    )


def _g_made(look: RivalLook) -> Still:
    told = {"likeness", "identity"} & set(
        type(look.method).model_fields
    )  # it is told how far pictures are from real ones
    return Still(
        "generator_made",
        lit=("noise", "generator", "fake"),
        title=message(N_("The generator's turn: the same fakes")),
        sentences=(
            message(N_("The generator learns from the fakes that the judge has just seen.")),
            *(
                [message(N_("It never sees a real one itself: all it hears is what the judge says."))]
                if not told
                else []
            ),
        ),
        rows=(_given(look), look.row("fake", N_("The fakes"), look.found["fake"])),
        **GENERATOR,
    )


def _g_judged(look: RivalLook) -> Still:
    score = N_("On average {fake}. The generator wants 1: that the judge takes them for real.")
    value = N_("On average {fake}. The generator wants it higher: the higher, the more real they look to the judge.")
    unheard = N_("On average {fake}. In this loss that is multiplied by 0: the generator hears nothing of it.")
    (mean,) = told_apart(float(look.wanted.mean()))
    return Still(
        "generator_judged",
        lit=("fake", "discriminator", "score"),
        title=message(N_("What did the judge say of them?")),
        sentences=(
            message(score if look.objective.logistic else value if look.objective.teaches else unheard, fake=mean),
            message(N_("This is what the judge said before it moved.")),
        ),
        rows=(look.row("fake", FAKE, look.found["seen"][1], look.scale, look.wanted),),
        **GENERATOR,
    )


def _g_loss(look: RivalLook) -> Still:
    objective = look.objective
    loss = float(objective.generator_loss(look.real_logits, look.fake_logits))
    rest = float(look.found["generator_total"]) - loss
    asked, home = N_("its other tasks: what it was asked for"), N_("its other tasks: there and back, and leaving alone")
    more = [Term("plain", message(home if "given" in look.found else asked), round(rest, 3))]
    own = own_generator_losses(objective, look.real_logits, look.fake_logits)
    falls = N_(
        "The generator has a loss of its own: {loss}. The more real its fakes look to the judge, the smaller it is."
    )
    stays = N_("The generator has a loss of its own: {loss}. It stays the same, whatever the judge says.")
    return Still(
        "generator_loss",
        lit=("score", "g_learns"),
        title=message(N_("How well did the judge see through the generator?")),
        sentences=(message(falls if objective.teaches else stays, loss=_exact(loss)),),
        rows=(look.row("fake", FAKE, look.found["seen"][1], "number", own),),
        total=Sum(
            r"\fake{L_G}", objective.generator_formula, (), round(loss, 3), tuple(more) if abs(rest) > HARDLY else ()
        ),
        **GENERATOR,
    )


def _g_gradients(look: RivalLook) -> Still:
    plane = look.found["fake"].shape.rank == 2
    arrows = N_("Each arrow shows which way a fake would have to go to look more real to the judge.")
    ink = N_("The colours show where the judge wants the fakes lighter and where darker, to look real.")
    back = N_(
        "This gradient goes back through the judge, which stays as it is, into the generator: it "
        "tells each weight of the generator which way to go."
    )
    told = [message(arrows if plane else ink), message(back)]
    if not look.objective.teaches:
        told = [message(N_("There is no gradient: this loss tells the generator nothing."))]
    return Still(
        "generator_gradients",
        lit=("g_learns",),
        title=message(N_("Where does the judge want them?") if plane else N_("The ink that the judge wants")),
        sentences=tuple(told),
        rows=(look.row("fake", FAKE, look.found["seen"][1], pulls=look.pulls[2]),),
        layers=layers_of("G", look.learner.trained_generator.trainable_variables, look.found["generator_gradients"]),
        **GENERATOR,
    )


def _g_moved(look: RivalLook) -> Still:
    fake, then, now = look.made_again()
    told = told_apart(*(float(some.mean()) for some in (look.wanted, then, now)))
    other = N_(
        "The same noise makes slightly other fakes now. The judge, as it was when the generator "
        "listened to it, says {after} instead of {before}."
    )
    if "given" in look.found:
        other = N_(
            "The same pictures become slightly other fakes now. The judge, as it was when the generator "
            "listened to it, says {after} instead of {before}."
        )
    return Still(
        "generator_moved",
        lit=("generator", "fake", "score"),
        title=message(N_("The generator moves, and tries again")),
        sentences=(
            _moved(look, "generator"),
            message(other, before=told[0], after=told[1]),
            message(N_("But the judge has moved, too. As it is now it says {now}."), now=told[2]),
        ),
        rows=(
            look.row("plain", N_("Before"), look.found["fake"]),
            look.row("fake", N_("Now"), fake, look.scale, then, look.wanted),
        ),
        **GENERATOR,
    )


def _given(look: RivalLook) -> Row:
    """What the generator is given."""
    if "sketches" in look.found:
        return Row("noise", message(N_("The drawings")), "drawing", look.found["sketches"].numpy()[: look.count])
    if "given" in look.found:
        return look.row("real", N_("What they are given"), look.found["given"])
    return Row("noise", message(N_("The noise")), "numbers", look.found["latents"].numpy()[: look.count])


def _moved(look: RivalLook, owner: str) -> dict[str, Any]:
    far, count = moved(look.start, look.after, (owner,))
    return message(MOVED[owner], count=f"{count:,}", far=f"{far:.2g}")


def _exact(value: float) -> str:
    return f"{value:.3f}".replace("-", "−")

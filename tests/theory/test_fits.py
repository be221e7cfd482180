"""The smallest VAE and the smallest GAN against closed forms and brute force, and the demonstration made of them."""

import math
import re
from typing import Any

import numpy as np
import pytest

from ganboard.i18n import render
from ganboard.theory.demos.gan_and_vae import GanAndVae, astray
from ganboard.theory.densities import Density, grid, integrate, normal, two_bumps
from ganboard.theory.divergences import jensen_shannon
from ganboard.theory.fits import LinearVAE, fit_gan, fit_vae, moments

DATA = two_bumps((-1.5, 0.5), (2.0, 0.8), 0.3)
ONE_BUMP = 1.5 * math.log(4 / 3) / 2
"""JS of two equal bumps far apart and a model that is one of them: (½ log 4/3 + log 4/3) / 2."""


def mean_log(model: Density, data: Density) -> float:
    """Mean over the data of log p(x), by quadrature."""
    x = grid(data, model)
    return float(integrate(data.at(x) * model.log(x), x))


def test_moments_are_those_of_quadrature() -> None:
    x = grid(DATA)
    mean = float(integrate(x * DATA.at(x), x))
    assert moments(DATA) == pytest.approx((mean, float(integrate((x - mean) ** 2 * DATA.at(x), x))), abs=1e-9)


def test_both_terms_are_those_of_sampled_latents() -> None:
    """At some VAE that is not the best, against means over samples of x and z."""
    vae, chance = LinearVAE(0.3, 0.7, 0.6, -0.2, 0.5, 0.8), np.random.default_rng(0)
    x = np.where(chance.random(400_000) < 0.3, chance.normal(2.0, 0.8, 400_000), chance.normal(-1.5, 0.5, 400_000))
    mu = vae.shift + vae.slope * x
    z = mu + vae.spread * chance.standard_normal(len(x))
    log_x = -0.5 * ((x - vae.offset - vae.weight * z) / vae.noise) ** 2 - math.log(vae.noise * math.sqrt(2 * math.pi))
    log_ratio = -0.5 * ((z - mu) / vae.spread) ** 2 - math.log(vae.spread) + 0.5 * z**2
    assert vae.reconstruction(*moments(DATA)) == pytest.approx(log_x.mean(), abs=0.03)
    assert vae.divergence(*moments(DATA)) == pytest.approx(log_ratio.mean(), abs=0.01)


@pytest.mark.parametrize("noise", [0.1, 0.5, 1.0, 3.0])
@pytest.mark.parametrize("data", [DATA, normal(-2.0, 0.7)])
def test_the_best_elbo_is_the_mean_log_likelihood_and_no_normal_has_a_better_one(data: Density, noise: float) -> None:
    mean, variance = moments(data)
    vae = fit_vae(mean, variance, noise)
    assert vae.elbo(mean, variance) == pytest.approx(mean_log(vae.model, data), abs=1e-9)
    if noise**2 < variance:  # then its model is the best of all normals: same mean, same variance
        assert vae.model.widths[0] ** 2 == pytest.approx(variance)
        assert vae.elbo(mean, variance) == pytest.approx(-0.5 * math.log(2 * math.pi * math.e * variance))
    assert vae.model.means[0] == mean


def test_elsewhere_the_elbo_lies_below_the_likelihood_and_below_the_best() -> None:
    mean, variance = moments(DATA)
    best, chance = fit_vae(mean, variance, 0.6).elbo(mean, variance), np.random.default_rng(1)
    for _ in range(300):
        offset, weight, shift, slope = chance.normal(0, 1.5, 4)
        vae = LinearVAE(offset, weight, 0.6, shift, slope, float(np.exp(chance.normal())))
        assert vae.elbo(mean, variance) < min(mean_log(vae.model, DATA), best)


@pytest.mark.parametrize("change", ["offset", "weight", "shift", "slope", "spread"])
@pytest.mark.parametrize("step", [-0.01, 0.01])
def test_no_small_step_makes_the_best_vae_better(change: str, step: float) -> None:
    mean, variance = moments(DATA)
    best = fit_vae(mean, variance, 0.6)
    other = LinearVAE(**{**best.__dict__, change: getattr(best, change) + step})
    assert best.elbo(mean, variance) - 0.01 < other.elbo(mean, variance) < best.elbo(mean, variance) - 1e-6


def test_noise_as_wide_as_the_data_leaves_the_latent_unused() -> None:
    vae = fit_vae(0.5, 1.0, 2.0)
    assert (vae.weight, vae.slope, vae.spread) == (0, 0, 1)
    assert vae.divergence(0.5, 1.0) == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("start", [(0.5, 1.5), (2.0, 0.4)])
def test_a_gan_that_can_be_right_is_right(start: tuple[float, float]) -> None:
    gan, distance = fit_gan(normal(1.2, 0.7), [start])
    assert gan.means[0] == pytest.approx(1.2, abs=0.002)
    assert gan.widths[0] == pytest.approx(0.7, abs=0.002)
    assert distance == pytest.approx(0, abs=1e-5)


def lowest(data: Density) -> float:
    """The least JS of any normal, by brute force."""
    x, found = np.arange(-12, 12, 0.1), []
    for mean in np.linspace(-3.2, 3.2, 65):
        widths = np.geomspace(0.35, 4, 50)[:, None]
        log_fake = -0.5 * ((x - mean) / widths) ** 2 - np.log(widths * math.sqrt(2 * math.pi))
        found.append(jensen_shannon(np.broadcast_to(data.log(x), log_fake.shape), log_fake, x).min())
    return float(min(found))


@pytest.mark.parametrize("balance", [0.1, 0.35, 0.5, 0.8])
@pytest.mark.parametrize("distance", [0.0, 1.0, 2.0, 3.0, 4.3, 4.5, 6.0])
def test_the_gan_shown_is_the_lowest_there_is(distance: float, balance: float) -> None:
    data = two_bumps((-distance / 2, 0.5), (distance / 2, 0.5), balance)
    shown = numbers(GanAndVae(distance=distance, balance=balance))["js_gan"]
    assert lowest(data) - 0.002 < shown < lowest(data) + 1e-4


def numbers(demo: GanAndVae) -> dict[str, float]:
    return {number.name: number.value for number in demo.scene().numbers}


def told(demo: GanAndVae) -> str:
    return render(dict(demo.scene().sentence))


def test_far_apart_the_gan_is_one_bump_and_the_vae_covers_both() -> None:
    demo = GanAndVae(distance=6)
    shown = numbers(demo)
    assert shown["js_gan"] == pytest.approx(ONE_BUMP, abs=1e-3)
    assert shown["js_vae"] > shown["js_gan"]
    assert "leaves out 50% of the data" in told(demo)
    real, vae, gan = [mark.to_dict() for mark in demo.scene().plots[0].marks]
    at = [int(np.abs(np.array(real["x"]) - x).argmin()) for x in (-3, 0, 3)]
    assert [round(gan["y"][i], 2) for i in at] == [0.0, 0.0, 0.8]  # the right one, where both cost the same
    assert min(vae["y"][i] for i in at) > 0.07
    assert real["y"][at[1]] < 1e-4
    assert (real["role"], vae["role"], gan["role"], vae["style"], gan["style"]) == (
        *("real", "fake", "fake", "dashed", "solid"),
    )


def test_the_larger_bump_is_the_one_that_is_kept() -> None:
    for balance, side in ((0.3, -2.5), (0.7, 2.5)):
        demo = GanAndVae(balance=balance)
        assert demo.scene().plots[0].alt["values"]["gan"] == f"{side:.2f}".replace("-", "−")
        assert "larger bump and leaves out 30%" in told(demo)


def test_near_each_other_both_models_are_alike_and_the_sentence_says_so() -> None:
    demo = GanAndVae(distance=1.5)
    shown = numbers(demo)
    assert shown["js_vae"] == pytest.approx(shown["js_gan"], abs=1e-3)
    assert "nearly the same hill" in told(demo)


def test_a_noisy_decoder_does_not_use_the_latent_and_the_sentence_says_so() -> None:
    demo = GanAndVae(distance=1, noise=2)
    assert numbers(demo)["kl"] == pytest.approx(0, abs=1e-12)
    assert "does not use z" in told(demo)


@pytest.mark.parametrize("settings", [{}, {"distance": 2.0, "noise": 0.1}, {"distance": 3.3, "balance": 0.15}])
def test_the_elbo_is_the_difference_of_its_terms_and_the_likelihood_of_what_is_drawn(settings: Any) -> None:
    demo = GanAndVae(**settings)
    shown = numbers(demo)
    assert shown["elbo"] == pytest.approx(shown["reconstruction"] - shown["kl"])
    values = {name: float(text.replace("−", "-")) for name, text in demo.scene().plots[0].alt["values"].items()}
    data = two_bumps((-demo.distance / 2, 0.5), (demo.distance / 2, 0.5), demo.balance)
    assert shown["elbo"] == pytest.approx(mean_log(normal(values["vae"], values["vae_width"]), data), abs=1e-3)


def test_astray_is_the_part_of_a_model_where_hardly_any_data_are() -> None:
    far = two_bumps((-50.0, 0.5), (50.0, 0.5), 0.5)
    assert astray(normal(0.0, 1.0), far) == pytest.approx(1, abs=1e-9)
    edge = math.sqrt(-2 * math.log(0.05))  # where a bump has fallen to the twentieth part
    assert astray(normal(0.0, 1.0), normal(0.0, 1.0)) == pytest.approx(math.erfc(edge / math.sqrt(2)), abs=0.01)


@pytest.mark.parametrize("distance", np.linspace(0, 6, 7))
@pytest.mark.parametrize("noise", [0.1, 0.5, 2.0])
@pytest.mark.parametrize("balance", [0.1, 0.5, 0.75])
def test_every_setting_gives_a_drawing_within_its_frame_and_a_whole_sentence(
    distance: float, noise: float, balance: float
) -> None:
    demo = GanAndVae(distance=float(distance), noise=noise, balance=balance)
    scene = demo.scene().to_dict()
    for mark in scene["plots"][0]["marks"]:
        assert max(mark["y"]) <= scene["plots"][0]["y_range"][1]
    text = told(demo)
    assert re.fullmatch(r"[A-Z][^{}]*\.", text)
    left_out = demo.scene().plots[0].alt["values"]
    sharp = float(left_out["gan_width"]) < 0.6
    assert ("sits sharply" in text) <= sharp

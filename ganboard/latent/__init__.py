"""The latent space: points, ways through it, and what a generator makes of them."""

"""Adam, on the weights of one network."""

from __future__ import annotations

from typing import Any

from ganboard.backend import tf


class Adam:
    """Adam on the weights of one network, one fused operation a weight: twice as fast as many small ones on a CPU.

    Attributes:
        weights: The network's trainable weights.
        slots: The running means of gradients and of their squares, by name.

    Reference: Kingma & Ba 2015, Algorithm 1, arXiv:1412.6980. Differs from the paper: epsilon is added before the bias
    correction, as in TensorFlow.
    """

    def __init__(self, network: Any, beta_1: float, beta_2: float, epsilon: float = 1e-8) -> None:
        self.beta_1, self.beta_2, self.epsilon = beta_1, beta_2, epsilon
        self.weights = [weight.value for weight in network.trainable_variables]
        self.slots = {
            f"{moment}/{weight.path}": tf.Variable(tf.zeros_like(weight.value), trainable=False)
            for moment in ("mean", "square")
            for weight in network.trainable_variables
        }

    def apply(self, gradients: list[Any], learning_rate: Any, number: Any) -> None:
        """Update the weights.

        Args:
            gradients: One for each weight.
            learning_rate: Scalar.
            number: Number of this update from 1, float32 scalar tensor.
        """
        slots = list(self.slots.values())
        means, squares = slots[: len(self.weights)], slots[len(self.weights) :]
        for weight, mean, square, gradient in zip(self.weights, means, squares, gradients, strict=True):
            tf.raw_ops.ResourceApplyAdam(
                var=weight.handle,
                m=mean.handle,
                v=square.handle,
                beta1_power=tf.pow(tf.constant(self.beta_1, tf.float32), number),
                beta2_power=tf.pow(tf.constant(self.beta_2, tf.float32), number),
                lr=learning_rate,
                beta1=self.beta_1,
                beta2=self.beta_2,
                epsilon=self.epsilon,
                grad=tf.convert_to_tensor(gradient),
            )

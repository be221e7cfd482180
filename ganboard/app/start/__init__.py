"""The Start page: in the first minute somebody who knows nothing sees noise become pictures."""

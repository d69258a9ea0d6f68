"""That it is there is enough."""

"""The process map as a picture: an SVG that is read by itself, in light, in dark and on paper, in either language."""

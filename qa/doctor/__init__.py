"""`qa doctor`: whether everything that Wenju needs is there and works, and what to do where it does not."""

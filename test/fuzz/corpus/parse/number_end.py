x = 1_0.5abc + .5e

"""How long tests wait for what must come: a busy machine is no defect, and what never comes is one, however late it is told."""

SECONDS = 120

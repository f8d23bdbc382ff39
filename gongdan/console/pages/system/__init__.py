"""The administrator's pages: how everything runs, what was left out, notices, and whether the deployment is safe."""

"""Who works where: areas, and which organisations have which in common."""

"""Settings with the origin of each value (`settings`), and knowledge of languages as data (`languages`)."""
